import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** A place in a file of the build: `(/…/.next/server/chunks/x.js:48:1148)`. */
const BUILT = /((?:file:\/\/)?\/[^()\n]*\/\.next\/server\/[^()\n]+\.js):(\d+):(\d+)/g;
/** Maps are megabytes; a stack is of two or three files. */
const MOST_MAPS = 4;

const maps = new Map<string, SourceMap | null>();

/**
 * A stack that names the lines that were written instead of those that were built. Maps are read when there is something
 * to say: Node's own way reads all of them at the start, and keeps them.
 */
export function sourceStack(stack: string | undefined): string | undefined {
  return stack?.replace(BUILT, (built, ...groups: string[]) => {
    const [file = '', line, column] = groups;
    const entry = mapOf(file.replace(/^file:\/\//, ''))?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!entry || !('originalSource' in entry) || !entry.originalSource) return built;
    return `${entry.originalSource.replace(/^(?:turbopack:\/\/\/\[project\]\/|(?:\.\.\/)+)/, '')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

function mapOf(file: string): SourceMap | null {
  const known = maps.get(file);
  if (known !== undefined) return known;
  for (const [oldest] of [...maps].slice(0, Math.max(0, maps.size - MOST_MAPS + 1))) maps.delete(oldest);
  const map = readMap(file);
  maps.set(file, map);
  return map;
}

/** @returns null for a file without a map, or one that cannot be read: the stack is still good for something */
function readMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  } catch {
    return null;
  }
}
