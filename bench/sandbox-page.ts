import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { signedCall } from '../e2e/support/signed-call';
import type { Sandbox } from '../e2e/support/upstream';
import { untilQuiet } from '../scripts/quiet.mjs';
import { startSandbox } from '../scripts/stack.mjs';
import { timed } from './alternating';
import { percentile } from './median';
import { type Result, result } from './result';

const BAR_MS = 25;
const LINES = 300_000;
const PAGE = 1000;
const WARM_UP = 20;
const PAGES = 100;
// Below the quota of the operation, ten a second.
const PAUSE_MS = 110;
const CYCLE = '2026-10';

/** How long a sandbox with a large company takes for a page of 1,000 bill lines, to the last byte. */
export async function measureSandboxPage({ family, port }: { family: unknown; port: number }): Promise<Result[]> {
  const data = mkdtempSync(join(tmpdir(), 'suanpan-bench-'));
  process.on('exit', () => rmSync(data, { recursive: true, force: true }));
  const ports = ['--port', String(port), '--control-port', String(port + 1)];
  const world = ['--seed', '7', '--now', '2026-11-22T04:00:00Z', '--accounts', '1', '--lines', String(LINES)];
  const sandbox = await startSandbox({ family, data, args: [...ports, ...world] });
  // The sandbox rehearses before it is asked.
  await untilQuiet();
  const agent = new Agent({ keepAliveTimeout: 60_000 });
  const times: number[] = [];
  try {
    for (let page = 0; page < WARM_UP + PAGES; page += 1) {
      // All over the month, not only its beginning.
      const offset = ((page * 37) % (LINES / PAGE)) * PAGE;
      const took = await timed(() => readPage(agent, sandbox, offset));
      if (page >= WARM_UP) times.push(took);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  } finally {
    await agent.close();
  }
  const p95 = percentile(times, 95);
  return [result(`sandbox: ${PAGE} of ${LINES} lines, p95`, { value: p95, unit: 'ms' }, BAR_MS)];
}

async function readPage(agent: Agent, { endpoint, accounts: [account] }: Sandbox, offset: number): Promise<void> {
  const query = { cycle: CYCLE, method: 'oneself', limit: String(PAGE), offset: String(offset) };
  const path = '/v2/bills/customer-bills/res-fee-records';
  const { url, headers } = signedCall(endpoint, account, { method: 'GET', path, query });
  const { statusCode, body } = await request(url, { dispatcher: agent, headers });
  // Kept, the answers would be collected as garbage in the middle of what is timed.
  for await (const chunk of body as AsyncIterable<Buffer>) void chunk;
  if (statusCode !== 200) throw new Error(`The sandbox answered ${statusCode}`);
}
