import { cycleOf, cycleStart, DAY } from '../wire/times';
import { type Account, createAccounts, type Decorate, type Site } from './accounts';
import { affords } from './affords';
import { Bills, serverFor } from './bills';
import { type Commitment, createCommitments } from './commitments';
import { createEnterprise, type Enterprise } from './enterprise';
import { decorator } from './hostile';
import { Life } from './life/life';
import { packageOrder } from './package-orders';
import type { Package } from './packages';
import type { History } from './simulation';
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

/** Years that reserved instances, savings plans and packages are known in advance. */
const AHEAD = 3650 * DAY;

interface TenantOptions {
  seed: number;
  from: number;
  /** The last instant that business time can come to. */
  to: number;
  lines: number;
  decorate: Decorate;
}

function createTenant(account: Account, options: TenantOptions): Tenant {
  const cycles = { from: cycleOf(options.from), to: cycleOf(options.to) };
  const commitments = promisesOf(account, options);
  const life = new Life(account, {
    ...options,
    affords: (amount, at) => affords(tenant, amount, at),
    billed: () => tenant.bills.forget(),
  });
  // Every cycle asks once, most of them in one go: it need not stay in memory for the next month's sake.
  let course: WeakRef<Life> | null = null;
  const undisturbed = (cycle: number): History => {
    const told: Life = course?.deref() ?? undisturbedLife(account, options, bills);
    course = new WeakRef(told);
    told.advanceTo(cycleStart(cycle + 1) - 1);
    return told.history;
  };
  const { history } = life;
  const bills = new Bills(account, history, { ...options, ...cycles, commitments, undisturbed });
  const tenant: Tenant = { account, life, history, bills };
  expectPurchases(life, account, { commitments, packages: bills.deductions.packages });
  return tenant;
}

/** The account as it would be without callers, told apart from the real one. */
function undisturbedLife(account: Account, options: TenantOptions, bills: Bills): Life {
  const life = new Life(account, {
    ...options,
    affords: (amount, at) => affords({ account }, amount, at),
    billed: () => undefined,
  });
  const commitments = promisesOf(account, options);
  expectPurchases(life, account, { commitments, packages: bills.deductions.packages });
  return life;
}

function promisesOf(account: Account, options: TenantOptions): readonly Commitment[] {
  const { seed, decorate, from, to } = options;
  return createCommitments({
    account,
    seed,
    decorate,
    years: { from: Math.floor(cycleOf(from) / 12), to: Math.floor(cycleOf(to) / 12) },
    serverAt: (kind, cycle) => serverFor(account, { seed, decorate, cycle }, kind),
  });
}

/** Reserved instances, savings plans and packages are bought by orders like any other. */
function expectPurchases(
  life: Life,
  account: Account,
  bought: { commitments: readonly Commitment[]; packages: readonly Package[] },
): void {
  for (const { order } of bought.commitments) life.expect(order);
  for (const one of bought.packages) life.expect(packageOrder(account, one), one.endedAt);
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
