/** So much of a code tells most apart; the whole of it is in the key of the row. */
const SHORT = 8;

/** Names of codes; two things of one name, such as projects of two accounts, are told apart by the start of their codes. */
export function distinctNames(codes: readonly string[], names: ReadonlyMap<string, string>): Map<string, string> {
  const byName = new Map<string, string[]>();
  for (const code of new Set(codes)) {
    const name = names.get(code) ?? code;
    byName.set(name, [...(byName.get(name) ?? []), code]);
  }
  const told = new Map<string, string>();
  for (const [name, own] of byName) {
    const isShort = new Set(own.map((code) => code.slice(0, SHORT))).size === own.length;
    for (const code of own) {
      told.set(code, own.length === 1 ? name : `${name} (${isShort ? code.slice(0, SHORT) : code})`);
    }
  }
  return told;
}
