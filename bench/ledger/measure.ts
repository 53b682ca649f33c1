import { request } from 'undici';
import { LiveCache } from '../../lib/bss/live.server';
import type { ServiceContext } from '../../lib/context.server';
import { openServer } from '../../lib/ledger/open.server';
import { forgetful } from '../../lib/ledger/testing/forgetful';
import { listPublished } from '../../lib/state/versions.server';
import { openState } from '../../lib/state/open.server';
import { signIn } from '../../scripts/sign-in.mjs';
import { timed } from '../alternating';
import { median, percentile } from '../median';
import { type Result, result } from '../result';
import { addTexts } from './exact-sums';
import { type LoadedLedger, loadedLedger, NOW } from './load';
import { everything, type Question, questions } from './questions';
import { Recorder } from './recorder';
import { type Family, type ServedLedger, serveLedger } from './served';

export type { Family };

/** A portal that has been asked before: its code is compiled by then, as it is for all but the first who ask. */
const WARM_UP = 20;
const ROUNDS = 40;
const USERS = 16;
const ASKED_EACH = 6;
const BARS = { overEngine: 1.3, aboveMs: 3, oneUser: 250, manyUsers: 1000, bytes: 1.2e9, scan: 6, page: 1.5 };

interface Timing {
  name: string;
  cost: Question['cost'];
  /** In the route handler, as it says itself; and over HTTP, with Next around it. */
  handler: number[];
  /** The same question once more: the answers of versions that have not changed are kept. */
  again: number[];
  portal: number[];
  engine: number[];
}

interface Measured {
  lines: number;
  timings: Timing[];
  results: Result[];
}

/** Questions of the pages over a small and a large ledger, beside the engine's own time for the very statements. */
export async function measureLedger(options: { family: Family; port: number; lines?: number }): Promise<Result[]> {
  const { lines = Number(process.env.BENCH_LINES ?? 10_000_000) } = options;
  const small = await measureOne(options, Math.round(lines / 10));
  const large = await measureOne({ ...options, port: options.port + 20 }, lines);
  const grown = large.timings.map(({ name, cost, portal }, index) => {
    const before = median(small.timings[index]?.portal ?? []);
    const value = median(portal) / before;
    return result(`${name}: ${title(large.lines)} against ${title(small.lines)}`, { value, unit: '×' }, BARS[cost]);
  });
  return [...large.results, ...grown];
}

const title = (lines: number): string => `${lines / 1_000_000} M`;

async function measureOne({ family, port }: { family: Family; port: number }, lines: number): Promise<Measured> {
  const loaded = await loadedLedger(lines);
  const served = await serveLedger(family, loaded, port);
  const recorder = await Recorder.start(served.engine);
  const { ledger, close } = await openServer([recorder.url], null);
  const db = await openState({ databaseUrl: null, dataDirectory: served.state });
  try {
    const accounts = await accountsOf(db);
    const clock = { now: () => new Date(NOW) };
    const base = { accounts, clock, live: new LiveCache(clock), locale: 'en', requestId: 'bench', state: db };
    const ctx = { ...base, ledger: forgetful(ledger) };
    const cookie = await signIn(served.base, 'admin@demo.test');
    await everything.ask(ctx as unknown as ServiceContext);
    await get(served.base + everything.path, cookie);
    const timings: Timing[] = [];
    for (const make of questions) {
      const timing: Timing = { name: '', cost: 'scan', handler: [], again: [], portal: [], engine: [] };
      for (let turn = 0; turn < WARM_UP + ROUNDS; turn += 1) {
        const question = await make(turn, ledger);
        Object.assign(timing, { name: question.name, cost: question.cost });
        const waves = await recorder.record(() => question.ask(ctx as unknown as ServiceContext));
        const times = { portal: 0, engine: 0 };
        let handler = 0;
        for (const side of turn % 2 === 0 ? (['portal', 'engine'] as const) : (['engine', 'portal'] as const)) {
          times[side] = await timed(() =>
            side === 'engine'
              ? recorder.replay(waves)
              : get(served.base + question.path, cookie).then(({ handlerMs }) => (handler = handlerMs)),
          );
        }
        if (turn < WARM_UP) continue;
        timing.handler.push(handler);
        timing.portal.push(times.portal);
        timing.engine.push(times.engine);
        timing.again.push((await get(served.base + question.path, cookie)).handlerMs);
      }
      timings.push(timing);
      process.stderr.write(
        `${title(lines)} ${timing.name}: handler ${median(timing.handler).toFixed(1)}, over HTTP ${median(timing.portal).toFixed(1)}, p95 ${percentile(timing.portal, 95).toFixed(1)}, engine ${median(timing.engine).toFixed(1)} ms\n`,
      );
    }
    const crowd = await askAtOnce(served, cookie, async (turn) => {
      const make = questions[turn % questions.length];
      return make ? (await make(WARM_UP + ROUNDS + turn, ledger)).path : '';
    });
    const exact = await sumsAgree(served.base, cookie, loaded);
    // Memory that was needed for a moment is given back.
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    const bytes = served.residentBytes();
    return { lines, timings, results: [...timings.flatMap(ofTiming), ...crowd, ...exact, memory(bytes), load(loaded)] };
  } finally {
    await close();
    await recorder.close();
    await db.destroy();
    await served.stop();
  }
}

