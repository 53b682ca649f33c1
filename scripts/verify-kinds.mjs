// `npm run verify:kinds`: the integration tests that stand on a ledger, on every kind of ledger that the product runs on.
import { join } from 'node:path';
import { Advice, isInstalled } from './install.mjs';
import { live } from './lifetime.mjs';
import { Steps } from './steps.mjs';

const root = join(import.meta.dirname, '..');
const KINDS = ['embedded', 'server', 'shards'];
const FOLDERS = ['lib/ledger', 'lib/sync', 'lib/bills', 'lib/overview', 'lib/explore'];

await live(async (family) => {
  if (!isInstalled()) throw new Advice('Dependencies are missing or of another lock: run npm ci first');
  const steps = new Steps();
  for (const kind of KINDS) {
    const args = [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'integration', ...FOLDERS];
    const env = { ...process.env, SUANPAN_TEST_LEDGER: kind };
    await steps.run(kind, () => family.run('vitest', process.execPath, { args, cwd: root, env, echo: true }));
  }
  console.log(steps.report());
  process.exit(steps.failed > 0 ? 1 : 0);
});
