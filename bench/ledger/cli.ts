import { live } from '../../scripts/lifetime.mjs';
import { table } from '../../scripts/progress.mjs';
import { measureLedger } from './measure';

await live(async (family: Parameters<typeof measureLedger>[0]['family']) => {
  const results = await measureLedger({ family, port: Number(process.env.MEASURE_PORT ?? 45_300) });
  console.log(
    table(
      ['benchmark', 'value', 'unit', 'against', 'ratio', 'bar', 'ok'],
      results.map((r) => [r.name, r.value, r.unit, r.against ?? '–', r.ratio ?? '–', r.bar === null ? '–' : Math.round(r.bar * 10) / 10, r.ok ? 'ok' : 'OVER']),
    ),
  );
  process.exit(0);
});
