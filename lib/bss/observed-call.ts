import type { Group } from './operation';
import type { Trouble } from './upstream-failure';

/** What is known about a finished call, for metrics and the log: no parameters, no bodies, no keys. */
export interface ObservedCall {
  operation: string;
  group: Group;
  /** Domain id. */
  account: string;
  /** HTTP status of the last try, or null when no answer came. */
  status: number | null;
  /** Whether any try began to leave this machine. */
  sent: boolean;
  /** Tries that reached the line to the service, the first one included. */
  tries: number;
  /** Why each further try was made. */
  retries: Trouble[];
  /** Of all tries, from the first byte sent to the last byte read. */
  upstreamMs: number;
  /** Spent in queues and back-off. */
  waitMs: number;
  bytes: number;
  /** `ok`, the code of the AppError, `aborted`, or `internal`. */
  code: string;
  upstreamCode: string | null;
  /** The service's own name of the request. */
  upstreamRequestId: string | null;
}
