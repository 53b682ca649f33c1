import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { BssAccount } from '@/lib/bss/account.server';
import type { Cycle } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { log } from '@/lib/log.server';
import { readSyncHealth } from '@/lib/state/syncs.server';
import { listPublished } from '@/lib/state/versions.server';
import { AccountWorker } from './account-worker.server';
import { loadCycle } from './load-cycle.server';
import { SyncProgress } from './progress';
import { type SyncBench, startBench } from './sync-bench.test.fixture';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

let bench: SyncBench;
beforeAll(async () => {
  bench = await startBench({ months: 2, lines: 2500, accounts: 2, newest: 2 });
});
afterAll(() => bench.close());

/** An upstream that answers nobody in time while more than this many lists are asked for. */
const MOST = 3;
function overloaded(bss: BssAccount): BssAccount {
  let asked = 0;
  let late = false;
  const limited =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      asked += 1;
      late ||= asked > MOST;
      try {
        const [answer] = await Promise.all([call(...args), pause(30)]);
        if (late) throw new AppError('upstream_timeout', 'Huawei Cloud did not answer in time.');
        return answer;
      } finally {
        asked -= 1;
        if (asked === 0) late = false;
      }
    };
  return {
    ...bss,
    queryUsageRecords: limited(bss.queryUsageRecords.bind(bss)),
    listFeeRecords: limited(bss.listFeeRecords.bind(bss)),
  };
}

test('an upstream that is late when it is asked for much is asked for less, until every month has come', async () => {
  const [account] = bench.accounts;
  if (!account) throw new Error('the sandbox has no account');
  const { db, ledger, spool, thread, clock } = bench;
  const bss = overloaded(bench.bssOf(0));
  const worker = new AccountWorker({
    ...{ db, ledger, spool, thread, clock, account, bss: () => bss, progress: new SyncProgress(), log },
    pauses: { look: 20, away: 50, account: 50 },
  });
  const ended = new AbortController();
  const running = worker.run(ended.signal);
  const span = { domainIds: [account.domainId], from: '2026-10' as Cycle, to: '2026-11' as Cycle };
  await vi.waitFor(async () => expect(await listPublished(db, span)).toHaveLength(2), {
    timeout: 60_000,
    interval: 50,
  });
  ended.abort();
  await running;
  expect([...(await readSyncHealth(db, [account.domainId])).values()]).toEqual([]);
});

test('a month that the upstream cannot answer keeps no other from being read', async () => {
  const account = bench.accounts[1];
  if (!account) throw new Error('the sandbox has no second account');
  const { db, ledger, spool, thread, clock } = bench;
  const bss = bench.bssOf(1);
  const monthlySum: BssAccount['monthlySum'] = async (input, options) => {
    if (input.bill_cycle === '2026-11') throw new AppError('upstream_unavailable', 'Huawei Cloud answered with 500.');
    return bss.monthlySum(input, options);
  };
  const worker = new AccountWorker({
    ...{ db, ledger, spool, thread, clock, account, bss: () => ({ ...bss, monthlySum }) },
    ...{ progress: new SyncProgress(), log, pauses: { look: 20, away: 50, account: 50 } },
  });
  const ended = new AbortController();
  const running = worker.run(ended.signal);
  const span = { domainIds: [account.domainId], from: '2026-10' as Cycle, to: '2026-11' as Cycle };
  await vi.waitFor(async () => expect(await listPublished(db, span)).toMatchObject([{ cycle: '2026-10' }]), {
    timeout: 30_000,
    interval: 50,
  });
  ended.abort();
  await running;
});

// A first page that is waited for waits for the others itself: that ends soon.
test('charges say first how many they are, and their other pages are asked for before the first one is kept', {
  timeout: 60_000,
}, async () => {
  const account = bench.accounts[1];
  if (!account) throw new Error('the sandbox has no second account');
  const { db, spool, thread, clock } = bench;
  const own = bench.bssOf(1);
  const events: string[] = [];
  let askForMore = () => {};
  const moreIsAsked = new Promise<void>((resolve) => {
    askForMore = resolve;
  });
  const bss: BssAccount = {
    ...own,
    queryUsageRecords: (asked, options) => {
      events.push('usage asked');
      return own.queryUsageRecords(asked, options);
    },
    listFeeRecords: async (asked, options) => {
      events.push('charges asked');
      if (asked.offset) askForMore();
      const answer = await own.listFeeRecords(asked, options);
      events.push('charges came');
      return answer;
    },
  };
  // No page is kept before the summary is: it is here only once more pages have been asked for.
  const ledger = new Proxy(bench.ledger, {
    get: (target, name) => {
      if (name === 'insert')
        return (...args: Parameters<typeof target.insert>) => moreIsAsked.then(() => target.insert(...args));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const { domainId, currency } = account;
  const call = { priority: 'sync', language: 'en_US', signal: new AbortController().signal } as const;
  await loadCycle(
    { db, ledger, spool, thread, clock },
    {
      ...{ bss, domainId, currency, cycle: '2026-10' as Cycle, resume: null, pages: 4, call },
      progress: { onStart: () => {}, onList: () => {}, onPage: () => {} },
    },
  );
  expect(events.indexOf('charges came')).toBeLessThan(events.indexOf('usage asked'));
});
