const DAY_MS = 86_400_000;

const dayNumber = (time: number): number => Math.floor(time / DAY_MS);

/**
 * Calendar days from now to an expiry, both in UTC, the clock that expire times are shown in: 0 is today and 1 is
 * tomorrow, however few hours lie between; negative when that day has passed. Null for what is no instant.
 */
export function daysLeft(expireTime: string | null, now: Date): number | null {
  const at = expireTime === null ? Number.NaN : Date.parse(expireTime);
  return Number.isNaN(at) ? null : dayNumber(at) - dayNumber(now.getTime());
}
