const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `36h`, `-20m`, `90s` or `8d` in milliseconds; null when it is nothing of the kind. */
export function parseDuration(text: string): number | null {
  const match = /^([+-]?\d{1,12})([smhd])$/.exec(text);
  const unit = UNITS[match?.[2] ?? ''];
  return match && unit !== undefined ? Number(match[1]) * unit : null;
}
