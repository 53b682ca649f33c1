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
    steps.run('unit tests', async () => add(counts, await runTests(family, 'unit'))),
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

/** Whole worlds, real sockets and whole programs; for `npm run verify`. @returns how many passed and failed */
export async function runIntegrationTests({ family, steps }) {
  const counts = { passed: 0, failed: 0 };
  // Nothing runs beside them, and they wait for sockets and engines: every core gets a worker.
  await steps.run('integration tests', async () =>
    add(counts, await runTests(family, 'integration', ['--maxWorkers=100%'])),
  );
  return counts;
}

function add(counts, { passed, failed, failure }) {
  counts.passed += passed;
  counts.failed += failed;
  if (failure) throw failure;
}

/** One project of vitest.config.ts. @returns its counts, and the failure to throw once they are added */
async function runTests(family, project, more = []) {
  const folder = mkdtempSync(join(tmpdir(), 'suanpan-vitest-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [bin('vitest/vitest.mjs'), 'run', '--project', project, ...more, ...reporters];
  const failure = await tool(family, 'vitest', args).then(
    () => null,
    (error) => error,
  );
  // A run that leaves no report, and a file that does not load, have no tests to fail, and are failures all the same.
  const told = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
  rmSync(folder, { recursive: true, force: true });
  const whole = told.success === true && told.numTotalTests > 0;
  return { passed: told.numPassedTests, failed: told.numFailedTests || (whole ? 0 : 1), failure };
}
