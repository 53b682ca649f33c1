import 'server-only';

import type { Ledger } from '../ledger';
import { type Asked, sourceOf } from '../rollup/source';
import { Parameters } from '../statement';
import { ByVersionCache } from './by-version-cache';
import { TAGS_SQL } from './tags';

type Named = readonly [code: string, name: string];

/** What occurs in lines: codes with the names that they have there. */
export interface StoredChoices {
  services: readonly Named[];
  resourceTypes: readonly Named[];
  regions: readonly Named[];
  projects: readonly Named[];
  tagKeys: readonly string[];
}

const NONE: StoredChoices = { services: [], resourceTypes: [], regions: [], projects: [], tagKeys: [] };

type Cache = ByVersionCache<StoredChoices>;
const caches = new WeakMap<Ledger, Cache>();

/** What occurs in the lines of these versions, one entry for each of them. */
export function readLineChoices(ledger: Ledger, asked: Asked): Promise<StoredChoices[]> {
  const cache: Cache = caches.get(ledger) ?? new ByVersionCache(4);
  caches.set(ledger, cache);
  return cache.get(asked.fact, asked.versions, {
    none: NONE,
    load: (missing) => findChoices(ledger, { ...asked, versions: missing }),
  });
}

async function findChoices(ledger: Ledger, asked: Asked): Promise<Map<number, StoredChoices>> {
  const parameters = new Parameters();
  const { table, versions, columns } = sourceOf(asked, { columns: [], parameters });
  const pairs = (code: string, name: string) => `groupUniqArray((toString(${code}), toString(${name})))`;
  const query = parameters.query(
    `SELECT version, ${pairs('cloud_service_type', 'cloud_service_type_name')} AS services, ` +
      `${pairs(columns.resourceType, 'resource_type_name')} AS resourceTypes, ` +
      `${pairs('region', 'region_name')} AS regions, ` +
      `${pairs('enterprise_project_id', 'enterprise_project_name')} AS projects ` +
      `FROM ${table} WHERE ${versions} GROUP BY version`,
  );
  const [rows, tags] = await Promise.all([
    ledger.read<Omit<StoredChoices, 'tagKeys'> & { version: number }>(query),
    readTags(ledger, asked),
  ]);
  return new Map(rows.map(({ version, ...found }) => [version, { ...found, tagKeys: tags.get(version) ?? [] }]));
}

/** Few different tags stand in many lines: each is taken apart once. */
async function readTags(ledger: Ledger, asked: Asked): Promise<Map<number, string[]>> {
  const parameters = new Parameters();
  const { table, versions } = sourceOf(asked, { columns: ['resource_tag'], parameters });
  const tagKeys = `groupUniqArrayArray(arrayMap(tag -> splitByChar('=', tag)[1], ${TAGS_SQL}))`;
  const rows = await ledger.read<{ version: number; keys: string[] }>(
    parameters.query(
      `SELECT version, ${tagKeys} AS keys FROM (SELECT version, resource_tag FROM ${table} ` +
        `WHERE ${versions} AND resource_tag != '' GROUP BY version, resource_tag) GROUP BY version`,
    ),
  );
  return new Map(rows.map(({ version, keys }) => [version, keys.filter((key) => key !== '')]));
}
