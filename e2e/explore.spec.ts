import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { readCsv, total, units } from './support/exact';
import { untilAwake } from './support/awake';

const CYCLE = '2026-10';
const VIEW = `cycle=${CYCLE}&by=service,region&step=none&top=5&chart=table`;

const rows = (page: Page) => page.locator('tbody tr');
/** The figure of a row stands after its names. */
const figureIn = (page: Page, row: number) => rows(page).nth(row).locator('td').nth(1).innerText();
const footFigure = async (page: Page) => units(await page.locator('tfoot td').nth(1).innerText());

/** The sync fills the ledger while the portal runs. */
async function whenPublished(page: Page) {
  await expect
    .poll(
      async () => {
        const answer = await page.request.get(`/api/v1/bills/explore?cycle=${CYCLE}`);
        return ((await answer.json()) as { unpublished: unknown[] }).unpublished;
      },
      { timeout: 60_000 },
    )
    .toEqual([]);
}

test.beforeEach(async ({ adminPage }) => {
  await whenPublished(adminPage);
});

test('an address is a view: its rows and others, the file and the upstream agree to the last decimal', async ({
  adminPage: page,
  upstream,
}) => {
  await page.goto(`/bills/explore?${VIEW}`);
  await expect(rows(page)).toHaveCount(6);
  const shown = await Promise.all([0, 1, 2, 3, 4, 5].map((row) => figureIn(page, row)));
  const foot = await footFigure(page);
  expect(total(shown)).toBe(foot);

  const file = await page.request.get(`/api/v1/bills/explore/export?format=csv&${VIEW}`);
  const lines = readCsv(await file.text());
  expect(lines.map((line) => units(line.total ?? ''))).toEqual(shown.map(units));
  expect(lines.at(-1)?.row).toBe('others');

  const records = await Promise.all(
    upstream.sandbox.accounts.map((account) =>
      upstream.all<{ amount: string }>(account, '/v2/bills/customer-bills/res-fee-records', {
        key: 'fee_records',
        query: { cycle: CYCLE, method: 'oneself', statistic_type: '3' },
      }),
    ),
  );
  expect(foot).toBe(total(records.flat().map(({ amount }) => amount)));
});

test('a row leads on: to what it is made of, and to its lines', async ({ adminPage: page }) => {
  await page.goto(`/bills/explore?cycle=${CYCLE}&by=service&step=none&chart=table`);
  const first = rows(page).first();
  const figure = await first.locator('td').first().innerText();
  const name = await first.getByRole('button').innerText();
  const lines = await first.getByRole('link').getAttribute('href');
  await first.getByRole('button').click();
  await expect(page).toHaveURL(/by=resourceType/);
  await expect(page).toHaveURL(/service=hws\.service\.type\.\w+/);
  // The filter is called what the row was called.
  await expect(page.locator('.chip[data-active]').filter({ hasText: name })).toBeVisible();
  await expect(page.locator('tfoot td').first()).toHaveText(figure);

  await page.getByRole('link', { name: 'Lines of this view' }).click();
  await expect(page).toHaveURL(lines ?? '');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Expenditures');
  await expect.poll(async () => units(await page.locator('tfoot td').last().innerText())).toBe(units(figure));
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/by=service|step=none/);
});

test('what is left out, and the others, lead to lines that add up to them', async ({ adminPage: page }) => {
  const figureOf = (row: number) => rows(page).nth(row).locator('td').first().innerText();
  const footOfLines = async () => units(await page.locator('tfoot td').last().innerText());
  await page.goto(`/bills/explore?cycle=${CYCLE}&by=service&step=none&chart=table&top=3`);
  const [first, others] = [await figureOf(0), await figureOf(3)];
  const whole = await page.locator('tfoot td').first().innerText();
  await page.getByRole('link', { name: 'Lines of the others' }).click();
  const left = page.locator('.chip[data-active] b');
  await expect(left).toHaveText(/^without .+, .+, .+/);
  await expect.poll(footOfLines).toBe(units(others));

  await page.goBack();
  await page.getByRole('button', { name: /^Show only the \d+ others$/ }).click();
  await expect(page).toHaveURL(/service=%21/);
  await expect(page.locator('tfoot td').first()).toHaveText(others);

  await page.goBack();
  const name = await rows(page).first().getByRole('button').innerText();
  await page.getByLabel('Filter', { exact: true }).click();
  await page.getByRole('button', { name: 'Service', exact: true }).click();
  await page.getByRole('button', { name: 'Without' }).click();
  await page.getByLabel(name, { exact: true }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Lines of this view' }).click();
  await expect(left).toHaveText(`without ${name}`);
  await expect.poll(footOfLines).toBe(units(whole) - units(first));
});

for (const dimension of ['resource', 'sku'] as const) {
  test(`lines of one ${dimension} say what it is called, not its code`, async ({ adminPage: page }) => {
    await page.goto(`/bills/explore?cycle=${CYCLE}&by=${dimension}&step=none&chart=table&top=3`);
    const first = rows(page).first();
    const name = await first.getByRole('button').innerText();
    await first.getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`${dimension}=`));
    expect(new URL(page.url()).searchParams.get(dimension)).not.toBe(name);
    await expect(page.locator('.chip[data-active] b')).toHaveText(name);
  });
}

