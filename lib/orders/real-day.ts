/** False for 30 February and its like; null and months `YYYY-MM` pass. */
export function isRealDay(text: string | null): boolean {
  if (text === null || text.length === 7) return true;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
