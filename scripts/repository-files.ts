import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = join(import.meta.dirname, '..');

const generated = new Set(['node_modules', '.next', '.git', 'data', 'test-results', 'playwright-report', 'coverage']);

/** Files below a folder of the repository whose path matches, relative to its root; generated folders are left out. */
export function filesUnder(folder: string, matching: RegExp): string[] {
  const found: string[] = [];
  const walk = (absolute: string) => {
    for (const name of readdirSync(absolute)) {
      if (generated.has(name)) continue;
      const path = join(absolute, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (matching.test(relative(root, path))) found.push(relative(root, path));
    }
  };
  walk(join(root, folder));
  return found.sort();
}

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
