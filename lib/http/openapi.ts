import { z } from 'zod';
import type { FieldSet, Filters } from '@/lib/query/filters';

/** What the API document says of one route and method. */
export interface Operation {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Path below `/api/v1`, with `{name}` for parameters. */
  path: string;
  summary: string;
  // The document only lists names and schemas, so the value types do not matter here.
  query?: Pick<Filters<FieldSet>, 'fields'>;
  body?: z.ZodType;
  response?: z.ZodType;
  /** The answer is a CSV file of exactly what the same filters list. */
  csv?: boolean;
  /** Answers without a session. */
  open?: boolean;
  /** Of success; 200 unless said, and 204 of what is deleted. */
  status?: number;
}

const csvParameters = [
  { name: 'format', schema: { type: 'string', enum: ['csv'], default: 'csv' } },
  {
    name: 'bom',
    description: 'start with a byte order mark, for spreadsheets',
    schema: { type: 'boolean', default: false },
  },
  {
    name: 'labels',
    description: 'column titles in the language of the session',
    schema: { type: 'boolean', default: false },
  },
];

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'what happened and the way out' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    field: { type: 'string', description: 'the input that was wrong' },
    retryAfter: { type: 'integer', description: 'seconds' },
    upstreamCode: { type: 'string', description: 'the code of Huawei Cloud' },
  },
};

/** OpenAPI 3.1 of the given operations. Schemas with an id become components. */
export function openApiDocument(operations: readonly Operation[], version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  const components: Record<string, unknown> = { Problem: problemSchema };
  for (const operation of operations) {
    const path = (paths[`/api/v1${operation.path}`] ??= {});
    path[operation.method] = describe(operation, components);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Suanpan',
      version,
      description:
        'Everything a page shows. Amounts are exact decimal text; cycles are months in GMT+8; times are UTC.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ session: [] }],
    paths,
    components: {
      schemas: components,
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'next-auth.session-token' } },
    },
  };
}

function describe(operation: Operation, components: Record<string, unknown>) {
  const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  return {
    operationId:
      operation.method +
      operation.path.replace(/[/{}]+(\w)/g, (_, first: string) => first.toUpperCase()).replace(/\W/g, ''),
    summary: operation.summary,
    ...(operation.open ? { security: [] } : {}),
    parameters: [
      ...named.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...Object.entries(operation.query?.fields ?? {}).map(([name, field]) => ({
        name,
        in: 'query',
        schema: field.schema,
      })),
      ...(operation.csv ? csvParameters.map((parameter) => ({ in: 'query', ...parameter })) : []),
    ],
    ...(operation.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: asJsonSchema(operation.body, 'input', components) } },
          },
        }
      : {}),
    responses: { [statusOf(operation)]: success(operation, components), default: problem },
  };
}

const problem = {
  description: 'what happened, why, and what to do',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const statusOf = ({ method, status = method === 'delete' ? 204 : 200 }: Operation): number => status;

function success(operation: Operation, components: Record<string, unknown>) {
  if (statusOf(operation) === 204) return { description: 'it is gone' };
  if (operation.csv) return { description: 'the file', content: { 'text/csv': { schema: { type: 'string' } } } };
  const schema = operation.response ? asJsonSchema(operation.response, 'output', components) : { type: 'object' };
  return { description: 'the answer', content: { 'application/json': { schema } } };
}

/** zod's JSON Schema with its named parts moved to the components of the document. */
function asJsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Record<string, unknown>): unknown {
  const { $schema: _, $defs, ...root } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', reused: 'inline' });
  const moved = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'));
  for (const [id, part] of Object.entries($defs ?? {})) components[id] = moved(part);
  const { id, ...body } = root as { id?: string };
  if (!id) return moved(body);
  components[id] = moved(body);
  return { $ref: `#/components/schemas/${id}` };
}
