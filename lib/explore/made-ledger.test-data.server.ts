import 'server-only';

import { account } from '@/lib/bills/hand-made-bills.test-data.server';
import type { ServiceContext } from '@/lib/context.server';
import { addDays, lastDay } from './span';
import { openTestLedger } from '@/lib/ledger/testing/open.server.test-data';
import type { PlacedRecord } from '@/lib/ledger/stored-columns';
import { rollUp } from '@/lib/ledger/rollup/build.server';
import { testDatabases } from '@/lib/state/databases.server.test-data';
import type { Db } from '@/lib/state/schema';
import { saveRollup } from '@/lib/state/versions.server';

/** What a test needs to know of a line to add it up by itself. */
export interface MadeLine {
  account: string;
  cycle: string;
  currency: string;
  day: string;
  service: string;
  region: string;
  project: string;
  resource: string;
  mode: number | null;
  tag: string;
  unit: number;
  usage: string | null;
  amount: string;
  official: string;
}

export const harbour = account('harbour');
export const lanting = account('lanting', 'CNY');
export const quiet = account('quiet');
export const CYCLES = ['2026-08', '2026-09', '2026-10', '2026-11'];
export const NOW = '2026-11-22T04:00:00Z';

/** The same numbers at each run, so that a failure can be repeated. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const TAGS = [
  '',
  'env=prod',
  'env=test;team=core',
  'team=支付; env=prod',
  'other',
  'environment=x',
  'env=prod, team=core',
  "k\te\ny=a\u0001\r\nb\u007f'\\",
];

export function madeLines(count: number, seed = 7): MadeLine[] {
  const next = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  return Array.from({ length: count }, () => {
    const owner = pick([harbour, lanting]);
    const cycle = pick(CYCLES);
    const last = cycle === '2026-11' ? 22 : Number(lastDay(cycle).slice(8));
    const sign = next(9) === 0 ? '-' : '';
    return {
      account: owner.domainId,
      cycle,
      // One line in a hundred comes in another currency than the account's.
      currency: next(100) === 0 ? 'EUR' : owner.currency,
      day: addDays(`${cycle}-01`, next(last)),
      service: `hws.${next(12)}`,
      region: pick(['ap-1', 'ap-2', 'la-1', '']),
      project: pick(['0', 'p-1', 'it\'s "p\\2', '']),
      resource: `r-${next(300)}`,
      mode: pick([1, 3, 10, null]),
      tag: pick(TAGS),
      unit: pick([4, 10]),
      usage: next(5) === 0 ? null : `${next(1000)}.${next(100)}`,
      amount: `${sign}${next(90_000)}.${String(next(100_000_000)).padStart(8, '0')}`,
      official: `${sign}${next(99_000)}.12345678`,
    };
  });
}

export interface MadeLedger {
  ctx: ServiceContext;
  lines: MadeLine[];
  /** Whether questions may be answered from sums that were made beforehand. */
  pointToRollups(used: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Lines of two accounts in four cycles, published; a third account of the scope has nothing published. */
export async function makeLedger(lines: MadeLine[], { published = CYCLES } = {}): Promise<MadeLedger> {
  const [database] = testDatabases(undefined);
  if (!database) throw new Error('No database to test with');
  const [{ db, drop }, open] = await Promise.all([database.open(), openTestLedger()]);
  const places = [harbour, lanting].flatMap(({ domainId }) => CYCLES.map((cycle) => ({ domainId, cycle })));
  const versionOf = new Map(places.map(({ domainId, cycle }, index) => [`${domainId} ${cycle}`, index + 1]));
  await open.ledger.insert(
    'fee_lines',
    lines.map((line, position) => placed(line, { versionOf, position })),
  );
  // What an earlier load left behind is never counted.
  await open.ledger.insert(
    'fee_lines',
    lines.slice(0, 50).map((line, position) => ({
      ...placed(line, { versionOf, position }),
      place: { version: 99, account: line.account, cycle: line.cycle, currency: line.currency, position },
    })),
  );
  const rollups = new Map<number, number | null>();
  for (const { domainId, cycle } of places) {
    const version = versionOf.get(`${domainId} ${cycle}`) ?? 0;
    const rows = lines.filter((line) => line.account === domainId && line.cycle === cycle).length;
    await publish(db, { version, domainId, cycle, rows, status: published.includes(cycle) ? 'published' : 'loading' });
    rollups.set(version, await rollUp(open.ledger, { version, rows: { usage: 0, fee: rows, summary: 0 } }));
  }
  const pointToRollups = async (used: boolean) => {
    for (const [version, rollup] of rollups) await saveRollup(db, version, used ? rollup : null);
  };
  await pointToRollups(true);
  const clock = { now: () => new Date(NOW) };
  const accounts = [harbour, lanting, quiet];
  // What exploring does not touch is not there.
  const ctx = { accounts, clock, ledger: open.ledger, state: db, locale: 'en' } as unknown as ServiceContext;
  return {
    ctx,
    lines,
    pointToRollups,
    async close() {
      await open.close();
      await drop();
    },
  };
}

type Published = { version: number; domainId: string; cycle: string; rows: number; status: 'published' | 'loading' };

async function publish(db: Db, { version, domainId, cycle, rows, status }: Published) {
  const open = cycle === '2026-11';
  await db
    .insertInto('versions')
    .values({
      version,
      domain_id: domainId,
      cycle,
      status,
      fee_rows: rows,
      cycle_state: open ? 'open' : 'final',
      as_of: open ? '2026-11-22T03:00:00.000Z' : '2026-11-10T00:00:00.000Z',
      started_at: '2026-11-22T03:00:00.000Z',
    })
    .execute();
}

function placed(
  line: MadeLine,
  { versionOf, position }: { versionOf: ReadonlyMap<string, number>; position: number },
): PlacedRecord<'fee_lines'> {
  const { account: domainId, cycle, currency } = line;
  return {
    place: { version: versionOf.get(`${domainId} ${cycle}`) ?? 0, account: domainId, cycle, currency, position },
    // A record of which only these fields matter.
    record: {
      bill_date: line.day,
      cloud_service_type: line.service,
      cloud_service_type_name: `Name of ${line.service}`,
      region: line.region,
      enterprise_project_id: line.project,
      resource_id: line.resource,
      resource_name: `name ${line.resource}`,
      charge_mode: line.mode,
      resource_tag: line.tag,
      sku_code: line.region && `sku.${line.region}`,
      product_spec_desc: `spec|${line.service}`,
      usage: line.usage,
      usage_measure_id: line.unit,
      amount: line.amount,
      official_amount: line.official,
    } as unknown as PlacedRecord<'fee_lines'>['record'],
  };
}
