import type { Options } from '../options';
import type { Parts } from '../parts';
import type { Listeners } from '../listeners/listeners';

export interface Around {
  options: Options;
  listeners: Listeners;
}

/** What `GET /state` tells: time, options, who can log in, what was ordered, what is wrong, and memory. */
export function stateOf(parts: Parts, { options, listeners }: Around): unknown {
  const now = parts.clock.now();
  return {
    now: new Date(now).toISOString(),
    stands: parts.clock.stands,
    options: { ...options, now: options.now === null ? null : new Date(options.now).toISOString() },
    accounts: [...parts.world.tenants.values()].map(({ account, history }) => ({
      name: account.name,
      domainId: account.domainId,
      masterId: account.masterId,
      users: parts.iam.directory.of(account).map(({ userName, userId, password, ak, sk, actions }) => ({
        name: userName,
        id: userId,
        password,
        ak,
        sk,
        actions,
      })),
      orders: history.orders.filter((order) => order.createdAt <= now).length,
      resources: history.resources.filter((resource) => (resource.terms[0]?.knownAt ?? 0) <= now).length,
    })),
    faults: parts.faults.all(),
    listeners: listeners.all(),
    memory: process.memoryUsage(),
  };
}
