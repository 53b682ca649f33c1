import { expect, test } from 'vitest';
import { readArguments, readStores } from './command.server';

const usage = 'Say which';
const read = (...argv: string[]) =>
  readArguments(argv, { folder: 'from', flags: ['replace'], usage, from: '/home/me' });

test('a folder is named with or without its option, from where the command was called', () => {
  expect(read('--from', 'today')).toEqual({ folder: '/home/me/today', replace: false });
  expect(read('/backup/x', '--replace')).toEqual({ folder: '/backup/x', replace: true });
  for (const wrong of [[], ['--from', ''], ['a', 'b'], ['--frm', 'x'], ['--from', 'a', 'b']]) {
    expect(() => read(...wrong), wrong.join(' ')).toThrow(usage);
  }
});

test('the stores are those of the portal, and no secret is asked for', () => {
  expect(readStores({ NODE_ENV: 'test' }, '/srv')).toEqual({
    dataDirectory: '/srv/data',
    databaseUrl: null,
    ledgerServers: null,
  });
  const more = {
    SUANPAN_DATA: '/d',
    DATABASE_URL: 'postgres://h/d',
    LEDGER_URL: 'http://a:1,http://b:1',
    LEDGER_CLUSTER: 'c',
  };
  expect(readStores({ NODE_ENV: 'test', ...more }, '/srv')).toEqual({
    dataDirectory: '/d',
    databaseUrl: 'postgres://h/d',
    ledgerServers: { urls: ['http://a:1', 'http://b:1'], cluster: { name: 'c', ddl: 'on-cluster' } },
  });
  expect(() => readStores({ NODE_ENV: 'test', PORT: 'x' }, '/srv')).toThrow(/^PORT must be a whole number/);
});
