import type { Entrance } from '../gate/entrance';
import type { Iam } from '../gate/iam/iam-operation';
import type { Quota } from '../gate/quota';
import type { World } from '../world/world';
import type { BusinessClock } from './business-clock';
import type { Faults } from './faults/faults';
import type { Journal } from './journal';

/** What the servers share. */
export interface Parts {
  world: World;
  clock: BusinessClock;
  gate: Entrance;
  iam: Iam;
  quota: Quota;
  faults: Faults;
  journal: Journal;
}
