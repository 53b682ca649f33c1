import type { RecordColumns } from '@/lib/record-columns';
import type { Runs } from '@/lib/runs';
import type { LineFactName } from './line-fact';

export interface CodeName {
  kind: 'service' | 'resource_type' | 'region' | 'project';
  code: string;
  name: string;
}

/** Column of the code and of its name, per kind. */
export const NAMED_CODES = {
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
} as const satisfies Record<LineFactName, Record<CodeName['kind'], readonly [string, string]>>;

/** Codes of lines with a name that each has there. */
export class CodeNames {
  readonly #known = new Map<string, CodeName>();

  get all(): CodeName[] {
    return [...this.#known.values()];
  }

  add({ kind, code, name }: CodeName): void {
    if (code !== '' && name !== '') this.#known.set(`${kind} ${code}`, { kind, code, name });
  }

  /** Those of a page. */
  take(fact: LineFactName, records: RecordColumns<object>): void {
    for (const [kind, [code, name]] of Object.entries(NAMED_CODES[fact]) as [CodeName['kind'], [string, string]][]) {
      for (const [own, called] of pairsOf(records.columnNamed(code), records.columnNamed(name))) {
        if (typeof own === 'string' && typeof called === 'string') this.add({ kind, code: own, name: called });
      }
    }
  }
}

/** What two columns say in the same row, once for each change of one of them. */
function* pairsOf(one: Runs<unknown>, other: Runs<unknown>): Generator<[unknown, unknown]> {
  let run = 0;
  let at = 0;
  while (run < one.values.length && at < other.values.length) {
    yield [one.values[run], other.values[at]];
    const end = one.starts[run + 1] ?? Infinity;
    const otherEnd = other.starts[at + 1] ?? Infinity;
    if (end === Infinity && otherEnd === Infinity) return;
    if (end <= otherEnd) run += 1;
    if (otherEnd <= end) at += 1;
  }
}
