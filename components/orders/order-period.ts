/** Periods of creation that a person picks with one click; days are UTC, as order times are. */
export const presets = ['month', 'last30', 'year', 'lastYear'] as const;
export type PeriodPreset = (typeof presets)[number];

interface Period {
  from: string | null;
  to: string | null;
}

const DAY_MS = 86_400_000;

/** @param today `YYYY-MM-DD` */
export function periodOf(preset: PeriodPreset | null, today: string): Period {
  const year = today.slice(0, 4);
  switch (preset) {
    case 'month':
      return { from: today.slice(0, 7), to: null };
    case 'last30':
      return { from: new Date(Date.parse(`${today}T00:00:00Z`) - 29 * DAY_MS).toISOString().slice(0, 10), to: null };
    case 'year':
      return { from: `${year}-01`, to: null };
    case 'lastYear':
      return { from: `${Number(year) - 1}-01`, to: `${Number(year) - 1}-12` };
    default:
      return { from: null, to: null };
  }
}

/** Which preset a period is, `custom` for another one, null for any time. */
export function presetOf({ from, to }: Period, today: string): PeriodPreset | 'custom' | null {
  if (from === null && to === null) return null;
  const found = presets.find((preset) => {
    const period = periodOf(preset, today);
    return period.from === from && period.to === to;
  });
  return found ?? 'custom';
}
