import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { readCsv, total, units } from './support/exact';
import { count, countOf, ordersOf } from './support/orders';
import { tryAgainUntil } from './support/try-again';

const tabs = (page: Page) => page.getByRole('navigation', { name: 'Status' });
const ids = (page: Page) => page.locator('tbody tr td:first-child').allInnerTexts();
const viewTotal = (page: Page) => page.locator('tfoot tr[data-kind="total"] td').last();

test('tabs count what the upstream counts, and list only their status', async ({ viewerPage: page, upstream }) => {
  const [account] = upstream.sandbox.accounts;
  await page.goto('/orders');
  for (const [name, status] of [
    ['Pending approval', '1'],
    ['Pending payment', '6'],
    ['Pending confirmation', '9'],
    ['Processing', '3'],
    ['Completed', '5'],
    ['Cancelled', '4'],
  ] as const) {
    const expected = await countOf(upstream, account, { status });
    await expect(tabs(page).getByRole('link', { name })).toHaveText(`${name}${count(expected)}`);
  }
  await tabs(page).getByRole('link', { name: 'Cancelled' }).click();
  await expect(page).toHaveURL(/status=4/);
  const statuses = page.locator('tbody td', { hasText: /^Cancelled$/ });
  await expect(statuses).toHaveCount(20);
  const cancelled = await ordersOf(upstream, account, { status: '4' });
  expect(await ids(page)).toEqual(cancelled.slice(0, 20).map(({ order_id }) => order_id));
});

test('three accounts are one list by time, counted and summed together', async ({ adminPage: page, upstream }) => {
  const all = (await Promise.all(upstream.sandbox.accounts.map((account) => ordersOf(upstream, account)))).flat();
  await page.goto('/orders');
  await expect(tabs(page).getByRole('link', { name: 'All' })).toHaveText(`All${count(all.length)}`);
  // The sum reads every order of three accounts, a hundred at a time and within the quota.
  await expect(viewTotal(page)).not.toBeEmpty({ timeout: 30_000 });
  expect(units(await viewTotal(page).innerText())).toBe(total(all.map((order) => order.amount_after_discount)));
  const newest = all
    .map(({ create_time }) => create_time)
    .sort()
    .reverse();
  const listed: string[] = [];
  for (const number of [1, 2, 3]) {
    const answer = await page.request.get(`/api/v1/orders?page=${number}&pageSize=40`);
    const body = (await answer.json()) as { items: { orderId: string; createTime: string }[] };
    listed.push(...body.items.map(({ orderId }) => orderId));
    expect(body.items.map(({ createTime }) => createTime)).toEqual(newest.slice((number - 1) * 40, number * 40));
  }
  expect(new Set(listed).size).toBe(120);
});

test.describe('an order of another account', () => {
  test('is not there: not on the page, not in the API, not in a file', async ({ viewerPage: page, upstream }) => {
    const [, second, third] = upstream.sandbox.accounts;
    const [ofMember, ofStranger] = [await ordersOf(upstream, second), await ordersOf(upstream, third)];
    // The viewer's account pays for some orders of the second one and may look into them upstream.
    const paidFor = ofMember.find(({ agent_pay_info }) => agent_pay_info?.is_agent_pay);
    const foreign = [paidFor, ofMember[0], ofStranger[0]].flatMap((order) => (order ? [order.order_id] : []));
    expect(foreign).toHaveLength(3);
    const missing = await page.request.get('/api/v1/orders/CS2611200000ZZZZZ');
    const { requestId: _, ...answer } = (await missing.json()) as Record<string, unknown>;
    for (const id of foreign) {
      expect((await page.goto(`/orders/${id}`))?.status()).toBe(404);
      const response = await page.request.get(`/api/v1/orders/${id}`);
      expect(response.status()).toBe(404);
      expect(await response.json()).toMatchObject(answer);
      const file = await page.request.get(`/api/v1/orders/export?format=csv&q=${id}`);
      expect(readCsv(await file.text())).toEqual([]);
    }
    for (const account of [second, third]) {
      for (const path of ['', '/totals', '/export']) {
        const response = await page.request.get(`/api/v1/orders${path}?account=${account.domainId}`);
        expect(response.status(), path).toBe(404);
      }
      expect((await page.goto(`/orders?account=${account.domainId}`))?.status()).toBe(404);
    }
  });

  test('belongs to its own account for those who see both', async ({ adminPage: page, upstream }) => {
    const [, second] = upstream.sandbox.accounts;
    const paidFor = (await ordersOf(upstream, second)).find(({ agent_pay_info }) => agent_pay_info?.is_agent_pay);
    const response = await page.request.get(`/api/v1/orders/${paidFor?.order_id}`);
    expect(await response.json()).toMatchObject({ account: { domainId: second.domainId } });
  });
});

