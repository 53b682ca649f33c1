import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { readCsv, total, units } from './support/exact';
import { sessionFile } from './support/roles';
import type { Upstream } from './support/upstream';

const CYCLE = '2026-10';

interface MonthlySum {
  consume_amount: string;
  bill_sums: { truncated_amount: string; consume_amount: string }[];
}
interface LineList {
  items: { id: string }[];
  total: number;
  start: number;
  nextCursor: string | null;
  prevCursor: string | null;
  totals: Record<string, string>[];
}

/** monthly-sum of every account together: the accounts of the tests share one currency. */
async function askSummary(upstream: Upstream, cycle: string) {
  const answers = await Promise.all(
    upstream.sandbox.accounts.map((account) =>
      upstream.get<MonthlySum>(account, '/v2/bills/customer-bills/monthly-sum', {
        bill_cycle: cycle,
        method: 'oneself',
        offset: '0',
        limit: '1000',
      }),
    ),
  );
  return {
    consume: total(answers.map(({ consume_amount }) => consume_amount)),
    truncated: total(answers.flatMap(({ bill_sums }) => bill_sums.map((row) => row.truncated_amount))),
  };
}

async function json<T>(request: APIRequestContext, path: string): Promise<T> {
  const response = await request.get(path);
  expect(response.status(), path).toBe(200);
  return (await response.json()) as T;
}

const footAmount = (page: Page) => page.locator('tfoot td').last();
const linesIn = (page: Page) => page.locator('tfoot th');

test.describe('totals', () => {
  for (const { view, column } of [
    { view: 'usage', column: 'consumeAmount' },
    { view: 'expenditures', column: 'amount' },
  ]) {
    test(`the file of ${view}, the screen and the summary agree to the last decimal`, async ({
      financePage: page,
      upstream,
    }) => {
      await page.goto(`/bills/${view}?cycle=${CYCLE}`);
      const onScreen = units(await footAmount(page).innerText());
      const file = await page.request.get(`/api/v1/bills/${view}/export?format=csv&cycle=${CYCLE}`);
      const rows = readCsv(await file.text());
      const list = await json<LineList>(page.request, `/api/v1/bills/${view}?cycle=${CYCLE}&pageSize=1`);
      expect(rows).toHaveLength(list.total);
      expect(total(rows.map((row) => row[column] ?? ''))).toBe(onScreen);
      expect(units(list.totals[0]?.[column] ?? '')).toBe(onScreen);
      const summary = await askSummary(upstream, CYCLE);
      expect(onScreen - summary.truncated).toBe(summary.consume);
    });
  }

  test('the summary shows the upstream’s own total', async ({ financePage: page, upstream }) => {
    await page.goto(`/bills/summary?cycle=${CYCLE}`);
    const { consume } = await askSummary(upstream, CYCLE);
    expect(units(await footAmount(page).innerText())).toBe(consume);
    await expect(
      page.getByText('equals Huawei Cloud’s own').or(page.getByText("equals Huawei Cloud's own")),
    ).toBeVisible();
  });

  test('lines of a span are the lines of its cycles', async ({ financePage: page }) => {
    const cycles = ['2026-08', '2026-09', '2026-10'];
    const parts = await Promise.all(
      cycles.map((cycle) => json<LineList>(page.request, `/api/v1/bills/usage?cycle=${cycle}&pageSize=1`)),
    );
    await page.goto('/bills/usage?from=2026-08&to=2026-10');
    expect(units(await footAmount(page).innerText())).toBe(
      total(parts.map(({ totals }) => totals[0]?.consumeAmount ?? '')),
    );
    const span = await json<LineList>(page.request, '/api/v1/bills/usage?from=2026-08&to=2026-10&pageSize=1');
    expect(span.total).toBe(parts.reduce((count, part) => count + part.total, 0));
  });

  test('a span of cycles is the sum of its cycles', async ({ financePage: page, upstream }) => {
    await page.goto('/bills/summary?from=2026-08&to=2026-10');
    const cycles = await Promise.all(['2026-08', '2026-09', '2026-10'].map((cycle) => askSummary(upstream, cycle)));
    expect(units(await footAmount(page).innerText())).toBe(cycles.reduce((sum, { consume }) => sum + consume, 0n));
  });
});

