// `npm run restore -- --from <folder> [--replace]`: puts a backup in place of the stores (docs/operations.md).
import './command-start';
import { readArguments, readStores, runCommand } from '@/lib/backup/command.server';
import { foundRight, wordsOf } from '@/lib/backup/read-backup.server';
import { restore } from '@/lib/backup/restore.server';
import { calledFrom, root } from './command-start';

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
  const onOther = (before: string | null) => {
    console.log('The restore of another backup had been cut off while it put files in place: it was ended first');
    if (before) console.log(`What was there before that one is in ${before}`);
  };
  const { manifest, aside, resumed } = await restore(stores, { from, replace, onVersion, onOther });
  if (aside) console.log(`What was there before is in ${aside}`);
  for (const each of manifest.ledger.lacking) {
    console.error(`Not in the backup: ${wordsOf(each)}: ${each.why}; the sync reads it again`);
  }
  console.log(
    `${resumed ? 'Ended the restore of' : 'Restored'} ${from}, made at ${manifest.madeAt}, into ${stores.dataDirectory}`,
  );
  return manifest.ledger.lacking.length > 0 ? 2 : 0;
});
