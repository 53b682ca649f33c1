import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { isRoot, OwnPortal } from './support/own-portal';

/** So long may it take until every bill page answers again. */
const BACK_WITHIN_MS = 10_000;
const SPAN = 'from=2026-10&to=2026-11';
const PATHS = [
  `/api/v1/bills/usage?${SPAN}&pageSize=1`,
  `/api/v1/bills/expenditures?${SPAN}&pageSize=1`,
  `/api/v1/bills/summary?${SPAN}&pageSize=1`,
  `/api/v1/bills/explore?${SPAN}`,
  `/api/v1/bills/usage/export?format=csv&${SPAN}`,
  `/api/v1/bills/expenditures/export?format=csv&cycle=2026-10`,
] as const;

let portal: OwnPortal;
/** What each path answers while nothing is broken. */
let sound: Map<string, string>;

test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  portal = new OwnPortal();
  await portal.start();
  await expect
    .poll(
      async () => {
        const answer = await portal.get(`/api/v1/bills/usage?${SPAN}`);
        return answer.ok && ((await answer.json()) as { unpublished: unknown[] }).unpublished;
      },
      { timeout: 120_000 },
    )
    .toEqual([]);
  sound = await readAll();
});
test.afterAll(() => portal.close());

/** A file as it is, and the figures of a page without its age. */
async function figuresOf(answer: Response): Promise<string> {
  if (answer.headers.get('content-type')?.includes('csv'))
    return (await answer.text()).replaceAll(/,2026-\S+Z,/g, ',,');
  const { totals, total, blocks } = (await answer.json()) as Record<string, unknown>;
  return JSON.stringify({ totals, total, blocks });
}

async function readAll(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of PATHS) {
    const answer = await portal.get(path);
    expect(answer.status, path).toBe(200);
    found.set(path, await figuresOf(answer));
  }
  return found;
}

/**
 * Asks for everything until all of it answers: meanwhile an answer has the right figures, or says that the ledger is away.
 * @returns after how long one was back, ms, and how often the ledger was said to be away
 */
async function untilBack(): Promise<{ ms: number; away: number }> {
  const since = Date.now();
  let away = 0;
  let back: number | null = null;
  for (;;) {
    let whole = true;
    for (const path of PATHS) {
      const answer = await portal.get(path).catch(() => null);
      if (answer?.status === 200) {
        expect(await figuresOf(answer), path).toBe(sound.get(path));
        back ??= Date.now() - since;
      } else if (answer) {
        expect(answer.status, path).toBe(503);
        expect(Number(answer.headers.get('retry-after')), path).toBeGreaterThan(0);
        expect(await answer.json(), path).toMatchObject({ code: 'ledger_unavailable' });
        away += 1;
      }
      whole &&= answer?.status === 200;
    }
    if (whole) return { ms: back ?? 0, away };
  }
}

test('the engine is killed: bill pages are back within ten seconds', async () => {
  for (const pid of portal.enginePids()) process.kill(pid, 'SIGKILL');
  expect((await untilBack()).ms).toBeLessThan(BACK_WITHIN_MS);
  expect(portal.enginePids()).toHaveLength(1);
});

test('the engine is out of memory: bill pages are back within ten seconds', async () => {
  const hungry = 'SELECT length(groupArray(number)) FROM numbers(1000000000) SETTINGS max_memory_usage = 0';
  const asked = [portal.askEngine(hungry), portal.askEngine(hungry)];
  await untilBack();
  for (const said of await Promise.all(asked)) expect(said).toMatch(/MEMORY_LIMIT_EXCEEDED/);
  expect((await untilBack()).ms).toBeLessThan(BACK_WITHIN_MS);
});

/** A small disk can be mounted by root only. */
const onSmallDisk: typeof test | (() => void) = isRoot ? test : () => {};
onSmallDisk(
  'the disk of the ledger is full: bills are read, the sync says why it waits, and goes on by itself',
  async ({ page }) => {
    const ballast = join(portal.ledger, 'ballast');
    fill(ballast);
    await portal.control('/bills/restate', { cycle: '2026-10', perMille: 20 });
    await portal.post('/api/v1/sync', { action: 'sync', cycle: '2026-10' });
    const failing = async () => {
      const { accounts } = (await (await portal.get('/api/v1/sync')).json()) as {
        accounts: { failing: { code: string; detail: string } | null }[];
      };
      return accounts[0]?.failing?.detail ?? '';
    };
    await expect.poll(failing, { timeout: 30_000 }).toContain('disk is full');
    await page.context().addCookies(cookies());
    await page.goto(`${portal.base}/settings/sync`);
    await expect(page.getByText(/disk is full/)).toBeVisible();
    await page.goto(`${portal.base}/bills/usage?cycle=2026-10`);
    await expect(page.locator('tbody tr').first()).toBeVisible();
    expect((await untilBack()).away).toBe(0);
    // It also starts on a full disk.
    for (const pid of portal.enginePids()) process.kill(pid, 'SIGKILL');
    expect((await untilBack()).ms).toBeLessThan(BACK_WITHIN_MS);

    rmSync(ballast);
    const state = async () => {
      const answer = await portal.get('/api/v1/bills/usage?cycle=2026-10&pageSize=1');
      return ((await answer.json()) as { states: Record<string, string> }).states['2026-10'];
    };
    await expect.poll(state, { timeout: 30_000 }).toBe('restated');
    await expect.poll(failing, { timeout: 15_000 }).toBe('');
    sound = await readAll();
  },
);

test('the portal is killed: bill pages are back within ten seconds of its start', async () => {
  await portal.killPortal();
  await portal.startPortal();
  expect((await untilBack()).ms).toBeLessThan(BACK_WITHIN_MS);
});

test('a ledger that cannot start: pages say so, and are back by themselves', async ({ page }) => {
  await portal.killPortal();
  const [data, aside] = [join(portal.ledger, 'data'), join(portal.ledger, 'aside')];
  await expect.poll(() => portal.enginePids()).toEqual([]);
  renameSync(data, aside);
  writeFileSync(data, '');
  await portal.startPortal();
  await page.context().addCookies(cookies());
  for (const [locale, words] of [
    ['en', /ledger with your bills does not answer/],
    ['zh-CN', /账/],
  ] as const) {
    await page.context().addCookies([{ name: 'locale', value: locale, url: portal.base }]);
    await page.goto(`${portal.base}/bills/usage?cycle=2026-10`);
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
  }
  await page.context().addCookies([{ name: 'locale', value: 'en', url: portal.base }]);
  await page.goto(`${portal.base}/settings/sync`);
  const away = page.getByRole('status').filter({ hasText: /The ledger (is starting|has not answered since)/ });
  await expect(away).toBeVisible();
  rmSync(data);
  renameSync(aside, data);
  await expect.poll(async () => (await portal.get(PATHS[0])).status, { timeout: 30_000 }).toBe(200);
  expect(await readAll()).toEqual(sound);
  await expect(away).toHaveCount(0);
});

const cookies = () =>
  portal.cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    return { name, value, url: portal.base };
  });

/** Takes what room there is. */
function fill(path: string): void {
  const block = Buffer.alloc(2 ** 16, 1);
  try {
    for (;;) writeFileSync(path, block, { flag: 'a' });
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
}