test.describe('filters', () => {
  test('live in the address, and the file is filtered as the screen is', async ({ financePage: page }) => {
    await page.goto(`/bills/usage?cycle=${CYCLE}`);
    const all = await linesIn(page).innerText();
    await page.getByLabel('Service', { exact: true }).selectOption({ label: 'Object Storage Service' });
    await expect(page).toHaveURL(/service=hws\.service\.type\.obs/);
    await expect(linesIn(page)).not.toHaveText(all);
    const shown = units(await footAmount(page).innerText());
    const [, count = ''] = /^([\d,]+) lines?/.exec(await linesIn(page).innerText()) ?? [];
    const file = await page.request.get(`/api/v1/bills/usage/export?${new URL(page.url()).searchParams.toString()}`);
    const rows = readCsv(await file.text());
    expect(rows.length).toBe(Number(count.replaceAll(',', '')));
    expect(new Set(rows.map((row) => row.serviceTypeCode))).toEqual(new Set(['hws.service.type.obs']));
    expect(total(rows.map((row) => row.consumeAmount ?? ''))).toBe(shown);
    await page.reload();
    expect(units(await footAmount(page).innerText())).toBe(shown);
  });

  test('a search that finds nothing says so and can be cleared', async ({ financePage: page }) => {
    await page.goto(`/bills/expenditures?cycle=${CYCLE}&q=no-such-resource`);
    await expect(page.getByText('No lines match')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect(page.locator('tbody tr').first()).toBeVisible();
    await expect(page).not.toHaveURL(/q=/);
  });

  test('an address that cannot be read is the default view with a note', async ({ financePage: page }) => {
    await page.goto('/bills/usage?cycle=2031-01&colour=red');
    await expect(page.getByText(/cannot be used: .*colour/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Nov 2026' })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('tbody tr').first()).toBeVisible();
  });

  for (const [search, field] of [
    ['cycle=2031-01', 'cycle'],
    ['cycle=soon', 'cycle'],
    ['colour=red', 'colour'],
    ['from=2026-10&to=2026-08', 'to'],
    ['zero=some', 'zero'],
    ['cursor=bm90aGluZw', 'cursor'],
    ['pageSize=201', 'pageSize'],
  ] as const) {
    test(`the API refuses ${search} and names ${field}`, async ({ financePage: page }) => {
      const response = await page.request.get(`/api/v1/bills/usage?${search}`);
      expect(response.status()).toBe(400);
      expect(response.headers()['content-type']).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'bad_request', field });
    });
  }
});

test.describe('lines', () => {
  test('every line is on one page, whichever way they are sorted', async ({ financePage: page }) => {
    for (const sort of ['-billDate', 'resourceName', '-consumeAmount', 'region', '-project', 'account', 'mode']) {
      const seen = new Set<string>();
      let cursor: string | null = null;
      let count = 0;
      do {
        const search: string = `cycle=${CYCLE}&sort=${sort}&pageSize=200${cursor ? `&cursor=${cursor}` : ''}`;
        const list: LineList = await json<LineList>(page.request, `/api/v1/bills/usage?${search}`);
        expect(list.start).toBe(seen.size);
        for (const { id } of list.items) seen.add(id);
        cursor = list.nextCursor;
        count = list.total;
      } while (cursor !== null);
      expect(seen.size).toBe(count);
    }
  });

  test('pages lead on and back', async ({ financePage: page }) => {
    await page.goto(`/bills/usage?cycle=${CYCLE}&pageSize=20`);
    await expect(page.getByText(/^Lines 1–20 of/)).toBeVisible();
    const first = (await page.locator('tbody tr').first().textContent()) ?? '';
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText(/^Lines 21–40 of/)).toBeVisible();
    await page.getByRole('button', { name: 'Previous' }).click();
    await expect(page.getByText(/^Lines 1–20 of/)).toBeVisible();
    await expect(page.locator('tbody tr').first()).toHaveText(first);
  });

  test('a row opens with the keyboard and shows every field', async ({ financePage: page }) => {
    await page.goto(`/bills/expenditures?cycle=${CYCLE}`);
    const row = page.locator('tbody tr').first();
    await row.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Amounts' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Record' })).toContainText('Account ID');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Amounts' })).toBeHidden();
  });

  test('a rarer filter is set in its own list and shown as a chip that takes it away', async ({
    financePage: page,
  }) => {
    await page.goto(`/bills/usage?cycle=${CYCLE}`);
    await expect(page.locator('tbody tr').first()).toBeVisible();
    await page.getByLabel('More filters').click();
    await page.getByLabel('SKU or specification').fill('no-such-sku');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/sku=no-such-sku/);
    await expect(page.getByText('No lines match')).toBeVisible();
  });
});

