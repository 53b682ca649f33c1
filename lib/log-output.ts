import { fstatSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';

/** Bytes that may wait for a reader of the pipe; more are lost, and their number is told. */
const MOST_WAITING = 1024 * 1024;

export interface LogOutput {
  write(line: string): void;
}

/**
 * Standard output as the log needs it: a line that cannot be written (the reader is gone or stands still, the disk is full)
 * is lost, and nobody waits for it. pino's own destination tries a broken pipe again for ever while the process exits.
 */
export function logOutput({ fd, stream }: { fd: number; stream: Writable }): LogOutput {
  // Without a listener a broken pipe ends the process.
  stream.on('error', () => undefined);
  let lost = 0;
  const write = isPipe(fd) ? (line: string) => intoPipe(stream, line) : (line: string) => intoFile(fd, line);
  return {
    write(line) {
      const notice = lost > 0 ? `${JSON.stringify({ level: 'warn', lost, msg: 'log lines were lost' })}\n` : '';
      lost = write(notice + line) ? 0 : lost + 1;
    },
  };
}

/** Node writes at once what fits into the pipe and keeps the rest. @returns false when there is too much of that */
function intoPipe(stream: Writable, line: string): boolean {
  if (stream.destroyed || stream.writableLength + line.length > MOST_WAITING) return false;
  stream.write(line);
  return true;
}

/** A file never makes us wait; the stream over it would never write again after one full disk. */
function intoFile(fd: number, line: string): boolean {
  try {
    writeSync(fd, line);
    return true;
  } catch {
    return false;
  }
}

function isPipe(fd: number): boolean {
  try {
    const kind = fstatSync(fd);
    return kind.isFIFO() || kind.isSocket();
  } catch {
    return false;
  }
}
