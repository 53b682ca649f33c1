import { expect, test, vi } from 'vitest';
import { EngineWords } from './words';

const heard = (...texts: string[]) => {
  const tell = vi.fn();
  const words = new EngineWords('/data/ledger', tell);
  for (const text of texts) words.hear(text);
  return { reason: words.reason(null), told: tell.mock.calls.map(([line]) => String(line)) };
};

test.each([
  [
    'Code: 76. DB::Exception: Cannot lock file /data/ledger/data/status.',
    'another process uses the ledger in /data/ledger',
  ],
  [
    'Code: 210. DB::NetException: Listen [127.0.0.1]:8123 failed: Address already in use',
    'its port was taken by another program',
  ],
  ['Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space', 'the disk of /data/ledger is full'],
  ["Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'ffi-rs'", 'its library is not installed: run npm ci'],
  ['Code: 1. DB::Exception: of a new kind', 'the engine ended (unknown): Code: 1. DB::Exception: of a new kind'],
  ['', 'the engine ended (unknown)'],
])('%s', (line, reason) => {
  expect(heard(`${line}\n`).reason).toBe(reason);
  // In pieces, and without the end of the line.
  expect(heard(line.slice(0, 9), line.slice(9)).reason).toBe(reason);
});

test('neither questions nor harmless lines nor debugging reach the log, and trouble reaches it once', () => {
  const at = '2026.11.25 23:53:54.847073 [ 1 ]';
  const { told } = heard(
    `${at} {q-1} <Error> executeQuery: Code: 62. DB::Exception: secret value\n`,
    `${at} {} <Error> MergeTreeBackgroundExecutor: Code: 236. DB::Exception: Cancelled merging parts\n`,
    `${at} {} <Debug> HTTP-Session: Logout\n`,
    `${at} {} <Error> Merge: Code: 243. DB::Exception: no space\n`,
    `${at} {} <Error> Merge: Code: 243. DB::Exception: no space, again\n`,
  );
  expect(told).toEqual([`${at} {} <Error> Merge: Code: 243. DB::Exception: no space`]);
});

const damaged = (line: string): boolean => {
  const words = new EngineWords('/data/ledger');
  words.hear(line);
  return words.damaged;
};

test.each([
  'Code: 62. DB::Exception: Empty query: while loading database `ledger` from file metadata/ledger.sql. (SYNTAX_ERROR)',
  'Code: 62. DB::Exception: Syntax error: Cannot parse definition from metadata file store/b37/usage_lines.sql.',
  "Code: 722. DB::Exception: Waited job failed: Code: 695. DB::Exception: Load job 'load table ledger.usage_lines' failed: Code: 32. DB::Exception: Attempt to read after eof: Cannot attach table",
  // The rest of it comes in lines of its own.
  'Code: 62. DB::Exception: Syntax error (in file store/118/118fe1d1/fee_lines.sql): failed at position 60 (() (line 2, col 1): (',
])('damage: %s', (line) => expect(damaged(line)).toBe(true));

test.each([
  'Code: 76. DB::Exception: Cannot lock file /data/ledger/data/status.',
  "Code: 722. DB::Exception: Waited job failed: Code: 695. DB::Exception: Load job 'load table ledger.usage_lines' failed: Code: 243. DB::Exception: not enough space",
  "Code: 695. DB::Exception: Load job 'load table ledger.usage_lines' failed: Code: 241. DB::Exception: memory limit exceeded",
  "Code: 695. DB::Exception: Load job 'load table ledger.usage_lines' failed: Code: 76. DB::ErrnoException: Cannot open file: , errno: 13, strerror: Permission denied",
  "Code: 695. DB::Exception: Load job 'load table ledger.usage_lines' failed: Code: 33. DB::ErrnoException: errno: 5, strerror: Input/output error",
  "Code: 695. DB::Exception: Load job 'load table ledger.usage_lines' failed: Code: 50. DB::Exception: Unknown type of a newer engine",
  'Code: 62. DB::Exception: Syntax error in a question',
  '',
])('no damage: %s', (line) => expect(damaged(line)).toBe(false));

test.each([
  [
    'Code: 76. DB::Exception: Cannot lock file /data/ledger/data/status.',
    'another process uses the ledger in /data/ledger',
  ],
  ['Code: 999. DB::Exception: Something else.', null],
  ['', null],
])('of an engine that was ended for not answering, %j tells of a cause: %j', (line, cause) => {
  const words = new EngineWords('/data/ledger');
  words.hear(line);
  expect(words.cause).toBe(cause);
});
