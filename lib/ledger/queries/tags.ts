import type { Parameters } from '../statement';

/** Tags of a line, one text each: `env=prod;team=core`, or with commas. */
export const TAGS_SQL =
  "arrayMap(tag -> trimBoth(tag), splitByChar(';', replaceAll(toString(resource_tag), ',', ';')))";

/** The value of one tag key, or the empty text. */
export function tagValue(key: string, parameters: Parameters): string {
  const start = parameters.bind(`${key}=`, 'String');
  return `substring(arrayFirst(one -> startsWith(one, ${start}), ${TAGS_SQL}), length(${start}) + 1)`;
}

/** Lines with a tag: `key`, `key=value`, or `key=` for what has no value of it. */
export function tagCondition(tag: string, parameters: Parameters): string {
  const value = parameters.bind(tag, 'String');
  if (tag.indexOf('=') === tag.length - 1 && tag !== '') return `${tagValue(tag.slice(0, -1), parameters)} = ''`;
  // The first half runs on the dictionary and leaves few rows to the second.
  const has = tag.includes('=')
    ? `has(${TAGS_SQL}, ${value})`
    : `arrayExists(tag -> tag = ${value} OR startsWith(tag, concat(${value}, '=')), ${TAGS_SQL})`;
  return `(position(resource_tag, ${value}) > 0 AND ${has})`;
}
