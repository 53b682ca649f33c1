import type { z } from 'zod';
import { AppError } from '@/lib/http/errors';
import type { Site } from './connection';

export type QueryValue = string | number | boolean | null | undefined;

/** What one call sends; null and undefined members are left out, an empty string is sent (contract 5.3). */
export interface OperationRequest {
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, QueryValue>>;
  body?: Readonly<Record<string, unknown>>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Operations that share a backend upstream, and so its outages. */
export type Group = 'orders' | 'resources' | 'prices' | 'bills' | 'accounts' | 'catalogue' | 'enterprise';

/** One operation of the contract: everything that is known about it before a call. */
export interface Operation<Input, Schema extends z.ZodType = z.ZodType> {
  /** Our name of it in metrics and log lines. */
  name: string;
  group: Group;
  method: Method;
  /** Path with `{name}` for each parameter; the only source of paths that we ask for. */
  path: string;
  /** Calls a second and account (contract 1.7). */
  quota: number;
  /** Changes nothing upstream, so that asking twice is safe. */
  readOnly: boolean;
  /** A success is 204 without a body; otherwise an empty body is an error. */
  answersEmpty?: boolean;
  /** The sites that have it; all when absent (contract 5.6). */
  sites?: readonly Site[];
  request: (input: Input) => OperationRequest;
  response: Schema;
  /** Reads the bytes of a usual answer as `response` would; undefined for any other. */
  fast?: (bytes: Buffer) => z.output<Schema> | undefined;
}

export const defineOperation = <Input, Schema extends z.ZodType>(operation: Operation<Input, Schema>) => operation;

export interface Page {
  /** Records to skip, not pages (contract 1.8). */
  offset?: number;
  limit?: number;
}

const FORBIDDEN_IN_SEGMENT = /[/\\\u0000-\u001f\u007f]/;
const SEGMENT_LIMIT = 64;

/**
 * Fills a path template. A parameter stays one segment, whatever is in it: nothing that a server could read as
 * another path after decoding it once is let through, and `%` is encoded, so a second decoding finds its own text.
 * @throws AppError `bad_request`
 */
export function fillPath(template: string, parameters: Readonly<Record<string, string>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name] ?? '';
    const usable = value !== '' && value !== '.' && value !== '..' && value.length <= SEGMENT_LIMIT;
    if (!usable || FORBIDDEN_IN_SEGMENT.test(value) || !value.isWellFormed()) {
      throw new AppError('bad_request', 'That is not an identifier that the billing service could know.', {
        field: name,
      });
    }
    return percentEncode(value);
  });
}

/** Contract 1.3 step 3: UTF-8, upper-case hex, unreserved characters as they are. */
export function percentEncode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
