import { expect, test as setup } from '@playwright/test';
import { emailOf, PASSWORD, roles, sessionFile } from './support/roles';

for (const role of roles) {
  setup(`${role} signs in through the form`, async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('Email').fill(emailOf(role));
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.context().storageState({ path: sessionFile(role) });
  });
}

setup('the ledger has every cycle', async ({ page }) => {
  const LONGEST_MS = 240_000;
  setup.setTimeout(LONGEST_MS + 30_000);
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(emailOf('admin'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/');
  // 36 cycles: what the upstream keeps. Bill tests compare with it, so they begin when all of it is there.
  await expect(async () => {
    const answer = await page.request.get('/api/v1/bills/summary?from=2023-12&to=2026-11&pageSize=1');
    expect(answer.status()).toBe(200);
    const { unpublished } = (await answer.json()) as { unpublished: { cycle: string; detail: string | null }[] };
    expect(unpublished).toEqual([]);
  }).toPass({ timeout: LONGEST_MS });
});
