import 'server-only';

import type { FactName } from './facts';
import type { Ledger } from './ledger';

export interface CodeName {
  kind: 'service' | 'resource_type' | 'region' | 'project';
  code: string;
  name: string;
}

/** Column of the code and of its name, per kind. */
const PAIRS = {
  usage_lines: {
    service: ['cloud_service_type', 'cloud_service_type_name'],
    resource_type: ['resource_Type_code', 'resource_type_name'],
    region: ['region', 'region_name'],
    project: ['enterprise_project_id', 'enterprise_project_name'],
  },
  fee_lines: {
    service: ['cloud_service_type', 'cloud_service_type_name'],
    resource_type: ['resource_type', 'resource_type_name'],
    region: ['region', 'region_name'],
    project: ['enterprise_project_id', 'enterprise_project_name'],
  },
} as const satisfies Partial<Record<FactName, Record<CodeName['kind'], readonly [string, string]>>>;

type Pairs = Record<CodeName['kind'], [code: string, name: string][]>;

/** Codes of the lines of a version with a name that each had there. */
export async function codesOf(ledger: Ledger, version: number, signal?: AbortSignal): Promise<CodeName[]> {
  const selects = Object.entries(PAIRS).map(([fact, kinds]) => {
    const sets = Object.entries(kinds).map(
      ([kind, [code, name]]) => `groupUniqArray((toString(\`${code}\`), toString(\`${name}\`))) AS ${kind}`,
    );
    return `SELECT ${sets.join(', ')} FROM ledger.${fact} WHERE version = {version:UInt32}`;
  });
  const rows = await ledger.read<Pairs>({ sql: selects.join(' UNION ALL '), params: { version } }, { signal });
  const known = new Map<string, CodeName>();
  for (const row of rows) {
    for (const [kind, pairs] of Object.entries(row) as [CodeName['kind'], Pairs[CodeName['kind']]][]) {
      for (const [code, name] of pairs) {
        if (code !== '' && name !== '') known.set(`${kind} ${code}`, { kind, code, name });
      }
    }
  }
  return [...known.values()];
}
