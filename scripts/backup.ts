// `npm run backup -- --to <folder>`: state and ledger, from the portal that runs or from its files (docs/operations.md).
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as NextEnv from '@next/env';

// Standard output is for people here.
process.env.LOG_LEVEL = 'silent';
const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
(require('@next/env') as typeof NextEnv).loadEnvConfig(root, false, {
  info: () => undefined,
  error: console.error,
});
const { openSource, readArguments, readStores, runCommand, teller } = await import('@/lib/backup/command.server');
const { writeBackup } = await import('@/lib/backup/write-backup.server');
const { wordsOf } = await import('@/lib/backup/read-backup.server');
const { version: program } = require('../package.json') as { version: string };

// Where npm was called, and not the root of the repository to which it goes.
const calledFrom = process.env.INIT_CWD ?? process.cwd();

await runCommand(async (signal) => {
  const usage = 'Say where to: npm run backup -- --to /backup/today';
  const { folder: to } = readArguments(process.argv.slice(2), { folder: 'to', usage, from: calledFrom });
  const source = await openSource(readStores(process.env, root));
  try {
    const manifest = await writeBackup(source, { to, program, signal, onProgress: teller(console.log) });
    const { versions, lacking } = manifest.ledger;
    const lines = versions.reduce((all, { rows }) => all + rows.usage + rows.fee + rows.summary, 0);
    console.log(
      `Saved ${to}: state of ${manifest.madeAt}, ${versions.length} months, ${lines.toLocaleString('en')} lines`,
    );
    for (const each of lacking) console.error(`Not in it, since the ledger lacks it: ${wordsOf(each)}: ${each.why}`);
    return lacking.length > 0 ? 2 : 0;
  } finally {
    await source.close();
  }
});
