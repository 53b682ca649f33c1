import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeeRecord } from '@/lib/bss/operations/list-fee-records';
import type { PlacedRecord } from './stored-columns';
import { migrations } from './migrations';
import { LEDGER_KINDS, openTestLedger, type TestLedger } from './testing/open.server.test-data';

const SUM = 'SELECT sum(amount) AS amount, count() AS n FROM ledger.fee_lines WHERE version IN {v:Array(UInt32)}';

type Row = PlacedRecord<'fee_lines'>;
/** A page of lines of which only a few fields matter here. */
const page = (version: number, number: number, amounts: readonly string[]): Row[] =>
  amounts.map((amount, index) => ({
    place: { version, account: 'a', cycle: '2026-10', currency: 'CNY', position: number * 1000 + index },
    record: { amount, bill_date: '2026-10-01', resource_name: `r${index}` } as unknown as FeeRecord,
  }));

/** Amounts with up to ten decimals, as whole numbers of the last one. */
const amount = fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n });
const textOf = (value: bigint) => {
  const digits = (value < 0n ? -value : value).toString().padStart(11, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -10)}.${digits.slice(-10)}`;
};
const valueOf = (text: string) => {
  const [whole = '', part = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + part.padEnd(10, '0'));
  return text.startsWith('-') ? -value : value;
};

describe.each(LEDGER_KINDS)('the ledger, %s', (kind) => {
  let open: TestLedger;
  beforeAll(async () => {
    open = await openTestLedger(kind);
  });
  afterAll(() => open.close());

  test('adds amounts exactly', async () => {
    let version = 100;
    await fc.assert(
      fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 60 }), async (amounts) => {
        version += 1;
        await open.ledger.insert('fee_lines', page(version, version % 7, amounts.map(textOf)));
        const [row] = await open.ledger.read<{ amount: string; n: string }>({ sql: SUM, params: { v: [version] } });
        expect(valueOf(row?.amount ?? '')).toBe(amounts.reduce((sum, value) => sum + value, 0n));
        expect(row?.n).toBe(String(amounts.length));
      }),
      { numRuns: 15 },
    );
  });

  test('drops a version everywhere, twice over, and leaves the others', async () => {
    for (const version of [1, 2]) {
      for (let number = 0; number < 8; number += 1) {
        await open.ledger.insert('fee_lines', page(version, number, ['1.5', '2.5']));
      }
    }
    await open.ledger.dropVersion(1);
    await open.ledger.dropVersion(1);
    const rows = await open.ledger.read({
      sql: 'SELECT version, sum(amount) AS amount FROM ledger.fee_lines WHERE version IN {v:Array(UInt32)} GROUP BY version',
      params: { v: [1, 2] },
    });
    expect(rows).toEqual([{ version: 2, amount: '32' }]);
  });

  test('changes its tables again without harm', async () => {
    await open.ledger.migrate();
    const sql = 'SELECT id, count() AS n FROM ledger.migrations GROUP BY id ORDER BY id';
    expect(await open.ledger.read({ sql })).toEqual(migrations.map(({ id }) => ({ id, n: '1' })));
  });

  test('streams what it reads, and ends early when the reader leaves', async () => {
    let seen = 0;
    for await (const rows of open.ledger.stream({ sql: 'SELECT number FROM system.numbers LIMIT 50000000' })) {
      seen += rows.length;
      if (seen > 1000) break;
    }
    const running = async () => {
      const [row] = await open.ledger.read<{ n: string }>({
        sql: "SELECT count() AS n FROM system.processes WHERE query LIKE '%50000000%' AND query NOT LIKE '%processes%'",
      });
      return Number(row?.n);
    };
    await expect.poll(running, { timeout: 5000 }).toBe(0);
  });

  test('an abort ends a question that computes', async () => {
    const leave = new AbortController();
    const sql = 'SELECT sum(cityHash64(number)) FROM system.numbers WHERE number < 123456789012';
    const asked = open.ledger.read({ sql }, { signal: leave.signal });
    const running = async () => {
      const [row] = await open.ledger.read<{ n: string }>({
        sql: "SELECT count() AS n FROM system.processes WHERE query LIKE '%123456789012%' AND query NOT LIKE '%processes%'",
      });
      return Number(row?.n);
    };
    await expect.poll(running, { timeout: 5000 }).toBe(1);
    leave.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(running, { timeout: 5000 }).toBe(0);
  });

  test('a question that is too large or takes too long is refused, and the next one answered', async () => {
    const large =
      'SELECT number, count() FROM numbers(200000000) GROUP BY number FORMAT Null SETTINGS max_memory_usage = 50000000, max_bytes_before_external_group_by = 0, max_bytes_ratio_before_external_group_by = 0';
    await expect(open.ledger.read({ sql: large.replace(' FORMAT Null', '') })).rejects.toMatchObject({
      code: 'ledger_limit',
    });
    const long = 'SELECT sum(cityHash64(number)) FROM system.numbers WHERE number < 1000000000000';
    await expect(open.ledger.read({ sql: long }, { maxSeconds: 1 })).rejects.toMatchObject({ code: 'ledger_limit' });
    await open.ledger.ping();
  });

  test('a node that is killed is no smaller sum, and comes back by itself', async () => {
    const before = await open.ledger.read<{ n: string }>({ sql: SUM, params: { v: [2] } });
    await open.kill();
    if (kind !== 'embedded') {
      const read = open.ledger.read({ sql: SUM, params: { v: [2] } });
      await expect(read).rejects.toMatchObject({ code: 'ledger_unavailable', retryAfter: expect.any(Number) });
      const inserts = [0, 1, 2, 3, 4, 5].map((number) => open.ledger.insert('fee_lines', page(9, number, ['1'])));
      const results = await Promise.allSettled(inserts);
      // Pages of the shard that lives may be taken.
      const failed = results.filter((result) => result.status === 'rejected');
      expect(failed.length).toBeGreaterThan(0);
      for (const { reason } of failed) expect(reason).toMatchObject({ code: 'ledger_unavailable' });
      await open.revive();
    }
    await open.back();
    expect(await open.ledger.read({ sql: SUM, params: { v: [2] } })).toEqual(before);
    await open.ledger.insert('fee_lines', page(10, 0, ['1']));
  });
});
