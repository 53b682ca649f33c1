// The ledger alone: `BENCH_LINES=1000000 node --import tsx --conditions=react-server bench/measure-ledger.ts`.
import { live } from '../scripts/lifetime.mjs';
import { type Family, measureLedger } from './ledger/measure';
import { print } from './print';

await live(async (family) => {
  const results = await measureLedger({ family: family as Family, port: Number(process.env.MEASURE_PORT ?? 3300) });
  print(results);
  process.exit(results.every(({ ok }) => ok) ? 0 : 1);
});
