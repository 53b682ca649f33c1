import 'server-only';

import { z } from 'zod';
import { may, type Permission } from '@/lib/auth/permissions';
import { contextOf, type ServiceContext } from '@/lib/context.server';
import { env } from '@/lib/env.server';
import { defineFilters, type FieldSet, type Filters, type FilterValues, oneOf } from '@/lib/query/filters';
import { type Answering, answer, jsonResponse } from './answer.server';
import { type CsvDownload, contentDisposition } from './csv';
import { csvStream } from './csv-stream';
import { AppError } from './errors';
import { checkOrigin } from './origin';
import { readJson } from './read-json';
import { routeLabel } from './route-label';

type Params = Readonly<Record<string, string>>;
type RouteContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

interface Access {
  /** What the actor's role must allow, beyond being signed in. */
  needs?: Permission;
}

interface Input {
  ctx: ServiceContext;
  params: Params;
  request: Request;
}

/** One GET that answers JSON. The answer passes through its schema, so that a field nobody declared cannot leave. */
export function apiGet<F extends FieldSet, Schema extends z.ZodType>(
  route: Access & { query?: Filters<F>; response: Schema },
  handler: (input: Input & { query: FilterValues<F> }) => Promise<z.input<Schema>>,
): RouteHandler {
  return signedIn(route, async (input) => {
    const query = readQuery(route.query, new URL(input.request.url).searchParams);
    return jsonResponse(declared(route.response, await handler({ ...input, query })));
  });
}

/** One POST of JSON from our own origin. `status` is that of success, 200 unless given. */
export function apiPost<Body extends z.ZodType, Schema extends z.ZodType>(
  route: Access & { body: Body; response: Schema; status?: number },
  handler: (input: Input & { body: z.output<Body> }) => Promise<z.input<Schema>>,
): RouteHandler {
  return signedIn(route, async (input) => {
    const body = readBody(route.body, await readJson(input.request));
    return jsonResponse(declared(route.response, await handler({ ...input, body })), route.status);
  });
}

/** One PATCH of JSON; a body like that of {@link apiPost}. */
export const apiPatch = apiPost;

/** One DELETE: 204 when it is gone. */
export function apiDelete(route: Access, handler: (input: Input) => Promise<void>): RouteHandler {
  return signedIn(route, async (input) => {
    await handler(input);
    return new Response(null, { status: 204 });
  });
}

/**
 * One CSV file of exactly what the filters list. `bom=true` starts it with a byte order mark;
 * `labels=true` asks the handler for column titles in the language of the session.
 */
export function apiDownload<F extends FieldSet>(
  route: Access & { query: Filters<F> },
  handler: (input: Input & { query: FilterValues<F>; labels: boolean }) => Promise<CsvDownload>,
): RouteHandler {
  return signedIn(route, async (input) => {
    const { format, filters } = splitFormat(new URL(input.request.url).searchParams);
    const query = readQuery(route.query, filters);
    const download = await handler({ ...input, query, labels: format.labels });
    return new Response(await csvStream(download, format), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': contentDisposition(download.name, 'csv'),
      },
    });
  });
}

/** A route without a session: health, set-up, next-auth. Writes are still checked for their origin. */
export function publicRoute(
  handler: (input: Answering & { request: Request; params: Params }) => Promise<Response>,
): RouteHandler {
  return async (request, context) =>
    answer(request, await routeOf(request, context), async (answering) => {
      refuseForeignWrite(request);
      return handler({ ...answering, request, params: await readParams(context) });
    });
}

function signedIn(access: Access, work: (input: Input) => Promise<Response>): RouteHandler {
  return async (request, context) =>
    answer(request, await routeOf(request, context), async (answering) => {
      const params = await readParams(context);
      refuseForeignWrite(request);
      const failed = new AbortController();
      const signal = AbortSignal.any([request.signal, failed.signal]);
      const ctx = await contextOf({ headers: request.headers, requestId: answering.requestId, signal });
      answering.log = ctx.log;
      if (access.needs && !may(ctx.actor.role, access.needs)) {
        throw new AppError('forbidden', `Your role (${ctx.actor.role}) does not allow this`);
      }
      return work({ ctx, params, request }).catch((error: unknown) => {
        // What the request still reads beside is read for nobody.
        failed.abort();
        throw error;
      });
    });
}

function refuseForeignWrite(request: Request): void {
  checkOrigin(request.method, request.headers, { url: env().SUANPAN_URL, guessed: env().urlIsGuessed });
}

async function readParams({ params }: RouteContext): Promise<Params> {
  // Next leaves them undefined on a route without any.
  const entries = Object.entries((await params) ?? {});
  // No store has such a name, and some refuse to look for it.
  if (entries.some(([, value]) => String(value).includes('\0')))
    throw new AppError('not_found', 'There is no such thing.');
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : (value ?? '')]),
  );
}

async function routeOf(request: Request, { params }: RouteContext): Promise<string> {
  return routeLabel(new URL(request.url).pathname, (await params) ?? {});
}

const noFilters = defineFilters({});

function readQuery<F extends FieldSet>(filters: Filters<F> | undefined, given: URLSearchParams): FilterValues<F> {
  // Without filters F is empty, and so are its values.
  const { values, problems } = (filters ?? (noFilters as unknown as Filters<F>)).parse(given);
  if (problems.length === 0) return values;
  const told = problems.map(({ field, problem }) => `${field.slice(0, LONGEST_NAME)} ${problem}`);
  throw new AppError('bad_request', firstOf(told), { field: problems[0]?.field.slice(0, LONGEST_NAME) });
}

const LONGEST_NAME = 60;
const MOST_PROBLEMS = 5;

/** The first few; a reader mends those, and a request with thousands gets no answer of its own size. */
function firstOf(problems: readonly string[]): string {
  const rest = problems.length - MOST_PROBLEMS;
  return [...problems.slice(0, MOST_PROBLEMS), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

export function readBody<Body extends z.ZodType>(schema: Body, given: unknown): z.output<Body> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    // An unknown key is told by its name, not by where it was found.
    if (issue.code !== 'unrecognized_keys') return [{ field: path.join('.') || 'body', message: issue.message }];
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'there is no such field here' }));
  });
  const told = problems.map(({ field, message }) => `${field.slice(0, LONGEST_NAME)}: ${message}`);
  throw new AppError('bad_request', firstOf(told), { field: problems[0]?.field.slice(0, LONGEST_NAME) });
}

/** zod drops unknown keys; an answer that does not fit is our fault, not the caller's. */
function declared<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new AppError('internal', `An answer does not fit its schema: ${z.prettifyError(parsed.error)}`);
}

function splitFormat(given: URLSearchParams) {
  const filters = new URLSearchParams(given);
  const format = formatFilters.parse(
    new URLSearchParams([...given].filter(([name]) => Object.hasOwn(formatFilters.fields, name))),
  );
  for (const name of Object.keys(formatFilters.fields)) filters.delete(name);
  const [problem] = format.problems;
  if (problem) throw new AppError('bad_request', `${problem.field} ${problem.problem}`, { field: problem.field });
  return { format: { bom: format.values.bom === 'true', labels: format.values.labels === 'true' }, filters };
}

const formatFilters = defineFilters({
  format: oneOf(['csv'], 'csv'),
  bom: oneOf(['true', 'false'], 'false'),
  labels: oneOf(['true', 'false'], 'false'),
});
