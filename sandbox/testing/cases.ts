import type fc from 'fast-check';
import type { World } from '../world/world';
import type { Ask } from './fixture';

/**
 * A request of a world; the test adds the world, a language and, where `account` is absent, any account (the first one
 * for operations that write).
 */
export type Request = Omit<Ask, 'world' | 'account' | 'language'> & { account?: number };

/** Where the contract's text departs from the ranges of the OpenAPI description. */
export interface Exception {
  /** `200`, or a refusal such as `400 CBC.0101`. */
  answer: string;
  /** The section that says so, or the choice in the README. */
  section: string;
}

/** How one operation is tested: random valid requests, and every documented refusal. Lives in `cases/<operation file>.ts`. */
export interface OperationCases {
  /** The official operation ID. */
  operation: string;
  /** The operation changes the world: it gets a world of its own, and `valid` is asked again before each request. */
  writes?: true;
  /** Requests that must be answered with 200 or 204, and whose answers must follow the OpenAPI description. */
  valid(world: World): fc.Arbitrary<Request>;
  /** Further requests that must be answered, each of them; for what chance would seldom find. */
  always?(world: World): readonly Request[];
  /** What is wrong with a request, the request, and the answer, such as `400 CBC.0100`. */
  invalid(world: World): readonly (readonly [what: string, request: Request, answer: string])[];
  /**
   * Out-of-range values are derived from the OpenAPI description and must be 400 CBC.0100; here is what is not, by
   * `parameter rule`, such as `status enum` or `product_infos[].period_type enum`.
   */
  exceptions?: Readonly<Record<string, Exception>>;
  /** Members besides names and descriptions that X-Language changes. */
  translated?: readonly string[];
  /** Whether X-Language also decides which rows a request finds. */
  findsByLanguage?(request: Request): boolean;
  /** An operation that the contract's text has and the OpenAPI description has not: the section and its status. */
  undescribed?: { section: string; status: 200 | 204 };
}
