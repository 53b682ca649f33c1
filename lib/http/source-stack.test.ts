import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sourceStack } from './source-stack';

const folder = mkdtempSync(join(tmpdir(), 'suanpan-stack-'));
const chunks = join(folder, '.next', 'server', 'chunks');
mkdirSync(chunks, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Column 0 of the only built line is line 3, column 2 of the source. */
const mapped = { version: 3, sources: ['../../../lib/money.ts'], names: [], mappings: 'AAEE' };
const written = (name: string, map: string) => {
  const path = join(chunks, name);
  writeFileSync(`${path}.map`, map);
  return path;
};

test('names the lines that were written, also where the build has parts', () => {
  const plain = written('[root]__x._.js', JSON.stringify(mapped));
  const sections = [{ offset: { line: 4, column: 10 }, map: mapped }];
  const parts = written('parts.js', JSON.stringify({ version: 3, sources: [], sections }));
  expect(sourceStack(`Error: no (really)\n    at add (${plain}:1:1)\n    at file://${parts}:5:11`)).toBe(
    'Error: no (really)\n    at add (lib/money.ts:3:3)\n    at lib/money.ts:3:3',
  );
});

test('leaves what it does not know as it is', () => {
  const broken = written('broken.js', '{');
  for (const at of [`${broken}:1:1`, `${chunks}/lost.js:1:1`, '/app/node_modules/x/index.js:1:1', 'node:fs:1:1']) {
    expect(sourceStack(`Error: no\n    at f (${at})`)).toBe(`Error: no\n    at f (${at})`);
  }
  expect(sourceStack(undefined)).toBeUndefined();
});
