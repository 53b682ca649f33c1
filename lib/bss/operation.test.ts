import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPath } from './operation';

const template = '/v2/orders/customer-orders/details/{order_id}';
const start = '/v2/orders/customer-orders/details/';
const filled = (order_id: string) => fillPath(template, { order_id });

describe('fillPath', () => {
  it('puts an ordinary identifier in its place', () => {
    expect(filled('CS2610011200ABCDE')).toBe(`${start}CS2610011200ABCDE`);
    expect(filled('中 ~*')).toBe(`${start}%E4%B8%AD%20~%2A`);
  });

  it('encodes a percent sign, so that a second decoding finds the text and not a path', () => {
    expect(filled('%2e%2e%2fx')).toBe(`${start}%252e%252e%252fx`);
  });

  it.each(['', '.', '..', '../balances', 'a/b', 'a\\b', 'a\r\nb', '\u0000', '\ud800', 'x'.repeat(65)])(
    'refuses %j',
    (value) => {
      expect(() => filled(value)).toThrow(expect.objectContaining({ code: 'bad_request', field: 'order_id' }));
    },
  );

  it('refuses a missing parameter', () => {
    expect(() => fillPath(template)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });

  it('gives one segment for any text, however a server resolves it', () => {
    const pieces = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2f',
      '%252e',
      '?',
      '#',
      '@evil',
      '//',
      ':80',
      ';',
      '&',
      ' ',
      'é',
      'a',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces).map((all) => all.join('')),
        ),
        (value) => {
          let path: string;
          try {
            path = filled(value);
          } catch {
            return;
          }
          expect(path).toMatch(/^\/v2\/orders\/customer-orders\/details\/[A-Za-z0-9._~%-]+$/);
          const url = new URL(path, 'https://bss.example');
          expect(url.pathname).toBe(path);
          expect(decodeURIComponent(path.slice(start.length))).toBe(value);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
