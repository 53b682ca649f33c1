import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor';
import { parseRowId, rowId } from './row-id';

test('a cursor fits into an address, whatever the names are', () => {
  const id = rowId('d'.repeat(64), '2026-11', 99_999_999);
  for (const value of ['账'.repeat(40), '😀'.repeat(40), `"\\`.repeat(20)]) {
    const cursor = encodeCursor('-resourceName', { side: 'after', value, id });
    expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,700}$/);
    expect(decodeCursor('-resourceName', cursor)).toEqual({ side: 'after', value, id });
  }
});

test.each(['', 'x', 'bm90IGpzb24', encodeCursor('resourceName', { side: 'after', value: '1', id: 'x' })])(
  'the cursor %j of no such list is refused by name',
  (cursor) => {
    expect(() => decodeCursor('-billDate', cursor)).toThrow(expect.objectContaining({ field: 'cursor' }));
  },
);

test('an id is made of its place and nothing else', () => {
  expect(parseRowId(rowId('a-b', '2026-11', 7))).toEqual({ account: 'a-b', cycle: '2026-11', position: 7 });
  for (const id of ['x', 'a.2026-11.1', "a' OR 1.2026-11.00000001", 'a.2026-11.99999999999']) {
    expect(parseRowId(id)).toBeNull();
  }
});
