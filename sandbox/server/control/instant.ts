const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An ISO instant with its offset, in milliseconds; null when it is none, as on 30 February. */
export function parseInstant(text: string): number | null {
  const [, year, month, day] = FORM.exec(text) ?? [];
  if (day === undefined) return null;
  // Date.parse lets 30 February through as 2 March.
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  const instant = Date.parse(text);
  return isDay && !Number.isNaN(instant) ? instant : null;
}
