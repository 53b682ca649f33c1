import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import type { LineFactName } from '../../lib/ledger/line-fact';
import { monthlySum } from '../../lib/bss/operations/monthly-sum';
import { addCycles, type Cycle, cycleStateAt } from '../../lib/cycles';
import { parseJson } from '../../lib/json';
import { type EngineAddress, EngineProcess } from '../../lib/ledger/embedded/process.server';
import type { HttpLedger } from '../../lib/ledger/client.server';
import { codesOf } from '../../lib/ledger/codes.server';
import { openServer } from '../../lib/ledger/open.server';
import { rollUp } from '../../lib/ledger/rollup/build.server';
import { learnNames } from '../../lib/state/names.server';
import { openState } from '../../lib/state/open.server';
import type { Db } from '../../lib/state/schema';
import { allocateVersion, publishVersion } from '../../lib/state/loads.server';
import { saveRollup } from '../../lib/state/versions.server';
import { showMonthlySum } from '../../sandbox/operations/bills/show-monthly-sum';
import type { Call } from '../../sandbox/operations/operation';
import type { Account } from '../../sandbox/world/accounts';
import { cycleOf, cycleText } from '../../sandbox/wire/times';
import { createWorld, tenantOf } from '../../sandbox/world/world';
import { addTexts } from './exact-sums';
import { linesOf } from './line-bytes';

export const NOW = '2026-11-22T04:00:00Z';
export const WORLD = { site: 'intl', seed: 7, accounts: 3, months: 36, hostile: false } as const;
/** Of the layout: a folder that another program has made is not used again. */
const LAYOUT = 4;

export interface LoadedLedger {
  /** As SUANPAN_DATA wants it: the engine's folder and the state file. */
  folder: string;
  fee: number;
  usage: number;
  /** Sums of every amount of the expenditures, added up apart from the ledger. */
  sums: Record<string, string>;
  /** How long it took to make and store it. */
  seconds: number;
}

type Sums = Record<string, string>;

/** Three years of three accounts with so many expenditure lines in all, stored and published; made once and kept. */
export async function loadedLedger(
  lines: number,
  root = join(tmpdir(), 'suanpan-bench-ledger'),
): Promise<LoadedLedger> {
  const folder = join(root, `${LAYOUT}-${lines}`);
  const told = join(folder, 'loaded.json');
  if (existsSync(told)) return { ...(JSON.parse(readFileSync(told, 'utf8')) as LoadedLedger), folder };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const started = performance.now();
  const db = await openState({ databaseUrl: null, dataDirectory: folder });
  // Not supervised: this process is busy for longer than a supervisor is patient.
  const engine = await EngineProcess.start({ folder: join(folder, 'ledger'), memory: 3 * 2 ** 30 });
  const { address } = engine;
  const url = address.url.replace('//', `//${address.username}:${address.password}@`);
  const { ledger, close } = await openServer([url], null);
  const agent = new Agent({ bodyTimeout: 0, headersTimeout: 0 });
  try {
    const store = { db, ledger, agent, address };
    const loaded = await loadAll(store, Math.round(lines / (WORLD.accounts * (WORLD.months - 0.3))));
    const result = { ...loaded, seconds: (performance.now() - started) / 1000 };
    writeFileSync(told, JSON.stringify(result));
    return { ...result, folder };
  } finally {
    await agent.close();
    await close();
    await engine.stop();
    await db.destroy();
  }
}

interface Store {
  db: Db;
  ledger: HttpLedger;
  agent: Agent;
  address: EngineAddress;
}

async function loadAll(store: Store, perMonth: number) {
  const now = Date.parse(NOW);
  const world = createWorld({ ...WORLD, lines: perMonth, now });
  const loaded = { fee: 0, usage: 0, sums: {} as Sums };
  // One account after the other, and its months from the oldest: what the world has made is used again.
  for (const account of world.accounts) {
    const call: Call = {
      ...{ world, account, tenant: tenantOf(world, account.domainId), now },
      ...{ query: new URLSearchParams(), body: {}, path: {}, language: 'en_US' },
    };
    process.stderr.write(`loading ${account.domainId}, ${Math.round(performance.now() / 1000)} s\n`);
    for (let back = WORLD.months - 1; back >= 0; back -= 1) {
      const version = await loadCycle(store, call, cycleOf(now) - back);
      loaded.fee += version.fee;
      loaded.usage += version.usage;
      for (const [name, sum] of Object.entries(version.sums)) {
        loaded.sums[name] = addTexts(loaded.sums[name] ?? '0', sum);
      }
    }
  }
  return loaded;
}

