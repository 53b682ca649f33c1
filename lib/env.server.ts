import 'server-only';

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Env, parseEnv } from './env';
import { makeFolder } from './folders.server';

/** The environment as validated, with a secret that is always there. */
export type ServerEnv = Env & { SUANPAN_SECRET: string };

/** Its message is one line per wrong variable, made for the console. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

let known: ServerEnv | undefined;

/**
 * The one reader of process.env. Lazy, because `next build` loads route modules without any configuration.
 * @throws EnvError when a variable is wrong
 */
export function env(): ServerEnv {
  known ??= readEnv(process.env);
  return known;
}

/** The log must speak before the environment is known to be right, also about what is wrong in it. */
export function logLevel(): string {
  const parsed = parseEnv({ LOG_LEVEL: process.env.LOG_LEVEL, SUANPAN_DEMO: '1' });
  return parsed.ok ? parsed.env.LOG_LEVEL : 'info';
}

function readEnv(raw: Readonly<Record<string, string | undefined>>): ServerEnv {
  const parsed = parseEnv(raw);
  if (!parsed.ok) throw new EnvError(parsed.problems.join('\n'));
  return { ...parsed.env, SUANPAN_SECRET: parsed.env.SUANPAN_SECRET ?? demoSecret(parsed.env.SUANPAN_DATA) };
}

/** The demo and its seeding script are two processes that must agree on one secret, so it is kept beside the data. */
function demoSecret(dataDirectory: string): string {
  const path = join(dataDirectory, 'demo-secret');
  makeFolder(dataDirectory);
  try {
    writeFileSync(path, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8');
}

/** next-auth reads its public URL and secret from the environment only; called once, at start. */
export function provideNextAuthEnvironment(): void {
  process.env.NEXTAUTH_URL = env().SUANPAN_URL;
  process.env.NEXTAUTH_SECRET = env().SUANPAN_SECRET;
  // Only our own header rewriting may say which host this is.
  delete process.env.AUTH_TRUST_HOST;
}
