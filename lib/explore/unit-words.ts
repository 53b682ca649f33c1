import type { ExploreBlock } from './schema';

/** What a unit of use is called: a key of the messages of Explore, or a name as it stands. */
export type UnitWords =
  | { key: null; name: string }
  | { key: 'unitCoded'; name: string; code: string }
  | { key: 'unit'; code: string }
  | { key: 'noUnit' };

/**
 * @param names of codes (`measure_id`, contract 2.f and 2.g)
 * @param blocks beside which it is shown: several codes of the service have the same name
 */
export function unitWords(
  unit: ExploreBlock['unit'],
  names: Readonly<Record<string, string>>,
  blocks: readonly Pick<ExploreBlock, 'unit'>[],
): UnitWords {
  const code = String(unit ?? '');
  const name = names[code];
  if (name === undefined) return code ? { key: 'unit', code } : { key: 'noUnit' };
  const isAlone = blocks.every((other) => other.unit === unit || names[String(other.unit ?? '')] !== name);
  return isAlone ? { key: null, name } : { key: 'unitCoded', name, code };
}
