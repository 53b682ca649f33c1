/** One line of the benchmark table and of its file. */
export interface Result {
  name: string;
  value: number;
  unit: string;
  /** What the value is compared with: another program's measurement of the same run, or a promise. */
  against: number | null;
  /** value / against. */
  ratio: number | null;
  bar: number | null;
  ok: boolean;
}

/** @param bar the value may not be above it; null when nothing is promised */
export function result(
  name: string,
  measured: { value: number; unit: string; against?: number },
  bar: number | null,
): Result {
  const { value, unit, against = null } = measured;
  const ratio = against === null || against === 0 ? null : round(value / against);
  return {
    name,
    value: round(value),
    unit,
    against: against === null ? null : round(against),
    ratio,
    bar,
    ok: bar === null || value <= bar,
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
