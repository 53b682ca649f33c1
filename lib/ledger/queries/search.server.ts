import 'server-only';

import type { Ledger } from '../ledger';
import { sourceOf } from '../rollup/source';
import { Parameters } from '../statement';
import { columnsOf, type LineConditions, lineConditions, NO_CONDITIONS } from './line-conditions';
import type { FoundResources, LinesWanted } from './line-where';

type Asked = Omit<LinesWanted, 'conditions' | 'found' | 'begun'>;
/** More of them are no help: most lines are read anyway. */
const MOST_RESOURCES = 1000;

/**
 * Prepares a search: text is looked for in the sums of a month first, a hundredth of the lines.
 * @returns what is known of the lines that have it
 */
export async function prepareSearch(
  ledger: Ledger,
  asked: Asked,
  { conditions, signal }: { conditions: Omit<LineConditions, 'tradeless'>; signal?: AbortSignal },
): Promise<Pick<LinesWanted, 'conditions' | 'found' | 'begun'>> {
  const { q, order, tag } = conditions;
  const [trades, found] = await Promise.all([
    areTrades(ledger, { ...asked, texts: [q, order].filter((text) => text !== null) }, signal),
    q === null && tag === null ? null : findResources(ledger, { ...asked, q, tag }, signal),
  ]);
  const begun = q !== null || order !== null || tag !== null;
  return { conditions: { ...conditions, tradeless: !trades }, found: trades ? null : found, begun };
}

/**
 * Whether one of these texts is the transaction ID of a line. Every line has another, so they are not among the sums;
 * but an index tells of most texts that no line has them.
 */
async function areTrades(
  ledger: Ledger,
  { fact, versions, texts }: Asked & { texts: readonly string[] },
  signal?: AbortSignal,
): Promise<boolean> {
  if (texts.length === 0 || versions.length === 0) return false;
  const parameters = new Parameters();
  const rows = await ledger.read<{ found: number }>(
    parameters.query(
      `SELECT 1 AS found FROM ledger.${fact} WHERE version IN ${parameters.bind(versions, 'Array(UInt32)')} ` +
        `AND trade_id IN ${parameters.bind(texts, 'Array(String)')} LIMIT 1`,
    ),
    { signal, keep: true },
  );
  return rows.length > 0;
}

/** The resources with lines that have a text or a tag. @returns null when there are too many, or no sums */
async function findResources(
  ledger: Ledger,
  { q, tag, ...asked }: Asked & Pick<LineConditions, 'q' | 'tag'>,
  signal?: AbortSignal,
): Promise<FoundResources | null> {
  const parameters = new Parameters();
  const conditions = { ...NO_CONDITIONS, q, tag };
  const source = sourceOf(asked, { columns: columnsOf(conditions), parameters });
  if (!source.rolled) return null;
  const has = [...lineConditions(source, conditions, parameters)].join(' AND ');
  const rows = await ledger.read<{ id: string; services: string[]; whole: number }>(
    parameters.query(
      'SELECT toString(resource_id) AS id, groupUniqArray(toString(cloud_service_type)) AS services, min(has) AS whole ' +
        `FROM (SELECT resource_id, cloud_service_type, ${has} AS has FROM ${source.table} WHERE ${source.versions}) ` +
        `GROUP BY id HAVING max(has) = 1 LIMIT ${MOST_RESOURCES + 1}`,
    ),
    { signal, keep: true },
  );
  if (rows.length > MOST_RESOURCES) return null;
  return {
    services: [...new Set(rows.flatMap(({ services }) => services))],
    ids: rows.map(({ id }) => id),
    whole: rows.every(({ whole }) => whole === 1),
  };
}
