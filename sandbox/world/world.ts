import { cycleOf, cycleStart, DAY } from '../wire/times';
import { type Account, createAccounts, type Decorate, type Site } from './accounts';
import { affords } from './affords';
import { Bills, serverFor } from './bills/bills';
import { type Commitment, createCommitments } from './bills/commitments';
import { createEnterprise, type Enterprise } from './enterprise';
import { decorator } from './hostile';
import { Life } from './life/life';
import { undisturbedCourse } from './life/undisturbed';
import { packageOrder } from './package-orders';
import type { Package } from './packages';
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
  const reached = { now };
  const tenants = new Map(
    accounts.map((account) => {
      const tenant = createTenant(account, { seed, from, to: now + AHEAD, lines, decorate, reached });
      return [account.domainId, tenant] as const;
    }),
  );
  const advanceTo = (until: number) => {
    reached.now = Math.max(reached.now, until);
  };
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
  /** Business time so far. */
  reached: { readonly now: number };
}

function createTenant(account: Account, options: TenantOptions): Tenant {
  const cycles = { from: cycleOf(options.from), to: cycleOf(options.to) };
  const commitments = promisesOf(account, options);
  const life = new Life(account, {
    ...options,
    affords: (amount, at) => affords({ account }, amount, at),
    billed: () => bills.forget(),
  });
  const { history } = life;
  const bills: Bills = new Bills(account, history, {
    ...options,
    ...cycles,
    commitments,
    undisturbed: (cycle) => undisturbedOrders(cycleStart(cycle + 1) - 1),
  });
  const buys = { commitments, packages: bills.deductions.packages };
  const undisturbedOrders = undisturbedCourse(life, { ...options, affords: life.affords.bind(life) }, (other) =>
    expectPurchases(other, account, { ...buys, commitments: promisesOf(account, options) }),
  );
  expectPurchases(life, account, buys);
  const { reached } = options;
  const upToDate = <T>(part: T): T => {
    life.advanceTo(reached.now);
    return part;
  };
  return {
    account,
    get life() {
      return upToDate(life);
    },
    get history() {
      return upToDate(history);
    },
    get bills() {
      return upToDate(bills);
    },
  };
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
