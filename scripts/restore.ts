// `npm run restore -- --from <folder> [--replace]`: puts a backup in place of the stores (docs/operations.md).
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as NextEnv from '@next/env';

process.env.LOG_LEVEL = 'silent';
const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
(require('@next/env') as typeof NextEnv).loadEnvConfig(root, false, {
  info: () => undefined,
  error: console.error,
});
const { readArguments, readStores, runCommand } = await import('@/lib/backup/command.server');
const { restore } = await import('@/lib/backup/restore.server');
const { foundRight, wordsOf } = await import('@/lib/backup/read-backup.server');

// Where npm was called, and not the root of the repository to which it goes.
const calledFrom = process.env.INIT_CWD ?? process.cwd();

await runCommand(async () => {
  const usage = 'Say which: npm run restore -- --from /backup/today [--replace]';
  const { folder: from, replace } = readArguments(process.argv.slice(2), {
    folder: 'from',
    flags: ['replace'],
    usage,
    from: calledFrom,
  });
  const stores = readStores(process.env, root);
  const onVersion = (version: Parameters<typeof foundRight>[0]) => console.log(foundRight(version));
  const { manifest, aside, resumed } = await restore(stores, { from, replace, onVersion });
  if (aside) console.log(`What was there before is in ${aside}`);
  for (const each of manifest.ledger.lacking)
    console.log(`Not in the backup: ${wordsOf(each)}; the sync reads it again`);
  console.log(
    `${resumed ? 'Ended the restore of' : 'Restored'} ${from}, made at ${manifest.madeAt}, into ${stores.dataDirectory}`,
  );
  return 0;
});
