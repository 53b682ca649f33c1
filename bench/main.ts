// `npm run bench`: every benchmark against its bar; a table, and bench/results/<date>.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilFilled } from '../scripts/filled.mjs';
import { live } from '../scripts/lifetime.mjs';
import { untilQuiet } from '../scripts/quiet.mjs';
import { serve } from '../scripts/served.mjs';
import { signIn } from '../scripts/sign-in.mjs';
import { measureClientOverhead } from './client-overhead';
import { measureLiveRoute } from './live-route';
import { type Family, measureLedger } from './ledger/measure';
import { print } from './print';
import { measureSandboxPage } from './sandbox-page';
import { measureStartedSync } from './started-sync';
import { measureSync } from './sync-quota';

const port = Number(process.env.MEASURE_PORT ?? 3300);

await live(async (family) => {
  const world = ['--seed', '7', '--now', '2026-11-22T04:00:00Z', '--lines', '5000'];
  // While nothing else runs: the portal refreshes what it shows, and would share the two cores.
  const page = await measureSandboxPage({ family, port: port + 20 });
  const sync = await measureSync();
  const ledger = await measureLedger({ family: family as Family, port: port + 40 });
  const served = await serve({ family, port, world });
  // Live calls are measured when the history has been read, and its sums are made.
  await untilFilled(served.base, await signIn(served.base, 'admin@demo.test'));
  const startedSync = process.env.BASE_URL ? [] : await measureStartedSync(served.sandbox);
  await untilQuiet();
  const results = [
    ...(await measureLiveRoute(served)),
    ...(await measureClientOverhead(served.sandbox)),
    ...page,
    ...sync,
    ...startedSync,
    ...ledger,
  ];
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${new Date().toISOString().slice(0, 10)}.json`), `${JSON.stringify(results, null, 2)}\n`);
  print(results);
  process.exit(results.every(({ ok }) => ok) ? 0 : 1);
});
