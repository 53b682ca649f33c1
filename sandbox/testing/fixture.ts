import type { WorldFault } from '../operations/operation';
import { matchOperation } from '../operations/routes';
import type { Site } from '../world/accounts';
import { createWorld, tenantOf, type World } from '../world/world';
import { parseLanguage } from '../wire/language';
import { Refusal } from '../wire/refusal';
import { giveBack } from '../wire/text-buffer';

export const NOW = Date.UTC(2026, 10, 22, 4, 0, 0);

export const smallWorld = (site: Site, seed = 7, more: { lines?: number; hostile?: boolean } = {}): World =>
  createWorld({ site, seed, accounts: 3, months: 36, lines: 900, hostile: false, now: NOW, ...more });

export interface Ask {
  world: World;
  account?: number;
  now?: number;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** A parameter that is undefined is not sent. */
  query?: Readonly<Record<string, string | undefined>>;
  body?: Readonly<Record<string, unknown>>;
  language?: string;
  /** What a fault does to the world besides. */
  fault?: WorldFault | null;
}

/** Asks an operation in process, past the gate: the answer, or the refusal with its code. */
export function ask(wanted: Ask): { status: number; code: string | null; text: string; operation: string } {
  const match = matchOperation(wanted.world.site, wanted.method ?? (wanted.body ? 'POST' : 'GET'), wanted.path);
  const account = wanted.world.accounts[wanted.account ?? 0];
  if (!match || !account) throw new Error(`no such operation: ${wanted.path}`);
  const operation = match.operation.name;
  const now = wanted.now ?? NOW;
  wanted.world.advanceTo(now);
  try {
    const answer = match.operation.run({
      world: wanted.world,
      account,
      tenant: tenantOf(wanted.world, account.domainId),
      now,
      query: new URLSearchParams(
        Object.entries(wanted.query ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
      body: wanted.body ?? {},
      path: match.path,
      language: parseLanguage(wanted.language),
      fault: wanted.fault ?? null,
    });
    const text = answer?.toString() ?? '';
    if (typeof answer === 'object' && answer !== null) giveBack(answer);
    return { status: answer === null ? 204 : 200, code: null, text, operation };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, code: error.code, text: error.message, operation };
  }
}
