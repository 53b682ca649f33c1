import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import type { SandboxAccount, Upstream } from './support/upstream';

const DECIMALS = 10;
const unitsOf = (text: string) => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'));
};
/** Exact sums of decimal text, apart from the portal's own arithmetic. */
const timesText = (text: string, count: number) => unitsOf(text) * BigInt(count);

/** What the screen shows: two decimals, thousands. */
function shown(units: bigint): string {
  const cents = (units + 5n * 10n ** 7n) / 10n ** 8n;
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}

interface Line {
  service: string;
  type: string;
  spec: string;
  region: string;
  quantity: number;
  size?: { size: number; unit: number };
}

const lines: Line[] = [
  { service: 'ec2', type: 'vm', spec: 's6.large.2.linux', region: 'ap-southeast-3', quantity: 3 },
  {
    service: 'ebs',
    type: 'volume',
    spec: 'GPSSD',
    region: 'ap-southeast-3',
    quantity: 3,
    size: { size: 140, unit: 17 },
  },
  {
    service: 'vpc',
    type: 'bandwidth',
    spec: '19_bgp',
    region: 'ap-southeast-3',
    quantity: 1,
    size: { size: 20, unit: 15 },
  },
];
const parameter = lines
  .map(({ service, type, spec, region, quantity, size }) =>
    [service, type, spec, region, quantity, ...(size ? [size.size, size.unit] : [])].join('*'),
  )
  .join('+');

interface Rating {
  official_website_rating_result: { official_website_amount: string };
  optional_discount_rating_results: { best_offer: string; amount: string }[];
}

const productInfos = (extra: Record<string, unknown>) =>
  lines.map(({ service, type, spec, region, quantity, size }, index) => ({
    id: String(index),
    cloud_service_type: `hws.service.type.${service}`,
    resource_type: `hws.resource.type.${type}`,
    resource_spec: spec,
    region,
    subscription_num: quantity,
    ...(size ? { resource_size: size.size, size_measure_id: size.unit } : {}),
    ...extra,
  }));

/** What the account pays for the lines in the three ways, asked past the portal. */
async function rateDirectly(upstream: Upstream, account: SandboxAccount, hours: number) {
  const project_id = account.projectId;
  const period = async (period_type: number) => {
    const product_infos = productInfos({ period_type, period_num: 1 });
    const path = '/v2/bills/ratings/period-resources/subscribe-rate';
    const rating = await upstream.post<Rating>(account, path, { project_id, product_infos });
    const best = rating.optional_discount_rating_results.find(({ best_offer }) => best_offer === '1');
    const list = rating.official_website_rating_result.official_website_amount;
    return { list, paid: best?.amount ?? list };
  };
  const usage = { usage_factor: 'Duration', usage_value: hours, usage_measure_id: 4 };
  const onDemand = await upstream.post<{ official_website_amount: string; amount: string }>(
    account,
    '/v2/bills/ratings/on-demand-resources',
    { project_id, inquiry_precision: 1, product_infos: productInfos(usage) },
  );
  return {
    payPerUse: { list: onDemand.official_website_amount, paid: onDemand.amount },
    monthly: await period(2),
    yearly: await period(3),
  };
}

const footRow = (page: Page, name: string | RegExp) =>
  page.locator('tfoot tr').filter({ has: page.getByRole('rowheader', { name }) });
const figures = async (page: Page, name: string | RegExp) =>
  (await footRow(page, name).locator('.money').allInnerTexts()).map((text) => text.trim());

test('every total equals what the upstream says when it is asked directly', async ({ financePage: page, upstream }) => {
  for (const account of upstream.sandbox.accounts) {
    const direct = await rateDirectly(upstream, account, 700);
    await page.goto(`/calculator?account=${account.domainId}&hours=700&l=${parameter}`);
    await expect(page.getByRole('rowheader', { name: /You pay over 12 months/ })).toBeVisible();
    expect(await figures(page, /^List price, 12 months/)).toEqual([
      shown(timesText(direct.payPerUse.list, 12)),
      shown(timesText(direct.monthly.list, 12)),
      shown(timesText(direct.yearly.list, 1)),
    ]);
    expect(await figures(page, /You pay over 12 months/)).toEqual([
      shown(timesText(direct.payPerUse.paid, 12)),
      shown(timesText(direct.monthly.paid, 12)),
      shown(timesText(direct.yearly.paid, 1)),
    ]);
  }
});

