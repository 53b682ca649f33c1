import 'server-only';

import { type CodeName, CodeNames, NAMED_CODES } from './code-names';
import type { Ledger } from './ledger';

type Pairs = Record<CodeName['kind'], [code: string, name: string][]>;

/** Codes of the lines of a version with a name that each had there. */
export async function codesOf(ledger: Ledger, version: number, signal?: AbortSignal): Promise<CodeName[]> {
  const selects = Object.entries(NAMED_CODES).map(([fact, kinds]) => {
    const sets = Object.entries(kinds).map(
      ([kind, [code, name]]) => `groupUniqArray((toString(\`${code}\`), toString(\`${name}\`))) AS ${kind}`,
    );
    return `SELECT ${sets.join(', ')} FROM ledger.${fact} WHERE version = {version:UInt32}`;
  });
  const rows = await ledger.read<Pairs>({ sql: selects.join(' UNION ALL '), params: { version } }, { signal });
  const codes = new CodeNames();
  for (const row of rows) {
    for (const [kind, pairs] of Object.entries(row) as [CodeName['kind'], Pairs[CodeName['kind']]][]) {
      for (const [code, name] of pairs) codes.add({ kind, code, name });
    }
  }
  return codes.all;
}
