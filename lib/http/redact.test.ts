import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { makeLog } from '@/lib/log.server';
import { redact } from './redact';

test.each([
  'authorization',
  'Cookie',
  'set-cookie',
  'password',
  'passwordHash',
  'sk',
  'ak',
  'BSS_SK',
  'secret',
  'csrfToken',
  'skSealed',
  'access_key',
])('empties %s at any depth', (name) => {
  const value = { a: [{ b: { [name]: 'CANARY' } }], [name]: { inner: 'CANARY' } };
  expect(JSON.stringify(redact(value))).not.toContain('CANARY');
});

test('keeps what is no secret', () => {
  const value = { task: 1, risk: 'low', asked: true, operation: 'listOrders', none: null };
  expect(redact(value)).toEqual(value);
});

test('writes an error with its causes and without the secrets it carries', () => {
  const cause = Object.assign(new Error('inner'), { headers: { authorization: 'CANARY' } });
  const written = JSON.stringify(redact({ err: new TypeError('outer', { cause }) }));
  expect(written).toContain('TypeError');
  expect(written).toContain('inner');
  expect(written).not.toContain('CANARY');
});

test('bounds what a hostile value can cost', () => {
  const circular: Record<string, unknown> = { text: 'x'.repeat(100_000) };
  circular.self = circular;
  expect(JSON.stringify(redact(circular)).length).toBeLessThan(40_000);
});

test('one event is one line, whatever the input holds', () => {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  makeLog('info', sink).info({ agent: 'a\nlevel":"error"\u001b[31m', token: 'CANARY' }, 'two\r\nlines');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/[\n\r\u001b]|CANARY/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', msg: 'two\r\nlines' });
});