test('the address holds the whole estimate: a reload and another person see the same', async ({
  financePage: page,
  adminPage,
}) => {
  await page.goto('/calculator');
  await page.getByRole('button', { name: '2 servers with disks and bandwidth' }).click();
  await expect(page.getByRole('rowheader', { name: /You pay over 12 months/ })).toBeVisible();
  await page.getByRole('button', { name: '36 months' }).click();
  await page.getByRole('textbox', { name: /^Quantity of s6/ }).fill('7');
  await expect(page).toHaveURL(/months=36.*ec2\*vm\*s6\.large\.2\.linux\*ap-southeast-3\*7/);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  const before = await figures(page, /You pay over 36 months/);
  expect(before).toHaveLength(3);
  await page.reload();
  await expect(page.getByRole('textbox', { name: /^Quantity of s6/ })).toHaveValue('7');
  expect(await figures(page, /You pay over 36 months/)).toEqual(before);
  await adminPage.goto(page.url());
  await expect(adminPage.getByRole('rowheader', { name: /You pay over 36 months/ })).toBeVisible();
  expect(await figures(adminPage, /You pay over 36 months/)).toEqual(before);
  await page.goBack();
});

test('a product is added by keyboard, duplicated and removed', async ({ financePage: page }) => {
  await page.goto('/calculator');
  await page.getByRole('button', { name: 'Add a product' }).click();
  await expect(page.getByLabel('Service', { exact: true })).toBeFocused();
  await page.getByLabel('Service', { exact: true }).selectOption({ label: 'Elastic Volume Service' });
  await page.getByLabel('Product', { exact: true }).selectOption({ label: 'Ultra-high I/O' });
  await page.getByLabel('Size, GB').fill('5');
  await page.getByRole('button', { name: 'Add to the estimate' }).click();
  await expect(page.getByText('Give a number from 10 to 32,768.')).toBeVisible();
  await page.getByLabel('Size, GB').fill('250');
  await page.getByLabel('Quantity', { exact: true }).press('Enter');
  await expect(page).toHaveURL(/l=ebs\*volume\*SSD\*ap-southeast-3\*\*250\*17$/);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Add a product' })).toBeFocused();
  const more = page.locator('tbody summary').first();
  await more.press('Enter');
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await more.press('Enter');
  await page.getByRole('button', { name: 'Remove' }).first().click();
  await expect(page.locator('tbody tr')).toHaveCount(1);
});

test('a line that cannot be priced says why, and the others keep their prices', async ({ financePage: page }) => {
  await page.goto('/calculator?l=ec2*vm*s6.large.2.linux*ap-southeast-3+ec2*vm*no.such.spec*ap-southeast-3');
  await expect(page.getByText('CBC.99006006')).toBeVisible();
  await expect(page.locator('tfoot').getByText('without 1 of 2 lines').first()).toBeVisible();
  await expect(page.locator('tfoot .dbl')).toHaveCount(0);
  await expect(page.locator('tbody tr').first().locator('.money').nth(1)).toHaveText(/\d/);
});

test('what no line has a price for is unknown, not zero', async ({ financePage: page }) => {
  await page.goto('/calculator?l=ec2*vm*nonsense.linux*ap-southeast-3');
  await expect(page.locator('tfoot').getByText('no line has a price')).toHaveCount(3);
  expect(await figures(page, /You pay over 12 months/)).toEqual(['–', '–', '–']);
  await expect(page.locator('tfoot .dbl')).toHaveCount(0);
});

