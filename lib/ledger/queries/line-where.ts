import { type LineFactName, lineFacts } from '../line-fact';
import type { RolledVersions } from '../rollup/versions';
import type { Parameters } from '../statement';
import { type LineConditions, lineConditions } from './line-conditions';

/** The resources that have a text, as their sums say (see search.server.ts). */
export interface FoundResources {
  services: readonly string[];
  ids: readonly string[];
  /** Every line of them has it, so that none needs to be looked at. */
  whole: boolean;
}

/** Lines of some versions. */
export interface LinesWanted extends RolledVersions {
  fact: LineFactName;
  conditions: LineConditions;
  /** Null when it is not known: then every line is looked at. */
  found: FoundResources | null;
  /** Whether the ledger was asked for this answer before. */
  begun: boolean;
}

/** The WHERE clause of a question about lines; versions first, since a partition is one. */
export function lineWhere({ fact, versions, conditions, found }: LinesWanted, parameters: Parameters): string {
  const columns = lineFacts[fact];
  const open = found?.whole ? { ...conditions, q: null, tag: null } : conditions;
  // Lines are sorted by service and resource: only those of the resources that have the text are read.
  const resources = found
    ? [
        `cloud_service_type IN ${parameters.bind(found.services, 'Array(String)')}`,
        `${columns.resourceId} IN ${parameters.bind(found.ids, 'Array(String)')}`,
      ]
    : [];
  return [
    `version IN ${parameters.bind(versions, 'Array(UInt32)')}`,
    ...resources,
    ...lineConditions({ columns, rolled: false }, open, parameters),
  ].join(' AND ');
}