function ofTiming({ name, handler, again, portal, engine }: Timing): Result[] {
  const [value, against] = [median(handler), median(engine)];
  const bar = against * BARS.overEngine + BARS.aboveMs;
  return [
    result(`${name}, handler p50`, { value, unit: 'ms', against }, bar),
    result(`${name}, asked again p50`, { value: median(again), unit: 'ms', against }, bar),
    result(`${name}, over HTTP p50`, { value: median(portal), unit: 'ms', against }, null),
    result(`${name}, p95`, { value: percentile(portal, 95), unit: 'ms' }, BARS.oneUser),
  ];
}

const memory = (value: number): Result =>
  result('portal and engine at rest', { value: Math.round(value / 1e6), unit: 'MB' }, BARS.bytes / 1e6);
const load = ({ fee, usage, seconds }: LoadedLedger): Result =>
  result(`made and stored ${fee} + ${usage} lines`, { value: seconds, unit: 's' }, null);

async function accountsOf(db: Awaited<ReturnType<typeof openState>>) {
  const rows = await db.selectFrom('connections').select(['domain_id', 'name', 'currency', 'site']).execute();
  const all = rows.map(({ domain_id, ...account }) => ({ domainId: domain_id, ...account }));
  const published = await listPublished(db, {
    domainIds: all.map(({ domainId }) => domainId),
    from: '2020-01' as never,
    to: '2030-01' as never,
  });
  if (published.length !== 108) throw new Error(`${published.length} cycles are published`);
  return all;
}

async function get(url: string, cookie: string): Promise<{ text: string; handlerMs: number }> {
  const { statusCode, body, headers } = await request(url, { headers: { cookie } });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${statusCode}: ${text.slice(0, 300)}`);
  return { text, handlerMs: Number(/dur=([\d.]+)/.exec(String(headers['server-timing']))?.[1]) };
}

async function askAtOnce(
  { base }: ServedLedger,
  cookie: string,
  pathOf: (turn: number) => Promise<string>,
): Promise<Result[]> {
  const times: number[] = [];
  let errors = 0;
  const paths = await Promise.all(Array.from({ length: USERS * ASKED_EACH }, (_, turn) => pathOf(turn)));
  await Promise.all(
    Array.from({ length: USERS }, async (_, user) => {
      for (let asked = 0; asked < ASKED_EACH; asked += 1) {
        const path = paths[user * ASKED_EACH + asked] ?? '';
        times.push(
          await timed(async () => {
            await get(base + path, cookie).catch((error: unknown) => {
              process.stderr.write(`${String(error)}\n`);
              errors += 1;
            });
          }),
        );
      }
    }),
  );
  return [
    result(`${USERS} users at once, p95`, { value: percentile(times, 95), unit: 'ms' }, BARS.manyUsers),
    result(`${USERS} users at once, errors`, { value: errors, unit: '' }, 0),
  ];
}

/** Amounts of the totals of expenditures, by the column that they are the sum of. */
const TOTALS: Readonly<Record<string, string>> = {
  amount: 'amount',
  official_amount: 'official',
  discount_amount: 'discount',
  cash_amount: 'cash',
  credit_amount: 'credit',
  coupon_amount: 'coupon',
  flexipurchase_coupon_amount: 'flexi',
  stored_card_amount: 'storedCard',
  debt_amount: 'debt',
  adjustment_amount: 'adjustment',
};

/** Every amount over all lines and all years is, to the last digit, what was added up while they were made. */
async function sumsAgree(base: string, cookie: string, { sums }: LoadedLedger): Promise<Result[]> {
  let wrong = 0;
  for (const [column, expected] of Object.entries(sums)) {
    const path = `/api/v1/bills/explore?by=none&step=none&from=2023-12&to=2026-11&measure=${TOTALS[column]}`;
    const { blocks, unpublished } = JSON.parse((await get(base + path, cookie)).text) as {
      blocks: { total: string }[];
      unpublished: unknown[];
    };
    const told = blocks.reduce((sum, { total }) => addTexts(sum, total), '0');
    if (told === expected && blocks.length === 1 && unpublished.length === 0) continue;
    wrong += 1;
    process.stderr.write(`${column}: made ${expected}, told ${told}\n`);
  }
  return [result('amounts that differ from the sum of all lines', { value: wrong, unit: '' }, 0)];
}
