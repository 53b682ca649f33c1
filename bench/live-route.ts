import { Agent, request } from 'undici';
import { signedCall } from '../e2e/support/signed-call';
import type { Sandbox, SandboxAccount } from '../e2e/support/upstream';
import { signIn } from '../scripts/sign-in.mjs';
import { timed } from './alternating';
import { median } from './median';
import { type Result, result } from './result';

const ROUNDS = 120;
const WARM_UP = 20;
// Few enough that every one of them is full.
const PAGES = 10;
const BAR_MS = 10;
const PATH = '/v2/orders/customer-orders';
// Below the quota of the operation (10 a second and account), or both sides would measure waiting.
const PAUSE_MS = 250;

/** What the portal adds to the upstream's own time on a page of orders: medians of calls that take turns. */
export async function measureLiveRoute({ base, sandbox }: { base: string; sandbox: Sandbox }): Promise<Result[]> {
  const [account] = sandbox.accounts;
  const cookie = await signIn(base, 'admin@demo.test');
  const agent = new Agent({ keepAliveTimeout: 60_000 });
  const portal: number[] = [];
  const raw: number[] = [];
  try {
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      // Nobody has asked for this page in this size yet, so the portal has to ask the upstream as well.
      const view = { page: (round % PAGES) + 1, pageSize: 10 + Math.floor(round / PAGES) };
      const upstream = await timed(() => askUpstream(agent, { endpoint: sandbox.endpoint, account, view }));
      const through = await timed(() => askPortal(agent, { base, cookie, account, view }));
      if (round >= WARM_UP) {
        raw.push(upstream);
        portal.push(through);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  } finally {
    await agent.close();
  }
  const [through, upstream] = [median(portal), median(raw)];
  return [
    result('orders page through the portal', { value: through, unit: 'ms', against: upstream }, null),
    result('what the portal adds to a live route', { value: through - upstream, unit: 'ms' }, BAR_MS),
  ];
}

interface View {
  page: number;
  pageSize: number;
}

async function askUpstream(
  agent: Agent,
  { endpoint, account, view }: { endpoint: string; account: SandboxAccount; view: View },
): Promise<void> {
  const { page, pageSize } = view;
  const query = { limit: String(pageSize), offset: String((page - 1) * pageSize) };
  const { url, headers } = signedCall(endpoint, account, { method: 'GET', path: PATH, query });
  await expectOk(request(url, { dispatcher: agent, headers }));
}

async function askPortal(
  agent: Agent,
  { base, cookie, account, view }: { base: string; cookie: string; account: SandboxAccount; view: View },
): Promise<void> {
  const url = `${base}/api/v1/orders?account=${account.domainId}&pageSize=${view.pageSize}&page=${view.page}`;
  await expectOk(request(url, { dispatcher: agent, headers: { cookie } }));
}

async function expectOk(asked: ReturnType<typeof request>): Promise<void> {
  const { statusCode, body } = await asked;
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${statusCode}: ${text.slice(0, 200)}`);
}
