import { z } from 'zod';
import { operations } from '../../operations/routes';
import { parseDuration } from '../duration';

const duration = z.string().transform((text, context) => {
  const milliseconds = parseDuration(text);
  if (milliseconds !== null) return milliseconds;
  context.addIssue({ code: 'custom', message: 'must be a duration such as 20m, -20m or 36h' });
  return z.NEVER;
});
const headers = z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/)).default({});
const when = z.enum(['before', 'after']).default('before');
const decimalText = z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/, 'must be decimal text such as "-0.05"');
/** JSON text, taken over as it stands: `1e21`, `-0`, `0.1234567890123`. */
const jsonText = z.string().refine(isJson, 'must be JSON text');
const values = { set: z.record(z.string(), z.json()).default({}), raw: z.record(z.string(), jsonText).default({}) };

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const names = new Set<string>(['*', ...operations.map((operation) => operation.name)]);

/** To which calls a fault applies; all conditions must hold. */
const aim = {
  operation: z
    .string()
    .refine((name) => names.has(name), 'must be an official operation ID or *')
    .default('*'),
  /** Name, domain ID or access key, as the call claims it. */
  account: z.string().nullable().default(null),
  /** Parameters of query, body or path: a value, or text that begins with > >= < <= or !=. */
  match: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Matching calls that pass untouched first. */
  after: z.int().min(0).max(1e9).default(0),
  /** Calls it still applies to; null is without end. */
  count: z.int().min(1).max(1e9).nullable().default(null),
  probability: z.number().min(0).max(1).default(1),
  /** So many matching calls fail, then so many pass, and again. */
  burst: z
    .strictObject({ fail: z.int().min(1).max(1e6), pass: z.int().min(1).max(1e6) })
    .nullable()
    .default(null),
  /** Real milliseconds until it ends by itself. */
  forMs: z.int().min(1).max(86_400_000).nullable().default(null),
  /** Wait before anything else happens to the call. */
  latencyMs: z.number().min(0).max(600_000).default(0),
  /** A label of the tester's own, such as U4; the journal shows it. */
  name: z.string().max(64).nullable().default(null),
};

const kind = <K extends string, S extends z.core.$ZodLooseShape>(literal: K, shape: S) =>
  z.strictObject({ kind: z.literal(literal), ...aim, ...shape });

/** Every kind of fault; the control port reads exactly these members and refuses others. */
export const faultInput = z.discriminatedUnion('kind', [
  kind('delay', {}),
  // The connection
  kind('blackhole', { when }),
  kind('drop', { drop: z.enum(['before', 'after', 'middle']) }),
  kind('drip', { bytesPerSecond: z.number().min(0.1).max(1e9).default(1) }),
  kind('truncate', {
    framing: z.enum(['length', 'chunked']).default('length'),
    end: z.enum(['close', 'hang']).default('close'),
    share: z.number().min(0).max(0.99).default(0.5),
  }),
  kind('flood', {
    bytes: z.int().min(1).max(4e9).default(200_000_000),
    encoding: z.enum(['identity', 'gzip']).default('identity'),
  }),
  // Refusals
  kind('status', { status: z.int().min(200).max(599), body: z.json().default(null), headers, when }),
  kind('refuse', {
    code: z.string().regex(/^[A-Z]{3,6}\.\d{4,8}$/, 'must be an error code such as CBC.0151'),
    status: z.int().min(400).max(599).nullable().default(null),
    message: z.string().max(1000).nullable().default(null),
    when,
  }),
  kind('throttle', {
    retryAfter: z
      .union([z.int().min(0).max(86_400), z.string().max(64)])
      .nullable()
      .default(null),
    body: z.json().default(null),
  }),
  kind('credential', { state: z.enum(['revoked', 'locked', 'expired', 'tokenExpired']) }),
  kind('skew', { by: duration }),
  // The bytes of the answer
  kind('garble', {
    as: z.enum(['malformed', 'html', 'empty', 'bom', 'gbk', 'gbkAsUtf8', 'invalidUtf8', 'utf16']),
  }),
  // Lists
  kind('total', { total: z.union([z.int().min(0), z.literal('changing'), z.string().regex(/^[+-]\d{1,9}$/)]) }),
  kind('page', { keep: z.int().min(0).max(1000) }),
  kind('cap', { limit: z.int().min(1).max(1000) }),
  kind('shift', {
    rows: z.int().min(-1000).max(1000),
    times: z.int().min(1).max(1e6).default(1),
    total: z.enum(['follows', 'stays']).default('follows'),
  }),
  kind('reorder', {}),
  // Values
  kind('restate', { share: z.number().min(0).max(1).default(0.01), by: decimalText.default('0.01') }),
  kind('edit', { rows: z.union([z.int().min(1).max(1000), z.literal('all'), z.literal('top')]).default(1), ...values }),
  kind('numbers', {
    as: z.enum(['text', 'exponent', 'long', 'null', 'negativeZero', 'huge']),
    members: z.array(z.string()).max(50).nullable().default(null),
  }),
  // What the world does besides
  kind('world', { world: z.enum(['otherAmount', 'autoUnsubscribe']), by: decimalText.nullable().default(null) }),
]);

export type Fault = z.output<typeof faultInput> & { id: number };

/** One kind of fault. */
export type FaultOf<K extends Fault['kind']> = Extract<Fault, { kind: K }>;