async function loadCycle(store: Store, call: Call, cycle: number) {
  const { db, ledger } = store;
  const { account } = call;
  const name = addCycles(cycleText(cycle) as Cycle, 0);
  const cycleState = cycleStateAt(name, new Date(call.now));
  const version = await allocateVersion(db, { domainId: account.domainId, cycle: name, cycleState, asOf: NOW });
  const { rows, consumed } = await loadSummary(ledger, call, { version, cycle: name, account });
  const [usage, fee] = await Promise.all(
    (['usage_lines', 'fee_lines'] as const).map((fact) => storeLines(store, call, { fact, cycle, version })),
  );
  if (!usage || !fee) throw new Error('lines of both kinds');
  await publishVersion(db, version, {
    rows: { usage: usage.count, fee: fee.count, summary: rows },
    sums: JSON.stringify({ summary: { [account.currency]: { consume_amount: consumed } } }),
    hash: createHash('sha256')
      .update(JSON.stringify([version, fee.sums]))
      .digest('hex'),
    offBy: null,
  });
  const sums = await rollUp(ledger, { version, rows: { usage: usage.count, fee: fee.count, summary: rows } });
  if (sums === null) throw new Error('the sums of a cycle do not have all of its lines');
  await saveRollup(db, version, sums);
  // As the sync does; the sandbox calls a code the same in every cycle, and the language is one that somebody reads.
  const named = await codesOf(ledger, version);
  await learnNames(
    db,
    named.map((code) => ({ ...code, language: 'en_US' })),
  );
  return { usage: usage.count, fee: fee.count, sums: fee.sums };
}

/** The summary is small: it goes the way that the sync takes. */
async function loadSummary(
  ledger: HttpLedger,
  call: Call,
  { version, cycle, account }: { version: number; cycle: Cycle; account: Account },
) {
  const query = new URLSearchParams({ bill_cycle: cycle, method: 'oneself', limit: '1000', offset: '0' });
  const answer = monthlySum.response.parse(parseJson(String(showMonthlySum.run({ ...call, query }))));
  const place = { version, account: account.domainId, cycle, currency: account.currency };
  await ledger.insert(
    'summary_rows',
    answer.bill_sums.map((record, position) => ({ place: { ...place, position }, record })),
  );
  const consumed = answer.bill_sums.reduce((sum, row) => addTexts(sum, row.consume_amount ?? '0'), '0');
  return { rows: answer.bill_sums.length, consumed };
}

/** As many lines as a month has in one statement: one part, which is what pages of a thousand are merged to. */
export async function storeLines(
  { agent, address }: Pick<Store, 'agent' | 'address'>,
  call: Pick<Call, 'world' | 'account' | 'now'>,
  wanted: { fact: LineFactName; cycle: number; version: number },
): Promise<{ count: number; sums: Sums }> {
  const lines = linesOf(call, wanted);
  if (lines.count > 0) {
    const settings = {
      query: `INSERT INTO ledger.${wanted.fact} FORMAT JSONEachRow`,
      max_insert_block_size: '1048576',
      min_insert_block_size_rows: '1048576',
      min_insert_block_size_bytes: '1073741824',
      input_format_parallel_parsing: '0',
      input_format_null_as_default: '1',
      async_insert: '0',
    };
    const authorization = `Basic ${Buffer.from(`${address.username}:${address.password}`).toString('base64')}`;
    const { statusCode, body } = await request(`${address.url}/?${new URLSearchParams(settings)}`, {
      method: 'POST',
      // The engine may end a connection that waited for the other kind of lines.
      reset: true,
      dispatcher: agent,
      headers: { authorization },
      body: Readable.from(copies(lines.pieces())),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${wanted.fact}: ${statusCode} ${text.slice(0, 500)}`);
  }
  return { count: lines.count, sums: lines.sums.texts() };
}

/** The sandbox writes the next piece into the memory of the last one, which may still be on its way. */
async function* copies(pieces: Generator<Buffer>): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    yield Buffer.from(piece);
    // Both kinds of lines are made at the same time.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
