import type { Account, Site } from '../world/accounts';
import type { Tenant, World } from '../world/world';
import type { Language } from '../wire/language';

/** One authenticated call, past the gate. */
export interface Call {
  world: World;
  account: Account;
  tenant: Tenant;
  /** Business time. */
  now: number;
  query: URLSearchParams;
  body: Readonly<Record<string, unknown>>;
  /** Values of the `{names}` in the path. */
  path: Readonly<Record<string, string>>;
  /** What X-Language asks for, or null: the default differs by operation. */
  language: Language | null;
}

export interface Operation {
  /** The official operation ID. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** Calls in any one second per account (section 1.7). */
  quota: number;
  /** `required`: a JSON object, even an empty one; `optional`: none is the same as an empty one; `none`: never read. */
  body: 'required' | 'optional' | 'none';
  /** The sites that have it (section 5.6); absent: all. */
  sites?: readonly Site[];
  /** The JSON of a 200 answer, as text or UTF-8 bytes, or null for an empty 204; throws a Refusal otherwise. */
  run(call: Call): string | Buffer | null;
}
