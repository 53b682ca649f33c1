import { expect, test } from 'vitest';
import { whyNotOpened } from './faults';

const fault = (code: string) => Object.assign(new Error(`${code}: no`), { code });

test.each([
  ['SQLITE_READONLY', /Let the user who runs Suanpan write it/],
  ['SQLITE_READONLY_DIRECTORY', /Let the user who runs Suanpan write it/],
  ['SQLITE_CANTOPEN', /Let the user who runs Suanpan write it/],
  ['EACCES', /Let the user who runs Suanpan write it/],
  ['EPERM', /Let the user who runs Suanpan write it/],
  ['EROFS', /mounted for writing/],
  ['SQLITE_BUSY', /another Suanpan is using this data folder/],
  ['SQLITE_NOTADB', /put a backup in its place/],
  ['SQLITE_FULL', /the disk is full/],
  ['ENOSPC', /the disk is full/],
  ['EISDIR', /EISDIR: no/],
])('a state file that cannot be opened for %s says what to do', (code, words) => {
  expect(whyNotOpened(fault(code))).toMatch(words);
});
