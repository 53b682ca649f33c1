/** Names of codes; two things of one name, such as projects of two accounts, are told apart by their codes. */
export function distinctNames(codes: readonly string[], names: ReadonlyMap<string, string>): Map<string, string> {
  const nameOf = (code: string) => names.get(code) ?? code;
  const all = [...new Set(codes)];
  const times = new Map<string, number>();
  for (const code of all) times.set(nameOf(code), (times.get(nameOf(code)) ?? 0) + 1);
  return new Map(
    all.map((code) => [code, (times.get(nameOf(code)) ?? 0) > 1 ? `${nameOf(code)} (${code})` : nameOf(code)]),
  );
}
