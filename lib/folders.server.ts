import 'server-only';

import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder for its owner only, and those above it that are missing. Node's own recursive mkdir never returns where
 * folders cannot be made at all, such as under /proc.
 * @throws the error of the first folder that cannot be made
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.push(folder);
  for (const folder of missing.reverse()) mkdirSync(folder, { mode: 0o700 });
}
