// `npm run backup -- --to <folder>`: state and ledger, from the portal that runs or from its files (docs/operations.md).
import './command-start';
import { openSource, readArguments, readStores, runCommand, teller } from '@/lib/backup/command.server';
import { monthsOf, wordsOf } from '@/lib/backup/read-backup.server';
import { writeBackup } from '@/lib/backup/write-backup.server';
import { calledFrom, program, root } from './command-start';

await runCommand(
  async (signal) => {
    const usage = 'Say where to: npm run backup -- --to /backup/today';
    const { folder: to } = readArguments(process.argv.slice(2), { folder: 'to', usage, from: calledFrom });
    const source = await openSource(readStores(process.env, root));
    try {
      const manifest = await writeBackup(source, { to, program, signal, onProgress: teller(console.log) });
      const { versions, lacking } = manifest.ledger;
      const lines = versions.reduce((all, { rows }) => all + rows.usage + rows.fee + rows.summary, 0);
      console.log(
        `Saved ${to}: state of ${manifest.madeAt}, ${monthsOf(versions)}, ${lines.toLocaleString('en')} lines`,
      );
      for (const each of lacking) console.error(`Not in it, since the ledger lacks it: ${wordsOf(each)}: ${each.why}`);
      return lacking.length > 0 ? 2 : 0;
    } finally {
      await source.close();
    }
  },
  { stoppable: true },
);
