/**
 * First-load JavaScript of every page, gzipped, against the budget.
 * Reads what `next build` leaves in .next/diagnostics; exit code 1 when a page is over.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { table } from './progress.mjs';

const BUDGET_KIB = 200;
const root = join(import.meta.dirname, '..');
const statsPath = join(root, '.next', 'diagnostics', 'route-bundle-stats.json');

if (!existsSync(statsPath)) {
  console.error('There is no build: run npm run build first');
  process.exit(1);
}

const gzipped = new Map();

function gzipSize(path) {
  const known = gzipped.get(path) ?? gzipSync(readFileSync(join(root, path)), { level: 9 }).length;
  gzipped.set(path, known);
  return known;
}

const routes = JSON.parse(readFileSync(statsPath, 'utf8'));
const sizes = routes
  .map(({ route, firstLoadChunkPaths }) => ({
    route,
    kib: firstLoadChunkPaths.reduce((sum, path) => sum + gzipSize(path), 0) / 1024,
  }))
  .sort((a, b) => b.kib - a.kib);
console.log(
  table(
    ['page', 'first load, KiB gz', `budget ${BUDGET_KIB}`],
    sizes.map(({ route, kib }) => [route, kib.toFixed(1), kib > BUDGET_KIB ? 'OVER' : 'ok']),
  ),
);
process.exit(sizes.some(({ kib }) => kib > BUDGET_KIB) ? 1 : 0);
