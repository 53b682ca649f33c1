// `npm start`: the built portal in this process, configured by the environment (docs/operations.md).
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { assertFree } from './stack.mjs';

// A reader that has gone away must not end the portal; what it would have read is lost.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

function refuse(lines) {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(1);
}

if (!existsSync(join(root, 'node_modules', 'next'))) refuse(['Nothing is installed: run npm ci first']);
process.chdir(root);
process.env.NODE_ENV = 'production';
process.env.NEXT_RUNTIME = 'nodejs';
process.env.NEXT_TELEMETRY_DISABLED = '1';
// The portal drains and stops by itself (instrumentation.ts); Next's own handler would exit 143.
process.env.NEXT_MANUAL_SIG_HANDLE = '1';

require('@next/env').loadEnvConfig(root, false, { info: () => undefined, error: console.error });
const { register } = await import('tsx/esm/api');
const ts = register({ namespace: 'start' });
const { parseEnv } = await ts.import('../lib/env.ts', import.meta.url);
// It would look at every module that Next loads, and read the source map of each: a second, and tens of megabytes.
await ts.unregister();
process.setSourceMapsEnabled(false);
const parsed = parseEnv(process.env);
if (!parsed.ok) refuse(parsed.problems);
const { HOST, PORT } = parsed.env;
await assertFree(PORT, HOST, 'PORT').catch(({ message }) => refuse([message]));
if (!existsSync(join(root, '.next', 'BUILD_ID'))) refuse(['There is no build: run npm run build first']);
for (const warning of parsed.warnings) process.stderr.write(`Warning: ${warning}\n`);
const print = console.log;
// The log is JSON lines; Next's banner is not.
const banner = /Next\.js \d|- (Local|Network|Environments): |Ready in |Running next\.config/;
console.log = (...words) => (banner.test(words.join(' ')) ? undefined : print(...words));

// What `next start` does first: settle which React every module gets.
require('next/dist/server/require-hook');
const { nextStart } = require('next/dist/cli/next-start');
await nextStart({ hostname: HOST, port: PORT }, root);
console.log = print;
