import type { IncomingMessage } from 'node:http';
import { ControlError } from './control-error';

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * The port has no password, so no web page may reach it: browsers say where a request comes from (Origin), and a page whose name
 * was re-bound to 127.0.0.1 says its own name (Host).
 */
export function refuseForeigners({ headers }: IncomingMessage): void {
  if (headers.origin !== undefined) throw new ControlError(403, 'Origin: the control port is not for web pages');
  if (!LOOPBACK.test(headers.host ?? '')) throw new ControlError(403, 'Host: must be a loopback address');
}

export function refuseOtherContent({ headers }: IncomingMessage, size: number): void {
  const type = headers['content-type'] ?? '';
  if (size > 0 && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new ControlError(415, 'Content-Type: must be application/json');
  }
}
