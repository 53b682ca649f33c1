import { describe, expect, it } from 'vitest';
import { parseOptions } from './options';

describe('the command line', () => {
  it('has the documented defaults', () => {
    expect(parseOptions([])).toEqual({
      port: 4010,
      controlPort: 4011,
      site: 'intl',
      seed: 7,
      now: null,
      months: 36,
      lines: 5000,
      accounts: 3,
      hostile: false,
    });
  });

  it.each([
    ['--site', 'mars'],
    ['--port', '65536'],
    ['--now', 'yesterday'],
    ['--now', '2026-11-22'],
    ['--months', '0'],
    ['--lines', '1.5'],
    ['--unknown', '1'],
  ])('refuses %s %s in one line', (...args) => {
    expect(() => parseOptions(args)).toThrow(args[0]);
  });
});
