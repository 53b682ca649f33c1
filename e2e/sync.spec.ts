import { expect, test } from './fixtures';

interface SyncAnswer {
  accounts: { cyclesDone: number; cyclesTotal: number; failing: unknown }[];
  items: { cycle: string; status: string; hash: string | null; account: { domainId: string } }[];
}

test('the months of every account are read, and the page says so', async ({ adminPage: page }) => {
  await expect(async () => {
    const { accounts } = (await (await page.request.get('/api/v1/sync')).json()) as SyncAnswer;
    expect(accounts.every(({ cyclesDone, cyclesTotal }) => cyclesDone === cyclesTotal)).toBe(true);
  }).toPass({ timeout: 120_000 });
  await page.goto('/settings/sync');
  const table = page.getByRole('table').first();
  await expect(page.getByText('Every month is read.').first()).toBeVisible();
  await expect(table.locator('tbody tr')).toHaveCount(12);
  await expect(table.getByRole('row', { name: /October 2026/ })).toContainText('Proven');
  await page.getByRole('button', { name: 'All 36 months' }).first().click();
  await expect(table.locator('tbody tr')).toHaveCount(36);
});

test('an administrator asks for a verification and sees what it found', async ({ adminPage: page }) => {
  await page.goto('/settings/sync');
  await page
    .getByRole('button', { name: /^Verify October 2026 of/ })
    .first()
    .click();
  const row = page
    .getByRole('table')
    .first()
    .getByRole('row', { name: /October 2026/ });
  await expect(row).toContainText('Verified', { timeout: 30_000 });
});

test('finance reads it and may not act; a viewer has no such page', async ({ financePage, viewerPage }) => {
  await financePage.goto('/settings/sync');
  await expect(financePage.getByRole('heading', { level: 1, name: 'Sync' })).toBeVisible();
  await expect(financePage.getByRole('button', { name: /Sync now|Verify/ })).toHaveCount(0);
  const asked = await financePage.request.post('/api/v1/sync', { data: { action: 'sync' } });
  expect(asked.status()).toBe(403);
  expect((await viewerPage.goto('/settings/sync'))?.status()).toBe(404);
  expect((await viewerPage.request.get('/api/v1/sync')).status()).toBe(403);
  await viewerPage.goto('/');
  await expect(viewerPage.getByRole('link', { name: 'Sync' })).toHaveCount(0);
});

test('the way to the sync is offered to those who may see it', async ({ adminPage, viewerPage }) => {
  for (const page of [adminPage, viewerPage]) {
    // The ledger of these tests has every month: of this one the answer says that it is still being read.
    await page.route('**/api/v1/bills/summary?*', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as { items: { account: unknown }[] };
      const unpublished = [{ account: answer.items[0]?.account, cycle: '2026-10', reason: 'loading', detail: null }];
      await route.fulfill({ response, json: { ...answer, unpublished } });
    });
    await page.goto('/bills/summary?cycle=2026-10');
    await page.getByRole('columnheader', { name: 'Service' }).getByRole('button').click();
    await expect(page.getByText('These figures lack')).toBeVisible();
  }
  await expect(adminPage.getByRole('link', { name: 'Follow the sync' })).toBeVisible();
  await expect(viewerPage.getByRole('link', { name: 'Follow the sync' })).toHaveCount(0);
});
