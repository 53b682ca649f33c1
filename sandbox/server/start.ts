import type { Server } from 'node:http';
import { Gate } from '../gate/gate';
import { Quota } from '../gate/quota';
import { createWorld } from '../world/world';
import { createBssServer } from './bss-server';
import { BusinessClock } from './business-clock';
import { createControlServer } from './control-server';
import { Faults } from './faults/faults';
import { Journal } from './journal';
import { listenOn } from './listen';
import { Listeners } from './listeners/listeners';
import type { Options } from './options';
import type { Parts } from './parts';

export interface Sandbox {
  endpoint: string;
  control: string;
  parts: Parts;
  /** The line that the program prints first. */
  announcement: string;
  /** Ends within two seconds, whoever is still connected. */
  close(): Promise<void>;
}

/** How long open calls may take to end before their connections are cut. */
const PATIENCE_MS = 1500;

/** Builds the world and listens on loopback. `realNow` stands in for the machine's clock in tests of gate and quota. */
export async function startSandbox(options: Options, realNow: () => number = Date.now): Promise<Sandbox> {
  const clock = new BusinessClock(options.now);
  const world = createWorld({ ...options, now: clock.now() });
  const parts: Parts = {
    world,
    clock,
    gate: new Gate(world.accounts, realNow),
    quota: new Quota(realNow),
    faults: new Faults(options.seed),
    journal: new Journal(),
  };
  const listeners = new Listeners(parts);
  const bss = createBssServer(parts);
  const control = createControlServer(parts, { options, listeners });
  const endpoint = `http://127.0.0.1:${await listenOn(bss, options.port)}`;
  const controlUrl = `http://127.0.0.1:${await listenOn(control, options.controlPort)}`;
  const accounts = world.accounts.map(({ name, ak, sk, domainId, projectId, currency }) => ({
    name,
    ak,
    sk,
    domainId,
    projectId,
    currency,
  }));
  return {
    endpoint,
    control: controlUrl,
    parts,
    announcement: JSON.stringify({ endpoint, control: controlUrl, site: options.site, accounts }),
    close: async () => {
      await Promise.all([stop(bss), stop(control), listeners.clear()]);
    },
  };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
  });
}
