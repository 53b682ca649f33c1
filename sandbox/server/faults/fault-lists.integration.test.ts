import { parse } from 'lossless-json';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Live, startLive } from '../../testing/live';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const FEES = '/v2/bills/customer-bills/res-fee-records';
let live: Live;

beforeAll(async () => {
  live = await startLive();
});
afterAll(() => live.sandbox.close());
afterEach(async () => {
  vi.restoreAllMocks();
  await live.control('DELETE', '/faults');
  await live.control('DELETE', '/journal');
});

const command = (fault: Record<string, unknown>) => live.fault(fault);

type Page = { total_count: number; fee_records: Record<string, string>[] };
const ask = (query: Record<string, string>) =>
  live.ask({ path: FEES, query: { cycle: '2026-10', statistic_type: '3', limit: '20', ...query } });
/** Numbers as their text. */
const page = async (query: Record<string, string> = {}): Promise<Page> => {
  const read = parse((await ask(query)).text, null, { parseNumber: (text) => text }) as Page;
  return { ...read, total_count: Number(read.total_count) };
};

describe('U8 to U14, U24: lists and values', () => {
  it('U8: total_count lies, high, low or otherwise each time', async () => {
    const { total_count: real } = await page();
    const totals = async (total: unknown) => {
      await command({ kind: 'total', total, operation: 'ListCustomerselfResourceRecords', count: 2 });
      return [(await page()).total_count - real, (await page()).total_count - real];
    };
    expect(await totals('+5')).toEqual([5, 5]);
    expect(await totals('-5')).toEqual([-5, -5]);
    expect(await totals('changing')).toEqual([1, 2]);
  });

  it('U8: a short page and an empty one in the middle', async () => {
    await command({ kind: 'page', keep: 19, match: { offset: '0' }, count: 1 });
    await command({ kind: 'page', keep: 0, match: { offset: 20 } });
    expect((await page({ offset: '0' })).fee_records).toHaveLength(19);
    expect((await page({ offset: '20' })).fee_records).toHaveLength(0);
    expect((await page({ offset: '40' })).fee_records).toHaveLength(20);
  });

  it('U9: rows come in at the head between two pages, and stay for the next pass', async () => {
    const [first, second] = [await page({ offset: '0' }), await page({ offset: '20' })];
    await command({ kind: 'shift', rows: 1 });
    expect(await page({ offset: '0' })).toEqual(first);
    const moved = await page({ offset: '20' });
    expect(moved.fee_records).toEqual([first.fee_records[19], ...second.fee_records.slice(0, 19)]);
    expect(moved.total_count).toBe(first.total_count + 1);
    const again = await page({ offset: '0' });
    expect(again.fee_records.slice(1)).toEqual(first.fee_records.slice(0, 19));
    expect(first.fee_records).not.toContainEqual(again.fee_records[0]);
    expect(await page({ offset: '20' })).toEqual(moved);
  });

  it('U9: rows go, and the total does not tell', async () => {
    const [first, second] = [await page({ offset: '0' }), await page({ offset: '20' })];
    await command({ kind: 'shift', rows: -2, total: 'stays' });
    expect(await page({ offset: '0' })).toEqual(first);
    const moved = await page({ offset: '20' });
    expect(moved.fee_records.slice(0, 18)).toEqual(second.fee_records.slice(2));
    expect(moved.total_count).toBe(first.total_count);
  });

  it('U10, U11: restates the same rows on every reading, and each still adds up', async () => {
    const before = (await page({ limit: '300' })).fee_records;
    await command({ kind: 'restate', share: 0.1, by: '0.00000001', match: { cycle: '2026-10' } });
    const after = (await page({ limit: '300' })).fee_records;
    const changed = after.filter((row, index) => row.amount !== before[index]?.amount);
    expect(changed.length).toBeGreaterThan(10);
    expect(changed.length).toBeLessThan(60);
    expect((await page({ limit: '300' })).fee_records).toEqual(after);
    const units = (text = '0') => BigInt(Math.round(Number(text) * 1e8));
    for (const row of changed) {
      expect(units(row.official_amount) - units(row.discount_amount)).toBe(units(row.amount));
    }
    const other = await page({ cycle: '2026-09', limit: '300' });
    await live.control('DELETE', '/faults');
    expect(await page({ cycle: '2026-09', limit: '300' })).toEqual(other);
  });

  it('U12, U14: a row of another account, cycle or currency, and one with an unknown code', async () => {
    const changed = { customer_id: 'f'.repeat(32), bill_date: '2026-09-30' };
    const plain = (await page()).fee_records;
    await command({ kind: 'edit', set: changed, raw: { amount: '0.1234567890123' }, count: 1 });
    const foreign = (await page()).fee_records;
    expect(foreign).toEqual([{ ...plain[0], ...changed, amount: '0.1234567890123' }, ...plain.slice(1)]);
    await command({ kind: 'edit', rows: 'top', set: { currency: 'XAU' }, count: 1 });
    expect(await page()).toMatchObject({ currency: 'XAU' });
    await command({ kind: 'edit', rows: 'all', set: { bill_type: 999, charge_mode: '77' } });
    expect((await page()).fee_records.every((row) => row.bill_type === '999' && row.charge_mode === '77')).toBe(true);
  });

  it('U13: numbers in other forms, every other digit untouched', async () => {
    const before = (await page()).fee_records;
    const amounts = async (as: string) => {
      await command({ kind: 'numbers', as, members: ['amount'], count: 1 });
      const reply = await ask({});
      const texts = [...reply.text.matchAll(/"amount":("?[^,"}]*"?)/g)].map(([, text = '']) => text);
      return [texts, reply.text.replace(/"amount":("?[^,"}]*"?)/g, '')] as const;
    };
    const [texts, rest] = await amounts('text');
    expect(texts).toEqual(before.map((row) => `"${row.amount}"`));
    for (const as of ['exponent', 'long', 'null', 'negativeZero', 'huge']) {
      const [forms, others] = await amounts(as);
      expect(others).toBe(rest);
      expect(forms).toHaveLength(20);
      if (as === 'exponent') expect(forms.map(Number)).toEqual(before.map((row) => Number(row.amount)));
      if (as === 'exponent') expect(forms.every((text) => /^-?\d(\.\d+)?e-?\d+$/.test(text))).toBe(true);
      if (as === 'long') expect(forms.every((text) => /\.\d{13}$/.test(text))).toBe(true);
      if (as === 'null' || as === 'huge') expect(new Set(forms)).toEqual(new Set([as === 'null' ? 'null' : '1e21']));
      if (as === 'negativeZero') expect(new Set(forms)).toEqual(new Set(['-0']));
    }
  });

  it('U24: pages come in another order each time, and shorter than asked', async () => {
    const plain = await page();
    await command({ kind: 'reorder', count: 1 });
    const mixed = await page();
    expect(mixed.fee_records).not.toEqual(plain.fee_records);
    expect(new Set(mixed.fee_records.map((row) => JSON.stringify(row)))).toEqual(
      new Set(plain.fee_records.map((row) => JSON.stringify(row))),
    );
    await command({ kind: 'cap', limit: 7 });
    expect((await page()).fee_records).toEqual(plain.fee_records.slice(0, 7));
  });
});

it('counts the tries of one request, and tells them from other requests', async () => {
  for (const offset of ['0', '20', '0', '0']) await page({ offset });
  expect((await live.journal()).map(({ attempt }) => attempt)).toEqual([1, 1, 2, 3]);
});
