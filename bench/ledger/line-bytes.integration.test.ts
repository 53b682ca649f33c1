import { Agent } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listFeeRecords } from '../../lib/bss/operations/list-fee-records';
import { queryUsageRecords } from '../../lib/bss/operations/query-usage-records';
import { parseJson } from '../../lib/json';
import type { FeeRecord } from '../../lib/bss/operations/list-fee-records';
import type { UsageRecord } from '../../lib/bss/operations/query-usage-records';
import { storedDigests, storedVersion } from '../../lib/ledger/stored-version.server';
import { openEmbedded } from '../../lib/ledger/open.server';
import { listResourceRecords } from '../../sandbox/operations/bills/list-resource-records';
import { listUsageRecords } from '../../sandbox/operations/bills/list-usage-records';
import type { Call } from '../../sandbox/operations/operation';
import { cycleOf, cycleText } from '../../sandbox/wire/times';
import { createWorld, tenantOf } from '../../sandbox/world/world';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOW, storeLines, WORLD } from './load';

const folder = mkdtempSync(join(tmpdir(), 'suanpan-line-bytes-'));
const agent = new Agent();
let open: Awaited<ReturnType<typeof openEmbedded>>;
beforeAll(async () => {
  open = await openEmbedded(folder);
});
afterAll(async () => {
  await agent.close();
  await open.close();
  rmSync(folder, { recursive: true, force: true });
});

const now = Date.parse(NOW);
const cycle = cycleOf(now) - 1;
const world = createWorld({ ...WORLD, months: 2, accounts: 1, lines: 3000, now });
const [account] = world.accounts;
if (!account) throw new Error('a world without accounts');
const call: Call = {
  ...{ world, account, tenant: tenantOf(world, account.domainId), now },
  ...{ query: new URLSearchParams(), body: {}, path: {}, language: 'en_US' },
};
const place = { version: 1, account: account.domainId, cycle: cycleText(cycle), currency: account.currency };

async function digestsOf(fact: 'usage_lines' | 'fee_lines', version: number): Promise<string[]> {
  const digests: string[] = [];
  for await (const part of storedDigests(open.ledger, { fact, version })) {
    for (const { position, digest } of part) digests[position] = digest;
  }
  return digests;
}

test('expenditures stored as bytes are those that were read from the API, and sums are exact', async () => {
  for (let offset = 0; ; offset += 1000) {
    const query = new URLSearchParams({
      ...{ cycle: place.cycle, method: 'oneself', statistic_type: '3' },
      ...{ limit: '1000', offset: String(offset) },
    });
    const page = listFeeRecords.response.parse(parseJson(String(listResourceRecords.run({ ...call, query }))));
    const records: FeeRecord[] = [...page.fee_records];
    await open.ledger.insert(
      'fee_lines',
      records.map((record, index) => ({ place: { ...place, position: offset + index }, record })),
    );
    if (records.length < 1000) break;
  }
  const address = open.engine.address;
  if (!address) throw new Error('no engine');
  const { count, sums } = await storeLines({ agent, address }, call, { fact: 'fee_lines', cycle, version: 2 });
  expect(count).toBe(3000);
  expect(await digestsOf('fee_lines', 2)).toEqual(await digestsOf('fee_lines', 1));
  const stored = await storedVersion(open.ledger, 1);
  expect(stored.fee_lines.sums[account.currency]).toMatchObject(sums);
});

test('usage by the day stored as bytes is what was read from the API', async () => {
  for (let offset = 0; ; offset += 1000) {
    const body = { cycle: place.cycle, method: 'oneself', statistic_type: 2, limit: 1000, offset };
    const page = queryUsageRecords.response.parse(parseJson(String(listUsageRecords.run({ ...call, body }))));
    const records: UsageRecord[] = [...page.monthly_records];
    await open.ledger.insert(
      'usage_lines',
      records.map((record, index) => ({ place: { ...place, position: offset + index }, record })),
    );
    if (records.length < 1000) break;
  }
  const address = open.engine.address;
  if (!address) throw new Error('no engine');
  await storeLines({ agent, address }, call, { fact: 'usage_lines', cycle, version: 2 });
  expect(await digestsOf('usage_lines', 2)).toEqual(await digestsOf('usage_lines', 1));
});
