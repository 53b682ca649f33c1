import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { Operation } from '../operations/operation';
import type { Site } from '../world/accounts';

export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  anyOf?: readonly Schema[];
  'x-site'?: string;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: 'query' | 'path' | 'header';
  required?: boolean;
  schema: Schema;
}

interface Described {
  parameters?: readonly Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Readonly<Record<string, { content?: Record<string, { schema: Schema }> }>>;
}

interface ApiDocument {
  paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  components: { schemas: Readonly<Record<string, Schema>> };
}

const file = new URL('../contract/bss-openapi.yaml', import.meta.url);
const document = parse(readFileSync(file, 'utf8')) as ApiDocument;

/** What the contract's OpenAPI description says of an operation, or null when it does not have it. */
export const describedAs = ({ path, method }: Operation): Described | null =>
  document.paths[path]?.[method.toLowerCase()] ?? null;

/** A schema with its reference followed. */
export function resolve(schema: Schema): Schema {
  const name = schema.$ref?.split('/').pop();
  if (name === undefined) return schema;
  const found = document.components.schemas[name];
  if (!found) throw new Error(`the description has no schema ${name}`);
  return found;
}

/** Members of the query, the path and the body, in that order; the language header is not one of them. */
export const parametersOf = (described: Described): readonly Parameter[] =>
  (described.parameters ?? []).filter((parameter) => parameter.$ref === undefined);

export function bodyOf(described: Described): Schema | null {
  const schema = described.requestBody?.content['application/json']?.schema;
  return schema ? resolve(schema) : null;
}

const validators = new Map<Site, (operation: Operation) => ValidateFunction | null>();

/**
 * Validators of 200 answers on a site, null where there is no body. Stricter than the description: an object has no
 * members but those described, and what only the other site has is null.
 */
export function responseValidators(site: Site): (operation: Operation) => ValidateFunction | null {
  const known = validators.get(site);
  if (known) return known;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(closed(document, site) as object, 'bss');
  const compiled = new Map<string, ValidateFunction>();
  const find = (operation: Operation) => {
    if (describedAs(operation)?.responses['200'] === undefined) return null;
    const path = operation.path.replaceAll('~', '~0').replaceAll('/', '~1');
    const schema = `/paths/${path}/${operation.method.toLowerCase()}/responses/200/content/application~1json/schema`;
    const validate = compiled.get(operation.name) ?? ajv.compile({ $ref: `bss#${encodeURI(schema)}` });
    compiled.set(operation.name, validate);
    return validate;
  };
  validators.set(site, find);
  return find;
}

function closed(value: unknown, site: Site): unknown {
  if (Array.isArray(value)) return value.map((part) => closed(part, site));
  if (typeof value !== 'object' || value === null) return value;
  if ('x-site' in value && 'type' in value && value['x-site'] !== (site === 'cn' ? 'cn' : 'intl')) {
    return { type: 'null' };
  }
  const copy = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, closed(part, site)]));
  const isObject = 'properties' in value && 'type' in value && !('additionalProperties' in value);
  return isObject ? { ...copy, additionalProperties: false } : copy;
}
