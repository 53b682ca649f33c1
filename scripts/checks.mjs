// The quick checks, shared by `npm run check` and `npm run verify`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildDied } from './family.mjs';

const root = join(import.meta.dirname, '..');
const importers = ['app', 'components', 'lib', 'sandbox', 'scripts', 'e2e', 'bench', 'i18n'];
const entries = ['proxy.ts', 'instrumentation.ts'];

/** Runs a program of node_modules. @throws ChildDied with all that it printed, not its last lines only */
async function tool(family, name, args) {
  try {
    await family.run(name, process.execPath, { args, cwd: root });
  } catch (error) {
    throw error.output ? new ChildDied(error.output) : error;
  }
}

const bin = (path) => join('node_modules', path);

/** Each lane runs beside the others, its steps one after another: two cores, two lanes of about the same length. */
export async function runChecks({ family, steps }) {
  const counts = { passed: 0, failed: 0 };
  await Promise.all([
    (async () => {
      await steps.run('format', () => tool(family, 'biome', [bin('@biomejs/biome/bin/biome'), 'format', '.']));
      await steps.run('types', () => checkTypes(family));
      await steps.run('boundaries', () => checkBoundaries(family));
      await steps.run('lint', () => tool(family, 'eslint', [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']));
    })(),
    steps.run('unit tests', () => runUnitTests(family, counts)),
  ]);
  return counts;
}

async function checkTypes(family) {
  await tool(family, 'next typegen', [bin('next/dist/bin/next'), 'typegen']);
  await tool(family, 'tsc', [bin('typescript/bin/tsc'), '--noEmit', '-p', '.']);
}

function checkBoundaries(family) {
  const paths = [...importers, ...entries].filter((path) => existsSync(join(root, path)));
  const cruiser = bin('dependency-cruiser/bin/dependency-cruise.mjs');
  return tool(family, 'depcruise', [cruiser, '--config', '.dependency-cruiser.cjs', ...paths]);
}

async function runUnitTests(family, counts) {
  const folder = mkdtempSync(join(tmpdir(), 'suanpan-vitest-'));
  const report = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    await tool(family, 'vitest', [bin('vitest/vitest.mjs'), 'run', ...reporters]);
  } finally {
    if (existsSync(report)) {
      const { numPassedTests, numFailedTests, numTotalTests, success } = JSON.parse(readFileSync(report, 'utf8'));
      counts.passed = numPassedTests;
      // A file that does not load has no tests to fail, and is a failure all the same.
      counts.failed = numFailedTests || (success && numTotalTests > 0 ? 0 : 1);
    } else counts.failed = 1;
    rmSync(folder, { recursive: true, force: true });
  }
}
