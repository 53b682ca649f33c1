import type { Operation } from '../operations/operation';
import type { Site } from '../world/accounts';
import type { Request } from './cases';
import { bodyOf, describedAs, parametersOf, resolve, type Schema } from './description';

/** One way of overstepping the description: `name` is `parameter rule`. */
export interface Breach {
  name: string;
  /** Where the offending value sits in the body; a path or query parameter has none. */
  place: Place | null;
  apply(base: Request): Request;
}

type Place = readonly { name: string; schema: Schema }[];

const OTHER_SITE: Record<Site, string> = { intl: 'cn', eu: 'cn', cn: 'intl' };

/** Every breach of required members, types, ranges, lengths, list sizes and value lists that the description allows to derive. */
export function breachesOf(operation: Operation, site: Site): readonly Breach[] {
  const described = describedAs(operation);
  if (!described) return [];
  const found: Breach[] = [];
  for (const parameter of parametersOf(described)) {
    const add = (rule: string, apply: Breach['apply']) =>
      found.push({ name: `${parameter.name} ${rule}`, place: null, apply });
    if (parameter.in === 'path') {
      const longest = parameter.schema.maxLength;
      if (longest === undefined) continue;
      const path = operation.path.replace(`{${parameter.name}}`, 'x'.repeat(longest + 1));
      add('maxLength', (base) => ({ ...base, path }));
      continue;
    }
    if (parameter.required)
      add('missing', (base) => ({ ...base, query: { ...base.query, [parameter.name]: undefined } }));
    for (const [rule, value] of wrongTexts(parameter.schema)) {
      add(rule, (base) => ({ ...base, query: { ...base.query, [parameter.name]: value } }));
    }
  }
  const body = bodyOf(described);
  return body ? [...found, ...breachesIn(body, [], site)] : found;
}

function breachesIn(schema: Schema, above: Place, site: Site): Breach[] {
  const found: Breach[] = [];
  for (const [name, raw] of Object.entries(schema.properties ?? {})) {
    const member = resolve(raw.anyOf?.find((part) => part.$ref !== undefined) ?? raw);
    if (raw['x-site'] === OTHER_SITE[site]) continue;
    const place = [...above, { name, schema: member }];
    const add = (rule: string, value: unknown) =>
      found.push({
        name: `${place.map(label).join('.').replace(/\[\]$/, '')} ${rule}`,
        place,
        apply: (base) => ({ ...base, body: put(base.body ?? {}, place, value) }),
      });
    if (schema.required?.includes(name)) {
      add('missing', undefined);
      add('null', null);
    }
    for (const [rule, value] of wrongValues(member)) add(rule, value);
    const inner = resolve(member.items ?? member);
    if (inner.properties) found.push(...breachesIn(inner, place, site));
  }
  return found;
}

const label = ({ name, schema }: Place[number]): string => (isType(schema, 'array') ? `${name}[]` : name);
const isType = (schema: Schema, type: string): boolean => [schema.type].flat().includes(type);

/** Wrong texts of a query parameter, by rule. */
function wrongTexts(schema: Schema): [rule: string, value: string][] {
  if (isType(schema, 'string')) {
    return wrongValues(schema).flatMap(([rule, value]) => (typeof value === 'string' ? [[rule, value]] : []));
  }
  if (isType(schema, 'boolean')) return [['type', 'maybe']];
  const numbers = wrongValues(schema).flatMap(([rule, value]): [string, string][] =>
    rule === 'type' || rule === 'fraction' ? [] : [[rule, String(value)]],
  );
  return [['type', 'x'], ['fraction', '1.5'], ...numbers];
}

function wrongValues(schema: Schema): [rule: string, value: unknown][] {
  const wrong: [string, unknown][] = [];
  if (isType(schema, 'string')) wrong.push(['type', 7]);
  if (isType(schema, 'integer')) wrong.push(['type', '1'], ['fraction', 1.5]);
  if (isType(schema, 'number')) wrong.push(['type', '1']);
  if (isType(schema, 'boolean')) wrong.push(['type', 'maybe']);
  if (isType(schema, 'array')) wrong.push(['type', {}]);
  if (schema.properties) wrong.push(['type', 'x']);
  if (schema.minimum !== undefined) wrong.push(['minimum', schema.minimum - 1]);
  if (schema.maximum !== undefined) wrong.push(['maximum', schema.maximum + 1]);
  if (schema.minLength !== undefined && schema.minLength > 0) wrong.push(['minLength', '']);
  if (schema.maxLength !== undefined) wrong.push(['maxLength', 'x'.repeat(schema.maxLength + 1)]);
  if (schema.minItems !== undefined && schema.minItems > 0) wrong.push(['minItems', []]);
  if (schema.maxItems !== undefined) wrong.push(['maxItems', tooMany(schema, schema.maxItems + 1)]);
  if (schema.items && isType(resolve(schema.items), 'string')) wrong.push(['items type', [7]]);
  const unlisted = schema.enum && outside(schema);
  if (unlisted !== undefined) wrong.push(['enum', unlisted]);
  return wrong;
}

/** A value inside the range or length that the list of values does not have. */
function outside(schema: Schema): unknown {
  if (isType(schema, 'string')) return 'nonsense'.slice(0, schema.maxLength ?? 8);
  const { minimum = 0, maximum = 0 } = schema;
  for (let value = minimum; value <= maximum; value += 1) if (!schema.enum?.includes(value)) return value;
  return undefined;
}

const tooMany = (schema: Schema, count: number): unknown[] =>
  Array.from({ length: count }, (_, index) => minimal(resolve(schema.items ?? {}), String(index)));

/** The smallest value that follows a schema; `text` tells the strings of a list apart. */
function minimal(schema: Schema, text = 'x'): unknown {
  const value = schema.enum?.[0];
  if (value !== undefined) return value;
  if (isType(schema, 'array')) return schema.items ? [minimal(resolve(schema.items))] : [];
  if (schema.properties) {
    const required = schema.required ?? [];
    return Object.fromEntries(required.map((name) => [name, minimal(resolve(schema.properties?.[name] ?? {}), text)]));
  }
  if (isType(schema, 'integer') || isType(schema, 'number')) return schema.minimum ?? 1;
  return isType(schema, 'boolean') ? false : text;
}

type Members = Readonly<Record<string, unknown>>;

/** A copy of the body with one value put in its place, in the first entry of each list on the way; undefined removes it. */
function put(body: Members, place: Place, value: unknown): Members {
  const [here, ...rest] = place;
  if (!here) return body;
  if (rest.length === 0) return { ...body, [here.name]: value };
  const present = body[here.name] ?? minimal(here.schema);
  if (!Array.isArray(present)) return { ...body, [here.name]: put(present as Members, rest, value) };
  const [first, ...others] = (present.length > 0 ? present : (minimal(here.schema) as unknown[])) as Members[];
  return { ...body, [here.name]: [put(first ?? {}, rest, value), ...others] };
}

/** Whether a request already has what the breach changes a part of. */
export function hasPlace(request: Request, { place }: Breach): boolean {
  let value: unknown = request.body ?? {};
  for (const { name } of place?.slice(0, -1) ?? []) {
    value = (value as Members)[name];
    if (Array.isArray(value)) [value] = value as unknown[];
    if (typeof value !== 'object' || value === null) return false;
  }
  return true;
}
