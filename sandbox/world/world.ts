import { cycleOf, DAY } from '../wire/times';
import { type Account, createAccounts, type Decorate, type Site } from './accounts';
import { affords } from './affords';
import { Bills, serverFor } from './bills';
import { createCommitments } from './commitments';
import { createEnterprise, type Enterprise } from './enterprise';
import { decorator } from './hostile';
import { Life } from './life/life';
import type { Tenant } from './tenant';

export type { Tenant } from './tenant';

export interface WorldOptions {
  site: Site;
  seed: number;
  accounts: number;
  months: number;
  lines: number;
  hostile: boolean;
  /** Business time at the start. */
  now: number;
}

export interface World {
  site: Site;
  accounts: readonly Account[];
  tenants: ReadonlyMap<string, Tenant>;
  enterprise: Enterprise | null;
  months: number;
  /** Lets everything happen that happens up to an instant of business time; an earlier instant changes nothing. */
  advanceTo(now: number): void;
}

/** Histories start here at the latest, so that a restart on another day finds the same orders. */
const EPOCH = Date.UTC(2023, 0, 1);
/** As far ahead of the start as commitments and packages are known. */
const AHEAD = 400 * DAY;

/** One consistent world from a seed, told up to business time; it goes on when asked to. */
export function createWorld(options: WorldOptions): World {
  const decorate = decorator(options.hostile);
  const { site, seed, now, months, lines } = options;
  const accounts = createAccounts({ site, seed, count: options.accounts, decorate });
  const firstYear = Math.floor((cycleOf(now) - months + 1) / 12);
  const from = Math.min(EPOCH, Date.UTC(firstYear, 0, 1));
  const tenants = new Map(
    accounts.map((account) => {
      const tenant = createTenant(account, { seed, from, to: now + AHEAD, lines, decorate });
      return [account.domainId, tenant] as const;
    }),
  );
  const advanceTo = (until: number) => {
    for (const { life } of tenants.values()) life.advanceTo(until);
  };
  advanceTo(now);
  return { site, accounts, tenants, enterprise: createEnterprise(accounts, seed, decorate), months, advanceTo };
}

function createTenant(
  account: Account,
  options: { seed: number; from: number; to: number; lines: number; decorate: Decorate },
): Tenant {
  const { seed, decorate } = options;
  const span = { from: cycleOf(options.from), to: cycleOf(options.to) };
  const life = new Life(account, {
    ...options,
    affords: (amount, at) => affords(tenant, amount, at),
    billed: () => tenant.bills.forget(),
  });
  const commitments = createCommitments({
    account,
    seed,
    decorate,
    years: { from: Math.floor(span.from / 12), to: Math.floor(span.to / 12) },
    serverAt: (kind, cycle) => serverFor(account, { seed, decorate, cycle }, kind),
  });
  // The purchases of reserved instances and savings plans are orders like any other.
  for (const { order } of commitments) if (order) life.include(order);
  const { history } = life;
  const bills = new Bills(account, history, { seed, decorate, lines: options.lines, commitments, ...span });
  const tenant: Tenant = { account, life, history, bills };
  return tenant;
}

/** The tenant of an account; every account of the world has one. */
export function tenantOf(world: World, domainId: string): Tenant {
  const tenant = world.tenants.get(domainId);
  if (!tenant) throw new Error('an account without a world');
  return tenant;
}

/** Members that an enterprise master sees. */
export const membersOf = (world: World, master: Account): readonly Account[] =>
  world.accounts.filter((account) => account.masterId === master.domainId);
