import 'server-only';

import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino';
import { logLevel } from './env.server';
import { redact } from './http/redact';
import { logOutput } from './log-output';

export type Logger = PinoLogger;

/** JSON lines; anything that looks like a secret is emptied at any depth before it is written. */
export function makeLog(level: string, destination: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Errors are plain fields by the time pino sees them.
    serializers: { err: (fields: unknown) => fields },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => redact(fields) as Record<string, unknown>,
    },
  };
  return pino(options, destination);
}

const shared = globalThis as typeof globalThis & { suanpanLog?: Logger };

/** The log of this process. Requests use `ctx.log`, which carries their id. */
export const log: Logger = (shared.suanpanLog ??= makeLog(logLevel(), logOutput({ fd: 1, stream: process.stdout })));
