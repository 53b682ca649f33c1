import { sourceStack } from './source-stack';

const SECRET_NAME =
  /^(authorization|proxy-authorization|cookie|set-cookie|ak|sk|access[-_]?key|secret[-_]?key|credentials?|jwt|csrf.*)$|password|secret|token|_(ak|sk)$|sealed/i;
const REDACTED = '[redacted]';
const MAX_DEPTH = 6;
const MAX_ITEMS = 100;
const MAX_TEXT = 4000;

/** A copy for the log: fields with secret names emptied at any depth, errors as plain fields, sizes bounded. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return describeError(value, depth);
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redact(item, depth + 1));
  const entries = value instanceof Map || value instanceof Headers ? [...value.entries()] : Object.entries(value);
  return Object.fromEntries(
    entries
      .slice(0, MAX_ITEMS)
      .map(([name, field]) => [name, SECRET_NAME.test(String(name)) ? REDACTED : redact(field, depth + 1)]),
  );
}

function describeError(error: Error, depth: number): Record<string, unknown> {
  const {
    name: _name,
    message: _message,
    stack: _stack,
    cause,
    ...fields
  } = Object.assign({}, error) as Partial<Error>;
  const own = redact(fields, depth + 1) as Record<string, unknown>;
  const described = {
    type: error.name,
    message: redact(error.message),
    stack: redact(sourceStack(error.stack)),
    ...own,
  };
  return error.cause === undefined ? described : { ...described, cause: redact(cause ?? error.cause, depth + 1) };
}
