import type fc from 'fast-check';
import type { World } from '../world/world';
import type { Ask } from './fixture';

/** A request of a world; the test adds the world, an account and a language. */
export type Request = Omit<Ask, 'world' | 'account' | 'language'> & { account?: number };

/** How one operation is tested: random valid requests, and every documented refusal. */
export interface OperationCases {
  /** The official operation ID. */
  operation: string;
  /** Requests that must be answered with 200 or 204, and whose answers must follow the OpenAPI description. */
  valid(world: World): fc.Arbitrary<Request>;
  /** What is wrong with a request, the request, and the answer, such as `400 CBC.0100`. */
  invalid(world: World): readonly (readonly [what: string, request: Request, answer: string])[];
}
