import { afterAll, describe, expect, it, vi } from 'vitest';
import { checkWorld } from '../testing/consistency/all';
import { NOW } from '../testing/fixture';
import { Table } from '../testing/table';
import { createWorld } from './world';

// Whole worlds and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const SITES = ['intl', 'cn', 'eu'] as const;
const seeds = Array.from({ length: 20 }, (_, index) => 101 + index);
const table = new Table(seeds.map(String));

afterAll(() => process.stdout.write(`\nFacts that hold, by check and seed\n\n${table.text()}\n`));

describe('a world holds together', () => {
  it.each(seeds)('seed %i', (seed) => {
    const account = seed % 3;
    const site = SITES[seed % 2 === 0 ? 0 : (seed >> 1) % 3] ?? 'intl';
    const world = createWorld({
      site,
      seed,
      accounts: account + 1,
      months: 36,
      lines: 700,
      hostile: seed % 5 === 0,
      now: NOW,
    });
    const older = `2026-0${1 + (seed % 9)}`;
    for (const [name, findings] of checkWorld(world, account, ['2026-10', older])) {
      expect(findings.violations.slice(0, 5), `${site} ${name}`).toEqual([]);
      table.add(name, String(seed), findings.checked);
    }
  });
});
