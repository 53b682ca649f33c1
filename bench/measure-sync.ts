import { runSync } from './sync-run';

const [months = 36, lines = 5000, accounts = 3] = process.argv.slice(2).map(Number);
const run = await runSync({ months, lines, accounts });
process.stdout.write(`${JSON.stringify(run)}\n`);