test('some days lead to the lines of these days', async ({ adminPage: page }) => {
  const days = `from=${CYCLE}-05&to=${CYCLE}-09`;
  await page.goto(`/bills/explore?${days}&by=none&step=none`);
  const figure = await page.locator('tfoot td').first().innerText();
  await page.getByRole('link', { name: 'Lines of this view' }).click();
  await expect(page).toHaveURL(new RegExp(`fromDay=${CYCLE}-05&toDay=${CYCLE}-09`));
  await expect.poll(async () => units(await page.locator('tfoot td').last().innerText())).toBe(units(figure));
  await expect(page.locator('.chip[data-active]').filter({ hasText: 'Bill date' })).toContainText(/5–9/);
  await page.getByRole('button', { name: 'Clear Bill date' }).click();
  await expect(page).not.toHaveURL(/Day=/);
  await expect.poll(async () => units(await page.locator('tfoot td').last().innerText())).not.toBe(units(figure));
});

test('measure, grouping and filters are set on the page and kept in the address', async ({ adminPage: page }) => {
  await page.goto('/bills/explore');
  await page.getByLabel('Measure', { exact: true }).selectOption('official');
  await page.getByLabel('Add a dimension').selectOption('region');
  await expect(page).toHaveURL(/measure=official/);
  await expect(page).toHaveURL(/by=service%2Cregion/);
  await page.getByLabel('Region: move or remove').click();
  await page.getByRole('button', { name: 'Move Region forward' }).click();
  await expect(page).toHaveURL(/by=region%2Cservice/);

  await page.getByLabel('Filter', { exact: true }).click();
  await page.getByRole('button', { name: 'Billing mode' }).click();
  await page.getByRole('button', { name: 'Without' }).click();
  await page.getByLabel('Pay-per-use').check();
  await expect(page).toHaveURL(/mode=%213/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear Billing mode' }).click();
  await expect(page).not.toHaveURL(/mode=/);
});

test('a day is typed to its end before it is taken, and one that cannot be is marked', async ({ adminPage: page }) => {
  await page.goto('/bills/explore?from=2026-06-01&to=2026-10-31&by=service');
  const first = page.getByLabel('First day', { exact: true });
  await first.focus();
  await page.keyboard.type('02152026', { delay: 40 });
  await expect(first).toHaveValue('2026-02-15');
  await expect(page).toHaveURL(/from=2026-06-01/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=2026-02-15/);
  await expect(first).toBeFocused();
  await page.getByLabel('Last day', { exact: true }).fill('2026-01-10');
  await expect(page.getByLabel('Last day', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page).toHaveURL(/from=2026-02-15&to=2026-10-31/);
  // A range that moves: its first day cannot be until the last one has moved too.
  await page.goto('/bills/explore?from=2026-06-01&to=2026-06-10&by=service');
  await untilAwake(first);
  await first.fill('2026-09-15');
  await expect(page.getByText('Not applied: the range ends before it starts.')).toBeVisible();
  await page.getByLabel('Last day', { exact: true }).fill('2026-09-20');
  await expect(page).toHaveURL(/from=2026-09-15&to=2026-09-20/);
  await expect(page.getByText('Not applied')).toBeHidden();
});

test('a view is saved, shared, opened by another, replaced, renamed and deleted', async ({
  adminPage: page,
  viewerPage,
}) => {
  const name = 'Regions in October';
  await page.goto(`/bills/explore?cycle=${CYCLE}&by=region`);
  await page.getByRole('button', { name: 'Save view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel(/Share with everyone/).check();
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel(`View: ${name}`)).toBeVisible();

  // The same name again stands for what is on the screen now.
  await page.goto(`/bills/explore?cycle=${CYCLE}&by=region&top=5`);
  await page.getByRole('button', { name: 'Save view' }).click();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await dialog.getByRole('button', { name: `Replace “${name}” with what is on the screen` }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel(`View: ${name}`)).toBeVisible();

  await viewerPage.goto('/bills/explore');
  await viewerPage.getByLabel('Views', { exact: true }).click();
  await viewerPage.getByRole('link', { name }).click();
  await expect(viewerPage).toHaveURL(/by=region.*top=5/);
  await expect(viewerPage.getByRole('button', { name: `Delete: ${name}` })).toHaveCount(0);

  await page.getByLabel(`View: ${name}`).click();
  await page.getByRole('button', { name: `Rename: ${name}` }).click();
  const rename = page.getByRole('dialog', { name: /Rename/ });
  await rename.getByLabel('Name').fill('October');
  await rename.getByRole('button', { name: 'Rename view' }).click();
  await expect(rename).toBeHidden();
  await page.getByLabel('View: October').click();
  await page.getByRole('button', { name: 'Delete: October' }).click();
  await page.getByRole('button', { name: 'Delete view' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByLabel('Views', { exact: true }).click();
  await expect(page.getByText('No saved views yet.')).toBeVisible();
});

test('a span that the upstream does not keep any more is not promised by a sync', async ({ adminPage: page }) => {
  for (const list of ['explore', 'expenditures']) {
    await page.goto(`/bills/${list}?from=2019-01&to=2019-03`);
    await expect(page.getByRole('heading', { name: 'Not in the ledger' })).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: 'sync' })).toHaveCount(0);
  }
});

for (const view of ['explore', 'expenditures']) {
  test(`a file that would lack part of its view is not offered: ${view}`, async ({ adminPage: page }) => {
    await page.goto(`/bills/${view}?from=2023-10&to=2024-01`);
    await page.getByLabel(/^Download/).click();
    await expect(page.getByText('There is no file of this view')).toBeVisible();
    await expect(page.getByRole('link', { name: /CSV/ })).toHaveCount(0);
    await page.goto(`/bills/${view}?from=${CYCLE}&to=${CYCLE}`);
    await page.getByLabel(/^Download/).click();
    await expect(page.getByRole('link', { name: /CSV/ })).toHaveCount(2);
  });
}

test('an account outside the scope is a page that does not exist', async ({ viewerPage: page, sandbox }) => {
  const foreign = sandbox.accounts[1].domainId;
  expect((await page.goto(`/bills/explore?account=${foreign}`))?.status()).toBe(404);
  expect((await page.request.get(`/api/v1/bills/explore?account=${foreign}`)).status()).toBe(404);
  const answer = await page.request.get(`/api/v1/bills/explore?by=account&cycle=${CYCLE}`);
  const { blocks } = (await answer.json()) as { blocks: { rows: { key: string[] }[] }[] };
  expect(blocks.flatMap((block) => block.rows.map(({ key }) => key[0]))).not.toContain(foreign);
});

test('on a phone menus stay inside the screen, and a choice keeps the focus', async ({ adminPage: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/bills/explore?${VIEW}`);
  for (const name of ['Filter', /^Download/, 'Views']) {
    const menu = page.locator('details', { has: page.locator('summary').and(page.getByLabel(name)) });
    await menu.locator('summary').click();
    const box = await menu.locator('.pop').boundingBox();
    expect(box?.x, String(name)).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0), String(name)).toBeLessThanOrEqual(390);
    await page.keyboard.press('Escape');
  }
  await page.locator('summary').and(page.getByLabel('Filter')).press('Enter');
  await page.getByRole('button', { name: 'Region', exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: 'All filters' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Region', exact: true })).toBeFocused();
});

test('names, heads and the total stay while a wide table is moved', async ({ adminPage: page }) => {
  await page.goto(`/bills/explore?cycle=${CYCLE}&step=day&chart=table`);
  const table = page.getByRole('table');
  const first = [table.locator('thead th'), table.locator('tbody th'), table.locator('tfoot th')].map((all) =>
    all.first(),
  );
  const placesOf = () => Promise.all(first.map(async (cell) => (await cell.boundingBox())?.x));
  const before = await placesOf();
  await table.locator('..').evaluate((box) => box.scrollTo({ left: 500 }));
  await expect.poll(() => table.locator('..').evaluate((box) => box.scrollLeft)).toBe(500);
  expect(await placesOf()).toEqual(before);
});
