// `npm run verify-backup -- --from <folder>`: reads every line of a backup (docs/operations.md).
export {};

process.env.LOG_LEVEL = 'silent';
const { readArguments, runCommand } = await import('@/lib/backup/command.server');
const { verifyBackup } = await import('@/lib/backup/verify-backup.server');
const { foundRight } = await import('@/lib/backup/read-backup.server');

// Where npm was called, and not the root of the repository to which it goes.
const calledFrom = process.env.INIT_CWD ?? process.cwd();

await runCommand(async () => {
  const usage = 'Say which: npm run verify-backup -- --from /backup/today';
  const { folder } = readArguments(process.argv.slice(2), { folder: 'from', usage, from: calledFrom });
  const { madeAt, ledger } = await verifyBackup(folder, (version) => console.log(foundRight(version)));
  console.log(`The backup of ${madeAt} is whole: ${ledger.versions.length} months`);
  return 0;
});
