import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { BssAccount } from '@/lib/bss/account.server';
import type { Cycle } from '@/lib/cycles';
import type { CodeName } from '@/lib/ledger/code-names';
import { codesOf } from '@/lib/ledger/codes.server';
import type { Ledger } from '@/lib/ledger/ledger';
import { type LearntName, learnNames, listNames, type NameLanguage } from '@/lib/state/names.server';
import type { Db } from '@/lib/state/schema';

interface Deps {
  db: Db;
  ledger: Ledger;
  bss(): BssAccount;
}

interface Learning {
  account: Account;
  cycle: Cycle;
  /** A version that was just read. */
  version: number;
  /** What its codes are called; asked of the ledger when not given. */
  names: readonly CodeName[] | null;
  /** Of the open month: what it calls a code is what the code is called now. */
  isNewest: boolean;
  signal: AbortSignal;
}

const keyOf = ({ kind, code, language }: Omit<LearntName, 'name'>) => `${kind} ${language} ${code}`;
const PAGE = 1000;

/** What this process did about names: one cycle after the other, so that several do not ask for the same ones. */
interface Lessons {
  last: Promise<unknown>;
  /** How often the other name of a code was asked for. */
  asked: Map<string, number>;
}

const lessons = new WeakMap<Db, Lessons>();
/** A name that was not found in some cycles is nowhere. */
const MOST_ASKED = 3;

/** Learns the names of a version when those that came before have been learnt. */
export async function learnFrom(deps: Deps, learning: Learning): Promise<void> {
  const own = lessons.get(deps.db) ?? { last: Promise.resolve(), asked: new Map<string, number>() };
  lessons.set(deps.db, own);
  const turn = own.last.then(() => learn(deps, learning, own.asked));
  own.last = turn.catch(() => undefined);
  return turn;
}

/**
 * Remembers what the codes of a version are called in both languages. Lines are kept in one; the other is asked for only
 * when a code is new. A code whose name is nowhere stays with the one it has, and so does one that an older month calls otherwise.
 */
async function learn(
  { db, ledger, bss }: Deps,
  { account, cycle, version, names, isNewest, signal }: Learning,
  asked: Map<string, number>,
): Promise<void> {
  signal.throwIfAborted();
  const own: NameLanguage = account.site === 'cn' ? 'zh_CN' : 'en_US';
  const other: NameLanguage = own === 'zh_CN' ? 'en_US' : 'zh_CN';
  const codes = names ?? (await codesOf(ledger, version, signal));
  const known = new Map((await listNames(db)).map((name) => [keyOf(name), name.name]));
  const learnt: LearntName[] = codes.map((code) => ({ ...code, language: own }));
  // What a project is called, people decide: it has one name.
  learnt.push(...codes.filter(({ kind }) => kind === 'project').map((code) => ({ ...code, language: other })));
  const unknown = new Set<LearntName['kind']>();
  for (const { kind, code } of codes) {
    const key = keyOf({ kind, code, language: other });
    const times = asked.get(key) ?? 0;
    if (known.has(key) || times >= MOST_ASKED) continue;
    unknown.add(kind);
    asked.set(key, times + 1);
  }
  const call = { priority: 'sync', language: other, signal } as const;
  if (unknown.has('service')) {
    const { service_types } = await bss().listServiceTypes({ limit: PAGE }, call);
    for (const { service_type_code, service_type_name } of service_types) {
      add(learnt, { kind: 'service', code: service_type_code, name: service_type_name, language: other });
    }
  }
  if (unknown.has('service') || unknown.has('resource_type')) {
    const { bill_sums } = await bss().monthlySum({ bill_cycle: cycle, method: 'oneself', limit: PAGE }, call);
    for (const row of bill_sums) {
      add(learnt, { kind: 'service', code: row.service_type_code, name: row.service_type_name, language: other });
      add(learnt, {
        kind: 'resource_type',
        code: row.resource_type_code,
        name: row.resource_type_name,
        language: other,
      });
    }
  }
  if (unknown.has('region')) {
    const input = { cycle, method: 'oneself', statistic_type: 1, limit: PAGE } as const;
    for (const row of (await bss().queryUsageRecords(input, call)).monthly_records) {
      add(learnt, { kind: 'region', code: row.region, name: row.region_name, language: other });
    }
  }
  await learnNames(
    db,
    learnt.filter((name) => {
      const before = known.get(keyOf(name));
      return before === undefined || (isNewest && before !== name.name);
    }),
  );
}

function add(
  learnt: LearntName[],
  {
    code,
    name,
    ...rest
  }: { kind: LearntName['kind']; language: NameLanguage; code: string | null; name: string | null },
): void {
  if (code && name) learnt.push({ ...rest, code, name });
}