test('a search and a sort by amount read the whole view, say so, and stand in the address', async ({
  viewerPage: page,
  upstream,
}) => {
  const [account] = upstream.sandbox.accounts;
  const all = await ordersOf(upstream, account);
  const found = all.filter(({ service_type_name }) => service_type_name.toLowerCase().includes('backup'));
  await page.goto('/orders');
  await page.getByRole('searchbox', { name: 'Order, service or project' }).fill('BACKUP');
  await expect(page).toHaveURL(/q=BACKUP/);
  await expect(tabs(page).getByRole('link', { name: 'All' })).toHaveText(`All${count(found.length)}`);
  await expect(page.getByText('cannot search or sort like this')).toBeVisible();
  await page.getByRole('columnheader', { name: 'Amount' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=-amountAfterDiscount/);
  await expect(page.getByRole('columnheader', { name: 'Amount' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  const sorted = await page.locator('tbody tr td:last-child').allInnerTexts();
  expect(sorted.map(units)).toEqual(
    found
      .map((order) => units(order.amount_after_discount))
      .sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
      .slice(0, 20),
  );
  const before = await ids(page);
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Order, service or project' })).toHaveValue('BACKUP');
  expect(await ids(page)).toEqual(before);
});

test('the exact ID of an order finds it at once', async ({ viewerPage: page, upstream, control }) => {
  const order = (await ordersOf(upstream, upstream.sandbox.accounts[0], { status: '3' }))[0];
  const id = order?.order_id ?? '';
  await control.clearJournal();
  await page.goto(`/orders?q=${id.toLowerCase()}`);
  expect(await ids(page)).toEqual([id]);
  expect((await control.journal('ListCustomerOrders')).length).toBeLessThanOrEqual(2);
});

test('the file holds every order of the screen, and its sum is the screen’s', async ({
  viewerPage: page,
  upstream,
}) => {
  const [account] = upstream.sandbox.accounts;
  await page.goto('/orders?status=5&from=2026-01&to=2026-10');
  await expect(viewTotal(page)).not.toBeEmpty();
  const shown = units(await viewTotal(page).innerText());
  await page.getByText(/^Download/).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV, plain' }).click(),
  ]);
  const stream = await download.createReadStream();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  const rows = readCsv(text);
  const span = { create_time_begin: '2026-01-01T00:00:00Z', create_time_end: '2026-10-31T23:59:59Z' };
  const expected = await ordersOf(upstream, account, { status: '5', ...span });
  expect(rows.map((row) => row.orderId)).toEqual(expected.map(({ order_id }) => order_id));
  await expect(page.getByText(`/ ${count(rows.length)}`)).toBeVisible();
  expect(total(rows.map((row) => row.amountAfterDiscount ?? ''))).toBe(shown);
  expect(new Set(rows.map((row) => row.currency))).toEqual(new Set([account.currency]));
});

test('an order shows its items, and they add up to it', async ({ viewerPage: page, upstream }) => {
  const [account] = upstream.sandbox.accounts;
  const [order] = await ordersOf(upstream, account, { order_type: '1', status: '5' });
  const id = order?.order_id ?? '';
  await page.goto('/orders');
  await page.goto(`/orders/${id}`);
  await expect(page.getByText(id, { exact: true }).first()).toBeVisible();
  const items = page.getByRole('table', { name: 'Line items' });
  const amounts = await items.locator('tbody tr td:last-child').allInnerTexts();
  expect(amounts.length).toBeGreaterThan(0);
  expect(total(amounts)).toBe(units(order?.amount_after_discount ?? ''));
  expect(units(await items.locator('tfoot td').last().innerText())).toBe(units(order?.amount_after_discount ?? ''));
  await page.getByRole('link', { name: 'Completed' }).click();
  await expect(page).toHaveURL(/\/orders\?status=5/);
});

test('an address that cannot be read gives the default view and a note; the API names the field', async ({
  viewerPage: page,
}) => {
  await page.goto('/orders?status=77&from=2026-02-30');
  await expect(page.getByText(/cannot be used: status/)).toBeVisible();
  await expect(page.locator('tbody tr')).toHaveCount(20);
  for (const [search, field] of [
    ['status=77', 'status'],
    ['from=2026-02-30', 'from'],
    ['from=2026-03&to=2026-02', 'to'],
    ['pageSize=201', 'pageSize'],
  ] as const) {
    const response = await page.request.get(`/api/v1/orders?${search}`);
    expect(response.status()).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'bad_request', field });
  }
  const file = await page.request.get('/api/v1/orders/export?format=xlsx');
  expect(file.status()).toBe(400);
  expect(await file.json()).toMatchObject({ field: 'format' });
  expect((await page.goto('/orders/..%2Fsecret'))?.status()).toBe(404);
});

