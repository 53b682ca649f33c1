// `npm run verify`: everything from a clean clone, with only Node and apt there. On Node's own modules only.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { runChecks, runIntegrationTests } from './checks.mjs';
import { runDemoSmoke } from './demo-smoke.mjs';
import { ChildDied } from './family.mjs';
import { ensureInstalled } from './install.mjs';
import { live } from './lifetime.mjs';
import { Steps } from './steps.mjs';

const root = join(import.meta.dirname, '..');
// Inside one step of the table, installing and building need no lines of their own.
const quiet = (_what, work) => work();

/** Tests of one configuration of Playwright. @returns how many passed and failed, by its own report */
async function runBrowserTests(family, config) {
  const folder = mkdtempSync(join(tmpdir(), 'suanpan-playwright-'));
  const report = join(folder, 'report.json');
  let failure = null;
  await family
    .run('playwright', process.execPath, {
      args: [join('node_modules', '@playwright', 'test', 'cli.js'), 'test', '--config', config, '--reporter=list,json'],
      cwd: root,
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      echo: true,
    })
    .catch((error) => {
      failure = error;
    });
  const counts = existsSync(report) ? readPlaywright(report) : { passed: 0, failed: 1 };
  rmSync(folder, { recursive: true, force: true });
  return { counts, failure };
}

function readPlaywright(path) {
  const { stats, errors } = JSON.parse(readFileSync(path, 'utf8'));
  // A test that passes only at a second try is counted as failed: nothing here may be a matter of luck.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + (errors?.length ?? 0) };
}

const script = (family, name, ...args) =>
  family.run(name, process.execPath, { args: [join('scripts', `${name}.mjs`), ...args], cwd: root });

await live(async (family) => {
  const steps = new Steps();
  const totals = { passed: 0, failed: 0 };
  const add = ({ passed, failed }) => {
    totals.passed += passed;
    totals.failed += failed;
  };
  const finish = () => {
    console.log(steps.report());
    // A failed step without tests of its own is a failure; one with them is counted by its tests.
    const failed = Math.max(totals.failed, steps.failed);
    console.log(`${totals.passed} passed, ${failed} failed`);
    process.exit(failed > 0 ? 1 : 0);
  };

  if (!(await steps.run('install', () => ensureInstalled({ family, step: quiet })))) finish();
  const browser = await steps.run('browser', () => ensureBrowser({ family }));
  add(await runChecks({ family, steps }));
  add(await runIntegrationTests({ family, steps }));
  if (!(await steps.run('production build', () => ensureBuilt({ family, step: quiet, force: true })))) finish();
  await steps.run('first load', async () => console.log(await script(family, 'first-load')));
  if (browser) {
    // Browser tests wait half of the time. Here lighthouse looks for faults; how quick a page is, it tells when it runs alone.
    const tests = (config) => async () => {
      const { counts, failure } = await runBrowserTests(family, config);
      add(counts);
      if (failure) throw new ChildDied(failure.output.slice(-8000));
    };
    await Promise.all([
      steps.run('browser tests', tests('playwright.config.ts')),
      steps
        .run('lighthouse', async () => console.log(await script(family, 'lighthouse')))
        .then(() => steps.run('ledger faults', tests('playwright.faults.config.ts'))),
    ]);
  }
  await steps.run('demo', () => runDemoSmoke({ family }));
  finish();
});
