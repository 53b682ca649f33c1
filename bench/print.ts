import { table } from '../scripts/progress.mjs';
import type { Result } from './result';

/** The table of a run on standard output. */
export function print(results: readonly Result[]): void {
  console.log(table(['benchmark', 'value', 'unit', 'against', 'ratio', 'bar', 'ok'], results.map(rowOf)));
}

function rowOf({ name, value, unit, against, ratio, bar, ok }: Result): (string | number)[] {
  return [name, value, unit, against ?? '–', ratio ?? '–', bar ?? '–', ok ? 'ok' : 'OVER'];
}