test('with the upstream down a new view says why and can be tried again', async ({ viewerPage: page, control }) => {
  await page.goto('/orders');
  await control.addFault({ operation: 'ListCustomerOrders', status: 503 });
  await page.getByLabel('Type', { exact: true }).selectOption('14');
  const problem = page.getByRole('alert').filter({ hasText: 'Orders could not be read.' });
  await expect(problem).toContainText('request ', { timeout: 20_000 });
  await control.clearFaults();
  await tryAgainUntil(page, page.locator('tbody tr', { hasText: 'Trial to commercial' }).first());
  await expect(problem).toBeHidden();
});

test('days are chosen by hand, and the boxes show exactly the days of the filter', async ({
  viewerPage: page,
  upstream,
}) => {
  const [account] = upstream.sandbox.accounts;
  await page.goto('/orders');
  await page.getByLabel('Created', { exact: true }).selectOption('custom');
  await page.getByLabel('First day, UTC').fill('2026-02-01');
  await page.getByLabel('Last day, UTC').fill('2026-02-28');
  await expect(page).toHaveURL(/from=2026-02-01&to=2026-02-28/);
  const span = { create_time_begin: '2026-02-01T00:00:00Z', create_time_end: '2026-02-28T23:59:59Z' };
  const expected = await countOf(upstream, account, span);
  await expect(tabs(page).getByRole('link', { name: 'All' })).toHaveText(`All${count(expected)}`);
  await page.goto('/orders?from=2026-02&to=2026-02');
  await expect(page.getByLabel('First day, UTC')).toHaveValue('2026-02-01');
  await expect(page.getByLabel('Last day, UTC')).toHaveValue('2026-02-28');
});

test('a day is typed to its end before it is taken, and taken away again', async ({ viewerPage: page }) => {
  await page.goto('/orders?from=2026-02-01&to=2026-10-31');
  const first = page.getByLabel('First day, UTC');
  await first.focus();
  await page.keyboard.type('03152026');
  await expect(first).toHaveValue('2026-03-15');
  await expect(page).toHaveURL(/from=2026-02-01/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=2026-03-15&to=2026-10-31/);
  await page.getByLabel('Last day, UTC').fill('2026-01-10');
  await expect(page.getByLabel('Last day, UTC')).toHaveAttribute('aria-invalid', 'true');
  await expect(page).toHaveURL(/from=2026-03-15&to=2026-10-31/);
  await page.getByLabel('Last day, UTC').press('Escape');
  await expect(page.getByLabel('Last day, UTC')).toHaveValue('2026-10-31');
  // As the calendar's own button does.
  await first.click();
  await first.fill('');
  await expect(page).toHaveURL(/orders\?to=2026-10-31/);
});

test('what waits for someone is one list, with its own count and file', async ({ viewerPage: page, upstream }) => {
  const [account] = upstream.sandbox.accounts;
  const lists = await Promise.all(['1', '6', '9'].map((status) => ordersOf(upstream, account, { status })));
  const expected = lists.flat();
  await page.goto('/orders?status=waiting');
  await expect(tabs(page).getByRole('link', { name: 'Waiting' })).toHaveText(`Waiting${count(expected.length)}`);
  await expect(viewTotal(page)).not.toBeEmpty();
  expect(units(await viewTotal(page).innerText())).toBe(total(expected.map((order) => order.amount_after_discount)));
  const file = await page.request.get('/api/v1/orders/export?format=csv&status=waiting');
  const rows = readCsv(await file.text()).map((row) => row.orderId ?? '');
  expect([...rows].sort()).toEqual(expected.map(({ order_id }) => order_id).sort());
});
