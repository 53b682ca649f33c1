import { parseArgs } from 'node:util';
import { parseInstant } from './control/instant';
import type { Site } from '../world/accounts';

export interface Options {
  port: number;
  controlPort: number;
  site: Site;
  seed: number;
  /** Where business time stands, or null for the machine's running clock. */
  now: number | null;
  months: number;
  /** Bill lines per account and closed month at statistic_type 3. */
  lines: number;
  accounts: number;
  hostile: boolean;
}

const sites: readonly Site[] = ['intl', 'cn', 'eu'];

/** Reads the command line; throws an Error with one clear line when something is wrong. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4010' },
      'control-port': { type: 'string', default: '4011' },
      site: { type: 'string', default: 'intl' },
      seed: { type: 'string', default: '7' },
      now: { type: 'string' },
      months: { type: 'string', default: '36' },
      lines: { type: 'string', default: '5000' },
      accounts: { type: 'string', default: '3' },
      hostile: { type: 'boolean', default: false },
    },
    allowPositionals: false,
  });
  const site = sites.find((known) => known === values.site);
  if (!site) throw new Error(`--site must be intl, cn or eu, not ${values.site}`);
  return {
    port: whole('--port', values.port, [0, 65_535]),
    controlPort: whole('--control-port', values['control-port'], [0, 65_535]),
    site,
    seed: whole('--seed', values.seed, [0, 2_147_483_647]),
    now: values.now === undefined ? null : instant(values.now),
    months: whole('--months', values.months, [1, 36]),
    lines: whole('--lines', values.lines, [0, 1_000_000]),
    accounts: whole('--accounts', values.accounts, [1, 20]),
    hostile: values.hostile,
  };
}

function whole(name: string, text: string, [min, max]: readonly [number, number]): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new Error(`${name} must be a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`);
  }
  return value;
}

function instant(text: string): number {
  const time = parseInstant(text);
  if (time === null) {
    throw new Error(`--now must be an instant such as 2026-11-22T04:00:00Z, not ${JSON.stringify(text)}`);
  }
  return time;
}
