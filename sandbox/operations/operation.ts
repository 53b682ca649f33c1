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
  /** What a fault asks the operation to do to the world besides; absent or null: nothing. */
  fault?: WorldFault | null;
}

/**
 * A fault that shows in the world and not only in the answer (control port, kind `world`):
 * `otherAmount` charges an order another amount than it shows; `autoUnsubscribe` pays it, then lets its first resource
 * fail and be unsubscribed with a refund a day later.
 */
export interface WorldFault {
  world: 'otherAmount' | 'autoUnsubscribe';
  /** Decimal text: what is charged beyond (or, negative, below) the order's amount; null: the operation chooses. */
  by: string | null;
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
