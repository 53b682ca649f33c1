import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type BssAccount, createBssAccount } from './account.server';
import type { ObservedCall } from './observed-call';
import { Quotas } from './quota.server';
import type { Reader } from './reader';
import { makeGuards } from './resilience/guards';
import { canaryConnection, failure, type ScriptedServer, startScriptedServer } from './scripted-server.test.fixture';
import { SkippingTime } from './skipping-time.test.fixture';
import { Transport } from './transport.server';

// Real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 30_000 });

let server: ScriptedServer;
let time: SkippingTime;
let transport: Transport;
let bss: BssAccount;
let calls: ObservedCall[];

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  time = new SkippingTime();
  transport = new Transport();
  calls = [];
  const timing = { timing: time };
  const deps = { quotas: new Quotas(timing), guards: makeGuards(timing), transport: time.watch(transport) };
  const connection = { ...canaryConnection(server.endpoint), site: 'cn' as const };
  bss = createBssAccount(connection, { ...deps, observe: (call) => calls.push(call) });
});
afterEach(() => transport.close());

/** Makes the text of what it reads, and remembers its memory. */
function reading(make: (text: string) => string | undefined = (text) => text) {
  const read: string[] = [];
  const memories: Buffer[] = [];
  const reader: Reader<string> = {
    memory(bytes) {
      const memory = Buffer.alloc(bytes + 10, 'x');
      memories.push(memory);
      return memory;
    },
    read: async (bytes) => {
      read.push(bytes.toString());
      return make(bytes.toString());
    },
  };
  return { reader, read, memories };
}

const ask = (reader: Reader<string>) => time.until(bss.listFeeRecords({ cycle: '2026-10' }, { reader }));
const json = { 'content-type': 'application/json' };
/** As an answer that says how long it is. */
const answer = (text: string, status = 200) =>
  server.answer((_, response) =>
    response.writeHead(status, { ...json, 'content-length': String(Buffer.byteLength(text)) }).end(text),
  );
const PAGE = '{"total_count":0,"currency":"CNY","fee_records":[]}';

it('what it makes of a success is the value of the call', async () => {
  answer(PAGE);
  const { reader, read } = reading();
  expect(await ask(reader)).toBe(PAGE);
  expect(read).toEqual([PAGE]);
  expect(calls).toMatchObject([{ code: 'ok', tries: 1 }]);
});

it('what it cannot make anything of is read as ever', async () => {
  answer(PAGE);
  const { reader } = reading(() => undefined);
  expect(await ask(reader)).toMatchObject({ total_count: 0, currency: 'CNY' });
});

it('sees no refusal, and a failure that says it is a success is one all the same', async () => {
  answer('{"error_code":"CBC.0101","error_msg":"wrong"}', 400);
  const refused = reading();
  expect(await failure(ask(refused.reader))).toMatchObject({ upstreamCode: 'CBC.0101' });
  expect(refused.read).toEqual([]);
  answer('{"error_code":"CBC.0101","error_msg":"wrong"}');
  expect(await failure(ask(reading(() => undefined).reader))).toMatchObject({ upstreamCode: 'CBC.0101' });
});

it('each try has memory of its own', async () => {
  let tries = 0;
  server.answer((_, response) => {
    tries += 1;
    response.writeHead(200, { ...json, 'content-length': String(PAGE.length) });
    // The first is cut off.
    if (tries === 1) response.write(PAGE.slice(0, 9), () => response.destroy());
    else response.end(PAGE);
  });
  const { reader, memories } = reading();
  expect(await ask(reader)).toBe(PAGE);
  expect(memories).toHaveLength(2);
  expect(memories[0]).not.toBe(memories[1]);
});

it('what it loses is the fault of nobody upstream', async () => {
  answer(PAGE);
  const { reader } = reading(() => {
    throw new Error('lost');
  });
  expect(await failure(ask(reader))).toMatchObject({ message: 'lost' });
  expect(calls).toMatchObject([{ code: 'internal', tries: 1 }]);
});
