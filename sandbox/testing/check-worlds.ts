import { parseArgs } from 'node:util';
import { cycleOf, cycleText } from '../wire/times';
import { createWorld } from '../world/world';
import { checkWorld } from './consistency/all';
import { NOW } from './fixture';
import { Table } from './table';

/**
 * The consistency test at any size: `node --import tsx sandbox/testing/check-worlds.ts --seeds 5 --lines 5000 --cycles 36`.
 * All three accounts of each world, of each site in turn; prints what was checked and ends with 1 when something is wrong.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    lines: { type: 'string', default: '5000' },
    cycles: { type: 'string', default: '6' },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => 1 + index);
const cycles = Array.from({ length: Number(values.cycles) }, (_, index) => cycleText(cycleOf(NOW) - 1 - index));
const table = new Table(seeds.map(String));
let violations = 0;
for (const seed of seeds) {
  const site = (['intl', 'cn', 'eu'] as const)[seed % 3] ?? 'intl';
  const lines = Number(values.lines);
  const world = createWorld({ site, seed, accounts: 3, months: 37, lines, hostile: seed % 2 === 0, now: NOW });
  for (const account of [0, 1, 2]) {
    for (const [name, findings] of checkWorld(world, account, cycles)) {
      table.add(name, String(seed), findings.checked);
      violations += findings.violations.length;
      for (const violation of findings.violations.slice(0, 5)) console.error(`${site} ${seed} ${name}: ${violation}`);
    }
  }
}
process.stdout.write(`${table.text()}\n${violations} violations\n`);
process.exitCode = violations === 0 ? 0 : 1;
