import type { Gate } from '../gate/gate';
import type { Quota } from '../gate/quota';
import type { Account } from '../world/accounts';
import type { World } from '../world/world';
import type { BusinessClock } from './business-clock';
import type { Faults } from './faults/faults';
import type { Journal } from './journal';

/** What the servers share. */
export interface Parts {
  world: World;
  clock: BusinessClock;
  gate: Gate<Account>;
  quota: Quota;
  faults: Faults;
  journal: Journal;
}