for (const locale of ['en-US', 'zh-CN']) {
  test(`with the upstream switched off every bill page is there with its age: ${locale}`, async ({
    browser,
    control,
  }) => {
    await control.addFault({ operation: '*', status: 503, count: 100_000 });
    const context = await browser.newContext({ storageState: sessionFile('finance'), locale });
    const page = await context.newPage();
    for (const path of [
      '/',
      '/bills/summary?cycle=2024-05',
      '/bills/usage?cycle=2024-05',
      '/bills/expenditures?cycle=2024-05',
      '/bills/explore?cycle=2024-05&chart=table&step=none',
    ]) {
      const answered = await page.goto(path);
      expect(answered?.status(), path).toBe(200);
      await expect(page.locator('html')).toHaveAttribute('lang', locale === 'zh-CN' ? 'zh-CN' : 'en');
      const age = page.getByRole('main').getByText(/GMT\+8/);
      await expect(age.filter({ visible: true }).first(), path).toBeVisible();
      if (path !== '/') await expect(page.locator('tbody tr').first(), path).toBeVisible();
    }
    await context.close();
  });
}

test('with the upstream switched off every file is whole, and says of each line how old it is', async ({
  financePage: page,
  control,
}) => {
  await control.addFault({ operation: '*', status: 503, count: 100_000 });
  for (const view of ['summary', 'usage', 'expenditures']) {
    const file = await page.request.get(`/api/v1/bills/${view}/export?format=csv&cycle=2024-05`);
    expect(file.status(), view).toBe(200);
    const rows = readCsv(await file.text());
    const list = await json<LineList>(page.request, `/api/v1/bills/${view}?cycle=2024-05&pageSize=1`);
    expect(rows, view).toHaveLength(list.total);
    expect(rows.filter(({ asOf }) => !/^2026-11-2\dT/.test(asOf ?? ''))).toEqual([]);
  }
  const file = await page.request.get('/api/v1/bills/explore/export?format=csv&cycle=2024-05');
  expect(file.status()).toBe(200);
  expect(readCsv(await file.text()).length).toBeGreaterThan(0);
});

test('a viewer cannot reach the bills of an account that was not granted', async ({ viewerPage: page, sandbox }) => {
  const [own, other] = sandbox.accounts;
  const answered = await page.goto(`/bills/usage?account=${other.domainId}`);
  expect(answered?.status()).toBe(404);
  for (const path of ['usage', 'expenditures', 'summary', 'usage/export', 'expenditures/export', 'summary/export']) {
    const response = await page.request.get(`/api/v1/bills/${path}?account=${other.domainId}`);
    expect(response.status(), path).toBe(404);
    expect(await response.text()).not.toContain(other.name);
  }
  const { items } = await json<{ items: { account: { domainId: string } }[] }>(page.request, '/api/v1/bills/summary');
  expect(new Set(items.map(({ account }) => account.domainId))).toEqual(new Set([own.domainId]));
});
