import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { type LearntName, listNames, type NameKind } from '@/lib/state/names.server';
import type { Db } from '@/lib/state/schema';

/** What codes are called in the language of the reader; null when nobody has said it yet. */
export interface Names {
  of(kind: NameKind, code: string): string | null;
  /** Names of a kind by their codes. */
  all(kind: NameKind): ReadonlyMap<string, string>;
  /** Codes of which a name in any language has this text in it, in any letter case. */
  having(kind: NameKind, text: string): string[];
}

const KEPT_MS = 60_000;

interface Kept {
  at: number;
  names: Promise<Record<LearntName['language'], Names>>;
}

const kept = new WeakMap<Db, Kept>();

/** Names change about never; some hundreds of them are read once a minute for everybody. */
export async function readNames({ state, locale }: Pick<ServiceContext, 'state' | 'locale'>): Promise<Names> {
  const known = kept.get(state);
  const fresh = known && performance.now() - known.at < KEPT_MS ? known : { at: performance.now(), names: load(state) };
  if (fresh !== known) {
    kept.set(state, fresh);
    fresh.names.catch(() => kept.delete(state));
  }
  return (await fresh.names)[locale === 'zh-CN' ? 'zh_CN' : 'en_US'];
}

async function load(state: Db): Promise<Record<LearntName['language'], Names>> {
  const all = await listNames(state);
  return { zh_CN: namesIn(all, 'zh_CN'), en_US: namesIn(all, 'en_US') };
}

const NONE: ReadonlyMap<string, string> = new Map();

function namesIn(all: readonly LearntName[], language: LearntName['language']): Names {
  const own = new Map<NameKind, Map<string, string>>();
  for (const name of all) {
    if (name.language !== language) continue;
    const names = own.get(name.kind) ?? new Map<string, string>();
    own.set(name.kind, names.set(name.code, name.name));
  }
  return {
    of: (kind, code) => own.get(kind)?.get(code) ?? null,
    all: (kind) => own.get(kind) ?? NONE,
    having(kind, text) {
      const needle = text.toLowerCase();
      const found = all.filter((name) => name.kind === kind && name.name.toLowerCase().includes(needle));
      return [...new Set(found.map(({ code }) => code))];
    },
  };
}
