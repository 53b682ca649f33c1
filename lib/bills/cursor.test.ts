import { expect, test } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { decodeCursor, encodeCursor } from './cursor';
import { parseRowId, rowId } from './row-id';

const cycles = ['2026-11' as Cycle];
const line = { account: 'd'.repeat(64), cycle: '2026-11', position: 99_999_999 };
const usageBy = (sort: string) => ({ list: 'usage', sort }) as const;

test('a cursor fits into an address, whatever the names are', () => {
  for (const value of ['账'.repeat(40), '😀'.repeat(40), `"\\`.repeat(20)]) {
    const position = { side: 'after', place: { ...line, value } } as const;
    const cursor = encodeCursor(usageBy('-resourceName'), position);
    expect(cursor).toMatch(/^u[A-Za-z0-9_-]{1,700}$/);
    expect(decodeCursor({ sort: '-resourceName', cycles }, cursor)).toEqual(position);
  }
});

const placed = (sort: string, cycle: string) =>
  encodeCursor(usageBy(sort), { side: 'after', place: { ...line, cycle, value: '1' } });

test.each(['', 'x', 'ubm90IGpzb24', placed('resourceName', '2026-11'), placed('-billDate', '2026-10')])(
  'the cursor %j of no such list is refused by name',
  (cursor) => {
    expect(() => decodeCursor({ sort: '-billDate', cycles }, cursor)).toThrow(
      expect.objectContaining({ field: 'cursor' }),
    );
  },
);

test('an id is made of its place and nothing else', () => {
  expect(parseRowId(rowId('a-b', '2026-11', 7))).toEqual({ account: 'a-b', cycle: '2026-11', position: 7 });
  for (const id of ['x', 'a.2026-11.1', "a' OR 1.2026-11.00000001", 'a.2026-11.99999999999']) {
    expect(parseRowId(id)).toBeNull();
  }
});
