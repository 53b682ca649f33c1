import { expect, test } from './fixtures';
import { total, units } from './support/exact';
import { places } from './support/places';
import type { Upstream } from './support/upstream';

interface Overview {
  currencies: {
    currency: string;
    monthToDate: { amount: string };
    months: { cycle: string; total: { amount: string } }[];
  }[];
  waiting: { count: number; totals: { amount: string }[] };
  expiring: { count: number };
}

async function askTotal(upstream: Upstream, cycle: string): Promise<bigint> {
  const query = { bill_cycle: cycle, method: 'oneself', offset: '0', limit: '1' };
  const answers = await Promise.all(
    upstream.sandbox.accounts.map((account) =>
      upstream.get<{ consume_amount: string }>(account, '/v2/bills/customer-bills/monthly-sum', query),
    ),
  );
  return total(answers.map(({ consume_amount }) => consume_amount));
}

test('every month equals the upstream’s own total', async ({ financePage: page, upstream }) => {
  const response = await page.request.get('/api/v1/overview');
  const { currencies } = (await response.json()) as Overview;
  expect(currencies).toHaveLength(1);
  const months = currencies[0]?.months ?? [];
  expect(months).toHaveLength(12);
  for (const { cycle, total: shown } of months) {
    // The portal has just used up the same quota; a refusal is asked again.
    await expect(async () => expect(units(shown.amount), cycle).toBe(await askTotal(upstream, cycle))).toPass();
  }
});

test('the key figures and the table show the same sums', async ({ financePage: page, upstream }) => {
  await page.goto('/');
  const hero = page.getByRole('region', { name: 'Key figures' }).locator('dd').first();
  const text = (await hero.innerText()).replace('USD', '');
  const open = await askTotal(upstream, '2026-11');
  expect(units(text)).toBe(open);
  const table = page.getByRole('table', { name: 'November 2026 by service' });
  expect(units(await table.locator('tfoot td').first().innerText())).toBe(open);
  const rows = await table.locator('tbody tr td:nth-child(2)').allInnerTexts();
  expect(total(rows)).toBe(open);
  await expect(page.getByText(/compared with the first \d+ days of the month before it/)).toBeVisible();
});

test('what waits equals the orders that the upstream has in those states', async ({ financePage: page, upstream }) => {
  const { waiting } = (await (await page.request.get('/api/v1/overview')).json()) as Overview;
  const orders = [];
  for (const account of upstream.sandbox.accounts) {
    for (const status of ['1', '6', '9']) {
      const list = { key: 'order_infos', query: { status } };
      orders.push(
        ...(await upstream.all<{ amount_after_discount: string }>(account, '/v2/orders/customer-orders', list)),
      );
    }
  }
  expect(waiting.count).toBe(orders.length);
  expect(units(waiting.totals[0]?.amount ?? '0')).toBe(total(orders.map((order) => order.amount_after_discount)));
});

test('a service leads to its rows of the summary', async ({ financePage: page }) => {
  await page.goto('/');
  const table = page.getByRole('table', { name: 'November 2026 by service' });
  const link = table.getByRole('link').first();
  const name = await link.innerText();
  await link.click();
  await expect(page).toHaveURL(/\/bills\/summary\?cycle=2026-11&service=/);
  await expect(page.locator('tbody tr').first()).toContainText(name);
});

test('a part that fails is said and leaves the rest', async ({ financePage: page, control }) => {
  await control.addFault({ operation: 'ShowCustomerAccountBalances', status: 403, count: 1000 });
  await control.addFault({ operation: 'ListPayPerUseCustomerResources', status: 403, count: 1000 });
  await page.context().addCookies([{ name: 'locale', value: 'zh-CN', url: places.base }]);
  // An answer of a test before this one is good for a minute.
  test.setTimeout(120_000);
  await expect(async () => {
    await page.goto('/');
    await expect(page.getByText('部分数据未能读取')).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 90_000 });
  await expect(page.getByRole('region', { name: '关键数据' })).toBeVisible();
});

test('an account outside the scope is a page that does not exist', async ({ viewerPage: page, sandbox }) => {
  const [, other] = sandbox.accounts;
  expect((await page.goto(`/?account=${other.domainId}`))?.status()).toBe(404);
  expect((await page.request.get(`/api/v1/overview?account=${other.domainId}`)).status()).toBe(404);
});
