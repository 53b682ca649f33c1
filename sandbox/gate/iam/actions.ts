/** The role action that each group of operations needs (section 1.5); operations of no group need none. The first match counts. */
const needed: readonly (readonly [path: RegExp, action: string])[] = [
  [/^\/v\d\/orders\/customer-orders\/(pay|cancel)$/, 'bss:order:update'],
  [/^\/v2\/orders\/customer-orders/, 'bss:order:view'],
  [/^\/v2\/orders\/suscriptions\//, 'bss:order:view'],
  [/^\/v2\/orders\/subscriptions\/resources\/unsubscribe$/, 'bss:unsubscribe:update'],
  [/^\/v2\/orders\/subscriptions\//, 'bss:renewal:update'],
  [/^\/v\d\/bills\/customer-bills\/free-resources/, 'bss:order:view'],
  [/^\/v\d\/bills\/customer-bills\//, 'bss:bill:view'],
  [/^\/v\d\/payments\/free-resources\//, 'bss:order:view'],
  [/^\/v\d\/accounts\//, 'bss:balance:view'],
  [/^\/v\d\/promotions\//, 'bss:coupon:view'],
  [/^\/v4\/costs\//, 'costCenter:costAnalysis:listCosts'],
];

/** What the restricted IAM user of every account may do. */
export const VIEWER_ACTIONS: readonly string[] = ['bss:bill:view', 'bss:balance:view'];

/** Action that an operation's path needs, or null when none is needed (ratings, catalogue, enterprise). */
export const actionOf = (path: string): string | null => needed.find(([pattern]) => pattern.test(path))?.[1] ?? null;
