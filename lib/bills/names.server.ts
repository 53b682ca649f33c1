import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { type LearntName, listNames, type NameKind } from '@/lib/state/names.server';
import type { Db } from '@/lib/state/schema';

/** What codes are called in the language of the reader; null when nobody has said it yet. */
export interface Names {
  of(kind: NameKind, code: string): string | null;
  /** Codes of a kind with their names. */
  list(kind: NameKind): [code: string, name: string][];
  /** Codes of which a name in any language has this text in it, in any letter case. */
  having(kind: NameKind, text: string): string[];
}

const KEPT_MS = 60_000;
const kept = new WeakMap<Db, { at: number; names: Promise<LearntName[]> }>();

/** Names change about never; some hundreds of them are read once a minute for everybody. */
export async function readNames({ state, locale }: Pick<ServiceContext, 'state' | 'locale'>): Promise<Names> {
  const known = kept.get(state);
  const fresh =
    known && performance.now() - known.at < KEPT_MS ? known : { at: performance.now(), names: listNames(state) };
  if (fresh !== known) {
    kept.set(state, fresh);
    fresh.names.catch(() => kept.delete(state));
  }
  return namesIn(await fresh.names, locale === 'zh-CN' ? 'zh_CN' : 'en_US');
}

function namesIn(all: readonly LearntName[], language: LearntName['language']): Names {
  const own = new Map(all.flatMap((name) => (name.language === language ? [[`${name.kind} ${name.code}`, name]] : [])));
  return {
    of: (kind, code) => own.get(`${kind} ${code}`)?.name ?? null,
    list: (kind) => [...own.values()].flatMap((name) => (name.kind === kind ? [[name.code, name.name]] : [])),
    having(kind, text) {
      const needle = text.toLowerCase();
      const found = all.filter((name) => name.kind === kind && name.name.toLowerCase().includes(needle));
      return [...new Set(found.map(({ code }) => code))];
    },
  };
}
