import { cycleOf, DAY } from '../wire/times';
import { type Account, createAccounts, type Site } from './accounts';
import { Bills, serverFor } from './bills';
import { type Commitment, createCommitments } from './commitments';
import { decorator } from './hostile';
import { simulate } from './history';
import type { History } from './simulation';

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

export interface Tenant {
  account: Account;
  history: History;
  bills: Bills;
}

export interface World {
  site: Site;
  accounts: readonly Account[];
  tenants: ReadonlyMap<string, Tenant>;
  months: number;
  /** Lets everything happen that happens up to an instant of business time; an earlier instant changes nothing. */
  advanceTo(now: number): void;
}

/** Histories start here at the latest, so that a restart on another day finds the same orders. */
const EPOCH = Date.UTC(2023, 0, 1);
const AHEAD = 400 * DAY;

/** One consistent world from a seed. Orders are simulated ahead of time and become visible as the clock reaches them. */
export function createWorld(options: WorldOptions): World {
  const decorate = decorator(options.hostile);
  const { site, seed, now, months, lines } = options;
  const accounts = createAccounts({ site, seed, count: options.accounts, decorate });
  const firstYear = Math.floor((cycleOf(now) - months + 1) / 12);
  const from = Math.min(EPOCH, Date.UTC(firstYear, 0, 1));
  const tenants = new Map(
    accounts.map((account) => {
      const history = simulate(account, { seed, from, to: now + AHEAD, decorate });
      const commitments = createCommitments({
        account,
        seed,
        decorate,
        years: { from: Math.floor(cycleOf(from) / 12), to: Math.floor(cycleOf(now + AHEAD) / 12) },
        serverAt: (kind, cycle) => serverFor(account, { seed, decorate, cycle }, kind),
      });
      addOrders(history, commitments);
      const bills = new Bills(account, history, {
        seed,
        lines,
        decorate,
        commitments,
        from: cycleOf(from),
        to: cycleOf(now + AHEAD),
      });
      return [account.domainId, { account, history, bills }] as const;
    }),
  );
  return { site, accounts, tenants, months, advanceTo: () => undefined };
}

/** The purchases of reserved instances and savings plans are orders like any other, in the order of their creation. */
function addOrders(history: History, commitments: readonly Commitment[]): void {
  history.orders.push(...commitments.flatMap(({ order }) => (order === null ? [] : [order])));
  history.orders.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
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
