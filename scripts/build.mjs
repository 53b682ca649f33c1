// The production build, made again only when something it is made of has changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, '.next', 'source-hash');
const sources = [
  ...['app', 'components', 'lib', 'i18n', 'messages', 'public'],
  ...['proxy.ts', 'instrumentation.ts', 'instrumentation-client.ts', 'global.d.ts'],
  ...['next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json'],
];

/** A hash of everything the build reads; tests are not part of it. */
export function sourceHash() {
  const hash = createHash('sha256').update(process.version);
  for (const path of sources.flatMap((source) => filesOf(source)).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function filesOf(path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return /\.test\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(absolute).flatMap((name) => filesOf(`${path}/${name}`));
}

export const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash();

/** @param options.force builds even when nothing has changed */
export async function ensureBuilt({ family, step, force = false }) {
  if (!force && isBuilt()) return;
  const hash = sourceHash();
  // A build that is broken off must not look like the last good one.
  rmSync(stamp, { force: true });
  await step('building the portal', () =>
    family.run('next build', process.execPath, {
      args: [join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    }),
  );
  writeFileSync(stamp, hash);
}
