import 'server-only';

import { log } from '@/lib/log.server';
import { metrics } from '@/lib/metrics.server';
import type { Db } from './schema';
import { writeSetting } from './settings.server';

const PROBE = 'write_probe';
/** Anybody may ask /readyz, and each probe is a write to the disk. */
const PROBED_FOR_MS = 10_000;
const TOLD_EVERY_MS = 5 * 60_000;

interface Probe {
  db: Db;
  until: number;
  result: Promise<boolean>;
}

// Pages and routes are bundled apart, and one probe is enough for all of them.
const shared = globalThis as typeof globalThis & { suanpanWrites?: { probe: Probe | null; toldAt: number } };
const writes = () => (shared.suanpanWrites ??= { probe: null, toldAt: -Infinity });

/** True when the store took a write within the last ten seconds. */
export function canWrite(db: Db): Promise<boolean> {
  const known = writes().probe;
  if (known && known.db === db && performance.now() < known.until) return known.result;
  const result = writeSetting(db, PROBE, '1').then(
    () => {
      metrics().stateWritable.set(1);
      return true;
    },
    (error: unknown) => {
      noteWriteFailure(error);
      return false;
    },
  );
  writes().probe = { db, until: performance.now() + PROBED_FOR_MS, result };
  return result;
}

/** For a write that may fail: the metric tells at once, the log now and then. */
export function noteWriteFailure(error: unknown): void {
  metrics().stateWritable.set(0);
  if (performance.now() < writes().toldAt + TOLD_EVERY_MS) return;
  writes().toldAt = performance.now();
  log.error({ err: error }, 'the store cannot be written: nobody can sign in');
}
