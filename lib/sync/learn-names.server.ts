import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { BssAccount } from '@/lib/bss/account.server';
import type { Cycle } from '@/lib/cycles';
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
  signal: AbortSignal;
}

const keyOf = ({ kind, code, language }: Omit<LearntName, 'name'>) => `${kind} ${language} ${code}`;
const PAGE = 1000;

/**
 * Remembers what the codes of a version are called in both languages. Lines are kept in one; the other is asked for only
 * when a code is new. A code whose name is nowhere stays with the one it has.
 */
export async function learnFrom({ db, ledger, bss }: Deps, { account, cycle, version, signal }: Learning) {
  const own: NameLanguage = account.site === 'cn' ? 'zh_CN' : 'en_US';
  const other: NameLanguage = own === 'zh_CN' ? 'en_US' : 'zh_CN';
  const codes = await codesOf(ledger, version, signal);
  const known = new Set((await listNames(db)).map(keyOf));
  const learnt: LearntName[] = codes.map((code) => ({ ...code, language: own }));
  // What a project is called, people decide: it has one name.
  learnt.push(...codes.filter(({ kind }) => kind === 'project').map((code) => ({ ...code, language: other })));
  const unknown = new Set(
    codes.filter(({ kind, code }) => !known.has(keyOf({ kind, code, language: other }))).map(({ kind }) => kind),
  );
  const call = { priority: 'sync', language: other, signal } as const;
  if (unknown.has('service')) {
    const { service_types } = await bss().listServiceTypes({ limit: PAGE }, call);
    for (const { service_type_code, service_type_name } of service_types) {
      learn(learnt, { kind: 'service', code: service_type_code, name: service_type_name, language: other });
    }
  }
  if (unknown.has('service') || unknown.has('resource_type')) {
    const { bill_sums } = await bss().monthlySum({ bill_cycle: cycle, method: 'oneself', limit: PAGE }, call);
    for (const row of bill_sums) {
      learn(learnt, { kind: 'service', code: row.service_type_code, name: row.service_type_name, language: other });
      learn(learnt, {
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
      learn(learnt, { kind: 'region', code: row.region, name: row.region_name, language: other });
    }
  }
  await learnNames(
    db,
    learnt.filter((name) => !known.has(keyOf(name))),
  );
}

function learn(
  learnt: LearntName[],
  {
    code,
    name,
    ...rest
  }: { kind: LearntName['kind']; language: NameLanguage; code: string | null; name: string | null },
): void {
  if (code && name) learnt.push({ ...rest, code, name });
}
