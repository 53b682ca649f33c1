import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './folders.server';

test('makes a folder and those above it for their owner only', () => {
  const base = mkdtempSync(join(tmpdir(), 'suanpan-folders-'));
  const path = join(base, 'a', 'b');
  makeFolder(path);
  makeFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  rmSync(base, { recursive: true });
});

test('says at once where no folder can be made', () => {
  expect(() => makeFolder('/proc/suanpan/data')).toThrow(/ENOENT|EACCES|EPERM/);
  expect(existsSync('/proc/suanpan')).toBe(false);
});
