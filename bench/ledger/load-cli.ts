import { loadedLedger } from './load';

const loaded = await loadedLedger(Number(process.argv[2]));
process.stdout.write(`${JSON.stringify(loaded)}\n`);