test('what is only sold by use is in a mixed total, which is named so', async ({ financePage: page }) => {
  const traffic = 'vpc*bandwidth*12_bgp*ap-southeast-3****upflow*10*100';
  await page.goto(`/calculator?l=ec2*vm*s6.large.2.linux*ap-southeast-3+${traffic}`);
  await expect(footRow(page, /^Mixed/).locator('.dbl')).toHaveCount(2);
  await expect(footRow(page, /You pay over 12 months/).locator('.dbl')).toHaveCount(1);
  await expect(footRow(page, /You pay over 12 months/).getByText('without 1 of 2 lines')).toHaveCount(2);
});

test('a wrong number says what is right, and stays until it is mended', async ({ financePage: page }) => {
  await page.goto('/calculator?l=ec2*vm*s6.large.2.linux*ap-southeast-3');
  const quantity = page.getByRole('textbox', { name: /^Quantity of s6/ });
  for (const wrong of ['0', '1.5', '1000000', '']) {
    await quantity.fill(wrong);
    await quantity.blur();
    await expect(page.getByText('A whole number from 1 to 10,000. Prices are with 1.')).toBeVisible();
    await expect(quantity).toHaveValue(wrong);
  }
  const hours = page.getByRole('textbox', { name: /^Hours used/ });
  for (const wrong of ['0', '9999', '-5', '']) {
    await hours.fill(wrong);
    await expect(page.getByText('A whole number from 1 to 744. Prices are with 730.')).toBeVisible();
  }
  await expect(page).not.toHaveURL(/hours=/);
  await quantity.fill('3');
  await expect(page).toHaveURL(/ap-southeast-3\*3$/);
  await expect(page.getByText('Prices are with 1.')).toBeHidden();
});

test('a wrong address is the empty calculator with a note, a wrong quote is 400 with its field', async ({
  financePage: page,
}) => {
  await page.goto('/calculator?months=99&l=nonsense');
  await expect(page.getByText(/cannot be used: months, l\./)).toBeVisible();
  await expect(page.getByText('Nothing to price yet')).toBeVisible();
  const answer = await page.evaluate(async () => {
    const body = JSON.stringify({ months: 99, lines: [] });
    const response = await fetch('/api/v1/quotes', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    return { status: response.status, problem: (await response.json()) as { field: string } };
  });
  expect(answer).toMatchObject({ status: 400, problem: { field: 'months', code: 'bad_request' } });
});

test("a viewer cannot ask for another account's prices", async ({ viewerPage: page, sandbox }) => {
  const [, other] = sandbox.accounts;
  const file = await page.request.get(`/api/v1/quotes/export?account=${other.domainId}&l=${parameter}`);
  expect(file.status()).toBe(404);
  expect((await page.goto(`/calculator?account=${other.domainId}&l=${parameter}`))?.status()).toBe(404);
});

test('the file has one exact row a line', async ({ financePage: page, upstream }) => {
  const [account] = upstream.sandbox.accounts;
  const response = await page.request.get(
    `/api/v1/quotes/export?format=csv&account=${account.domainId}&l=${parameter}`,
  );
  expect(response.headers()['content-type']).toContain('text/csv');
  const [head = '', ...rows] = (await response.text()).trimEnd().split('\r\n');
  expect(rows).toHaveLength(lines.length);
  const at = head.split(',').indexOf('monthlyAmount');
  const added = rows.reduce((total, row) => total + unitsOf(splitCsv(row)[at] ?? ''), 0n);
  const { monthly } = await rateDirectly(upstream, account, 730);
  expect(added).toBe(timesText(monthly.paid, 12));
});

const splitCsv = (row: string) => [...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell);

test('axe finds nothing on an estimate with an open form', async ({ financePage: page }) => {
  await page.goto(`/calculator?l=${parameter}+ec2*vm*no.such.spec*ap-southeast-3`);
  await page.getByRole('button', { name: 'Add a product' }).click();
  await expect(page.getByLabel('Service', { exact: true })).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target.join(' ')) }))).toEqual([]);
});
