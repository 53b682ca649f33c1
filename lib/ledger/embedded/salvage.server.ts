import 'server-only';

import { existsSync, linkSync, readdirSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeFolder } from '@/lib/folders.server';
import type { FactName } from '../facts';
import { DATABASE, facts } from '../tables';
import { Topology } from '../topology.server';
import type { EngineProcess } from './process.server';

/** Partition, first and last block, level. */
const PART = /^(\d+)_(\d+)_(\d+)_(\d+)(?:_\d+)?$/;

/**
 * Takes parts of a ledger that cannot be opened into a new one: they stay where they are, and are the same files in both.
 * The engine checks each that it takes; whether a version is all there is found out by counting, as after each start.
 */
export async function salvage(
  engine: EngineProcess,
  { from, to }: { from: string; to: string },
): Promise<{ parts: number; refused: number }> {
  await new Topology().migrate({
    run: async (sql) => void (await engine.run(sql)),
    read: async <Row>(sql: string) => {
      const text = await engine.run(`${sql} FORMAT JSONEachRow`);
      return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]));
    },
  });
  const found = { parts: 0, refused: 0 };
  for (const fact of facts) {
    const [source, target] = [storeOf(from, fact), storeOf(to, fact)];
    if (!source || !target) continue;
    for (const part of activeParts(readdirSync(source))) {
      linkFolder(join(source, part), join(target, 'detached', part));
      const taken = await engine.run(`ALTER TABLE ${DATABASE}.${fact} ATTACH PART '${part}'`).then(
        () => true,
        () => false,
      );
      found[taken ? 'parts' : 'refused'] += 1;
    }
  }
  return found;
}

/** Parts that were merged stay on the disk for a while: their rows are in the one that covers them. */
export function activeParts(names: readonly string[]): string[] {
  const parts = names.flatMap((name) => {
    const [, partition, ...numbers] = PART.exec(name) ?? [];
    const [first = 0, last = 0, level = 0] = numbers.map(Number);
    return partition === undefined ? [] : [{ name, partition, first, last, level }];
  });
  const covers = (a: (typeof parts)[number], b: (typeof parts)[number]) =>
    a !== b && a.partition === b.partition && a.first <= b.first && a.last >= b.last && a.level > b.level;
  return parts.filter((part) => !parts.some((other) => covers(other, part))).map(({ name }) => name);
}

/** Where the parts of a fact are: a link with its name leads there. */
export function storeOf(folder: string, fact: FactName): string | null {
  const data = join(folder, 'data');
  try {
    const id = basename(readlinkSync(join(data, 'data', DATABASE, fact)));
    const store = join(data, 'store', id.slice(0, 3), id);
    return existsSync(store) ? store : null;
  } catch {
    return null;
  }
}

function linkFolder(from: string, to: string): void {
  makeFolder(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (!existsSync(target)) linkSync(source, target);
  }
}
