import { parseOptions } from '../server/options';
import { type Sandbox, startSandbox } from '../server/start';
import type { Account } from '../world/accounts';
import { call, type Reply, type Request } from './client';
import { NOW } from './fixture';

/** A running sandbox with a small world, and the hands of a tester on it. */
export interface Live {
  sandbox: Sandbox;
  account(index?: number): Account;
  /** Calls as the official SDK would, with the key of the first account; quotas never bite. */
  ask(request: Request, index?: number): Promise<Reply>;
  /** Asks the control port; throws its error. */
  control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  fault(fault: Record<string, unknown>): Promise<Record<string, unknown>>;
  journal(): Promise<Record<string, unknown>[]>;
}

/** `realNow` is asked for the clock of gate and quota; left out, it is the machine's, a second later with every call. */
export async function startLive(realNow?: () => number): Promise<Live> {
  const args = ['--port', '0', '--control-port', '0', '--lines', '300', '--now', new Date(NOW).toISOString()];
  let seconds = 0;
  const sandbox = await startSandbox(parseOptions(args), realNow ?? (() => Date.now() + seconds * 1000));
  const account = (index = 0): Account => {
    const found = sandbox.parts.world.accounts[index];
    if (!found) throw new Error(`no account ${index}`);
    return found;
  };
  const control: Live['control'] = async (method, path, body) => {
    const response = await fetch(sandbox.control + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(String(answer.error));
    return answer;
  };
  return {
    sandbox,
    account,
    control,
    ask: (request, index = 0) => {
      // Within the fifteen minutes that a clock may be off.
      seconds = (seconds + 1) % 600;
      return call(sandbox.endpoint, account(index), request);
    },
    fault: (fault) => control('POST', '/faults', fault),
    journal: async () => (await control('GET', '/journal')).entries as Record<string, unknown>[],
  };
}

/** Status and error code, such as `401 APIGW.0301`. */
export const codeOf = (reply: Reply): string =>
  `${reply.status} ${(JSON.parse(reply.text || '{}') as { error_code?: string }).error_code ?? null}`;
