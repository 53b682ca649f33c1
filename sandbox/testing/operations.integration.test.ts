import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isOnSite, matchOperation, operations } from '../operations/routes';
import { parseOptions } from '../server/options';
import { type Sandbox, startSandbox } from '../server/start';
import type { Site } from '../world/accounts';
import type { World } from '../world/world';
import type { OperationCases } from './cases';
import {
  checkBreaches,
  checkInvalid,
  checkLanguage,
  checkUnknown,
  checkValid,
  staleExceptions,
  type Subject,
} from './checks';
import { call } from './client';
import { describedAs } from './description';
import { NOW, smallWorld } from './fixture';
import { loadCases } from './load-cases';
import { Table } from './table';

// Whole worlds and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const CHECKS = ['answers', 'unknown', 'language', 'documented', 'derived', 'other site', 'unsigned', 'throttled'];
const RUNS: Record<Site, number> = { intl: 24, cn: 24, eu: 4 };
const table = new Table(CHECKS);
const all = await loadCases();
const casesOf = new Map<string, OperationCases>(all.map((cases) => [cases.operation, cases]));

afterAll(() => process.stdout.write(`\nChecks of every operation, all sites together\n\n${table.text()}\n`));

describe('the table of operations and checks', () => {
  it('has cases for every operation, and an operation for all cases', () => {
    expect(operations.map(({ name }) => name).filter((name) => !casesOf.has(name))).toEqual([]);
    const names = new Set(operations.map(({ name }) => name));
    expect(all.map((cases) => cases.operation).filter((name) => !names.has(name))).toEqual([]);
    expect(casesOf.size).toBe(all.length);
  });

  it('knows which operations the OpenAPI description does not have', () => {
    const undescribed = operations.filter((operation) => describedAs(operation) === null).map(({ name }) => name);
    expect(undescribed.sort()).toEqual(
      all
        .filter((cases) => cases.undescribed)
        .map((cases) => cases.operation)
        .sort(),
    );
  });
});

describe('the README and the quotas', () => {
  it('lists every operation with its path, site and section', () => {
    const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| (\w+) +\| ([A-Z]+) `([^`]+)` +\| ([a-z, ]+?) +\| [\d.a-z]+ +\|$/gm)];
    const listed = rows.map(([, name, method, path, sites]) => `${name} ${method} ${path} ${sites}`);
    const wanted = operations.map(
      ({ name, method, path, sites }) => `${name} ${method} ${path} ${sites?.join(', ') ?? 'all'}`,
    );
    expect(listed.toSorted()).toEqual(wanted.toSorted());
  });

  it('lets ten calls through in a second, or what section 1.7 says', () => {
    const documented = new Map([
      ['ListOnDemandResourceRatings', 20],
      ['ListRateOnPeriodDetail', 30],
      ['ShowCustomerAccountBalances', 20],
      ['ListCustomerOrders', 20],
    ]);
    for (const { name, quota } of operations) expect([name, quota]).toEqual([name, documented.get(name) ?? 10]);
  });
});

describe.each(['intl', 'cn', 'eu'] as const)('operations of the %s site', (site) => {
  let shared: World;
  beforeAll(() => {
    shared = smallWorld(site, 11, { lines: 300 });
  });

  // The European site has the operations of the international one: those that write are checked there.
  const here = operations.filter(
    (operation) =>
      isOnSite(operation, site) &&
      casesOf.has(operation.name) &&
      !(site === 'eu' && casesOf.get(operation.name)?.writes),
  );
  describe.each(here.map((operation) => [operation.name, operation] as const))('%s', (name, operation) => {
    const cases = casesOf.get(name) as OperationCases;
    // An operation that writes must not change what the others look at.
    let own: World | null = null;
    const subject = (): Subject => {
      if (cases.writes) own ??= smallWorld(site, 11, { lines: 60 });
      return { operation, cases, world: own ?? shared };
    };
    afterAll(() => {
      own = null;
    });

    it('refuses what is documented to be refused, and everything outside the description', () => {
      table.add(name, 'documented', checkInvalid(subject()));
      table.add(name, 'derived', checkBreaches(subject()));
      expect(staleExceptions(subject())).toEqual([]);
    });

    it('answers valid requests as described', () => {
      table.add(name, 'answers', checkValid(subject(), cases.writes ? RUNS[site] >> 2 : RUNS[site]));
    });

    it('ignores what it does not know, and translates names only', () => {
      table.add(name, 'unknown', checkUnknown(subject(), RUNS[site] >> 2));
      table.add(name, 'language', checkLanguage(subject(), RUNS[site] >> 2));
    });
  });

  it('does not have the operations of the other site', () => {
    for (const operation of operations.filter((each) => !isOnSite(each, site))) {
      expect(matchOperation(site, operation.method, operation.path)).toBeNull();
    }
  });
});

describe.each(['intl', 'cn'] as const)('the gate of the %s site', (site) => {
  let sandbox: Sandbox;
  const at = Date.now();
  const codeOf = (text: string) => (JSON.parse(text) as { error_code: string }).error_code;
  const pathOf = (path: string) => path.replace(/\{\w+\}/g, 'x');

  beforeAll(async () => {
    const now = new Date(NOW).toISOString();
    const text = [
      '--port',
      '0',
      '--control-port',
      '0',
      '--lines',
      '60',
      '--accounts',
      '1',
      '--site',
      site,
      '--now',
      now,
    ];
    sandbox = await startSandbox(parseOptions(text), () => at);
  });
  afterAll(() => sandbox.close());

  it.each(
    operations
      .filter((operation) => isOnSite(operation, site))
      .map((operation) => [operation.name, operation] as const),
  )(
    '%s refuses a call without a signature, and the call after its quota',
    async (name, { method, path, body, quota }) => {
      const unsigned = await fetch(sandbox.endpoint + pathOf(path), { method });
      expect([unsigned.status, codeOf(await unsigned.text())]).toEqual([401, 'APIGW.0301']);
      table.add(name, 'unsigned', 1);
      // What is asked does not matter: the quota comes before the parameters.
      const request = { method, path: pathOf(path), ...(body === 'none' ? {} : { body: {} }) };
      const signer = sandbox.parts.world.accounts[0] ?? { ak: '', sk: '' };
      const replies = await Promise.all(
        Array.from({ length: quota + 1 }, () => call(sandbox.endpoint, signer, request)),
      );
      const refused = replies.filter((reply) => reply.status === 429);
      expect(refused).toHaveLength(1);
      expect(JSON.parse(refused[0]?.text ?? '')).toMatchObject({
        error_code: 'APIGW.0308',
        error_msg: expect.stringContaining(`over ratelimit,limit:${quota},time:1 second`) as string,
        request_id: refused[0]?.headers.get('x-request-id'),
      });
      table.add(name, 'throttled', 1);
    },
  );

  it('answers 404 to the operations of the other site', async () => {
    for (const { name, method, path } of operations.filter((operation) => !isOnSite(operation, site))) {
      const reply = await fetch(sandbox.endpoint + pathOf(path), { method });
      expect([name, reply.status, codeOf(await reply.text())]).toEqual([name, 404, 'APIGW.0101']);
      table.add(name, 'other site', 1);
    }
  });
});
