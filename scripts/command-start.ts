// What comes before everything else in a command that uses the portal's stores: its settings, read before any module is.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as NextEnv from '@next/env';

// Standard output is for people here.
process.env.LOG_LEVEL = 'silent';
export const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
(require('@next/env') as typeof NextEnv).loadEnvConfig(root, false, {
  info: () => undefined,
  error: console.error,
});
export const { version: program } = require('../package.json') as { version: string };

/** Where npm was called, and not the root of the repository to which it goes. */
export const calledFrom = process.env.INIT_CWD ?? process.cwd();
