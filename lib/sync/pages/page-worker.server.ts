import 'server-only';

import { constants, getPriority, setPriority } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { listFeeRecords } from '@/lib/bss/operations/list-fee-records';
import { queryUsageRecords } from '@/lib/bss/operations/query-usage-records';
import { readBytes } from '@/lib/bss/read-answer.server';
import { BlockBuffer } from '@/lib/ledger/block-buffer';
import type { AskedPage, MadePage, ThreadData } from './page-thread.server';
import { type PageJob, workPage, type WorkedPage } from './page-work';
import { rehearsal } from './rehearsal';

const { writing, reserved } = workerData as ThreadData;
/** Of the block of one page after the other. */
const scratch = new BlockBuffer(2 ** 20);

let isAsked = false;

/** What a thread of pages runs: one page after the other, from its bytes to what is kept of it. */
parentPort?.on('message', ({ number, job, memory, length }: AskedPage) => {
  isAsked = true;
  const page = worked(job, Buffer.from(memory, 0, length));
  if (page) Atomics.store(writing, 0, number);
  parentPort?.postMessage({ number, page: page && written(page, memory) } satisfies MadePage);
  Atomics.store(writing, 0, 0);
});

/** @returns null for a page that is wrong: who asked reads it again, and says what is wrong with it */
function worked(job: PageJob, bytes: Buffer): WorkedPage | null {
  try {
    const answer = job.fact === 'usage_lines' ? readBytes(queryUsageRecords, bytes) : readBytes(listFeeRecords, bytes);
    return workPage(job, answer, scratch);
  } catch {
    return null;
  }
}

/** Over the answer, unless its rows say so little that what is kept of them is longer. */
function written({ digests, block, ...page }: WorkedPage, memory: SharedArrayBuffer): MadePage['page'] {
  const size = digests.length + block.length;
  const kept = size <= memory.byteLength ? Buffer.from(memory, 0, size) : Buffer.alloc(size);
  digests.copy(kept);
  block.copy(kept, digests.length);
  return { ...page, kept, digestBytes: digests.length };
}

/** Whoever looks at a page goes first. On Linux a priority is of this thread alone; elsewhere it would be of the process. */
function stepBack(): void {
  const { PRIORITY_BELOW_NORMAL } = constants.priority;
  if (process.platform !== 'linux' || getPriority() >= PRIORITY_BELOW_NORMAL) return;
  try {
    setPriority(PRIORITY_BELOW_NORMAL);
  } catch {
    // A courtesy.
  }
}

/** What the system gives for memory when it is touched first: 4 KB. */
const SYSTEM_PAGE = 4096;

/** Somebody may be using it by now: nothing in it becomes another. */
function touch(memory: SharedArrayBuffer): void {
  const bytes = new Uint8Array(memory);
  for (let at = 0; at < bytes.length; at += SYSTEM_PAGE) Atomics.or(bytes, at, 0);
}

/** Until there is something true to read. */
async function rehearse(): Promise<void> {
  for (const memory of reserved) {
    await turn();
    if (isAsked) return;
    touch(memory);
  }
  for (const { job, bytes } of rehearsal()) {
    await turn();
    if (isAsked) return;
    worked(job, bytes);
  }
}

stepBack();
await rehearse();
