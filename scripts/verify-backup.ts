// `npm run verify-backup -- --from <folder>`: reads every line of a backup (docs/operations.md).
import './command-start';
import { readArguments, runCommand } from '@/lib/backup/command.server';
import { foundRight, monthsOf, wordsOf } from '@/lib/backup/read-backup.server';
import { verifyBackup } from '@/lib/backup/verify-backup.server';
import { calledFrom } from './command-start';

await runCommand(async () => {
  const usage = 'Say which: npm run verify-backup -- --from /backup/today';
  const { folder } = readArguments(process.argv.slice(2), { folder: 'from', usage, from: calledFrom });
  const { madeAt, ledger } = await verifyBackup(folder, (version) => console.log(foundRight(version)));
  console.log(`The backup of ${madeAt} is whole: ${monthsOf(ledger.versions)}`);
  for (const each of ledger.lacking)
    console.error(`Not in it, since the ledger lacked it: ${wordsOf(each)}: ${each.why}`);
  return ledger.lacking.length > 0 ? 2 : 0;
});
