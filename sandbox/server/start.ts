import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Gate } from '../gate/gate';
import { Quota } from '../gate/quota';
import { createWorld } from '../world/world';
import { createBssServer, type Parts } from './bss-server';
import { BusinessClock } from './business-clock';
import { createControlServer } from './control-server';
import { Faults } from './faults';
import { Journal } from './journal';
import type { Options } from './options';

export interface Sandbox {
  endpoint: string;
  control: string;
  parts: Parts;
  /** The line that the program prints first. */
  announcement: string;
  close(): Promise<void>;
}

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
  const bss = createBssServer(parts);
  const control = createControlServer(parts, options);
  const endpoint = await listen(bss, options.port);
  const controlUrl = await listen(control, options.controlPort);
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
      await Promise.all([bss, control].map(stop));
    },
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
}
