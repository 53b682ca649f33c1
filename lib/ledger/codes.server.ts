import 'server-only';

import type { Ledger } from './ledger';

export interface CodeName {
  kind: 'service' | 'resource_type' | 'region' | 'project';
  code: string;
  name: string;
}

/** Codes of the lines of a version with the name that each had there. */
export function codesOf(ledger: Ledger, version: number, signal?: AbortSignal): Promise<CodeName[]> {
  const pairs = [
    ['service', 'usage_lines', 'cloud_service_type', 'cloud_service_type_name'],
    ['service', 'fee_lines', 'cloud_service_type', 'cloud_service_type_name'],
    ['resource_type', 'usage_lines', 'resource_Type_code', 'resource_type_name'],
    ['resource_type', 'fee_lines', 'resource_type', 'resource_type_name'],
    ['region', 'usage_lines', 'region', 'region_name'],
    ['region', 'fee_lines', 'region', 'region_name'],
    ['project', 'usage_lines', 'enterprise_project_id', 'enterprise_project_name'],
    ['project', 'fee_lines', 'enterprise_project_id', 'enterprise_project_name'],
  ] as const;
  const parts = pairs.map(
    ([kind, fact, code, name]) =>
      `SELECT '${kind}' AS kind, \`${code}\` AS code, any(\`${name}\`) AS name FROM ledger.${fact} ` +
      `WHERE version = {version:UInt32} AND \`${code}\` != '' AND \`${name}\` != '' GROUP BY code`,
  );
  return ledger.read<CodeName>({ sql: parts.join(' UNION ALL '), params: { version } }, { signal });
}
