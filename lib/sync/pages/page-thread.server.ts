import 'server-only';

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '@/lib/http/errors';
import type { Reader } from '@/lib/bss/reader';
import type { PageJob, WorkedPage } from './page-work';
import { SharedMemory } from './shared-memory';

/** To the thread. */
export interface AskedPage {
  /** From 1 on. */
  number: number;
  job: PageJob;
  /** Begins with the answer, of `length` bytes. */
  memory: SharedArrayBuffer;
  length: number;
}

/** From it: what is kept begins with the digests. Null for a page that is wrong. */
export interface MadePage {
  number: number;
  page: (Omit<WorkedPage, 'digests' | 'block'> & { kept: Uint8Array; digestBytes: number }) | null;
}

/** What the thread is begun with: there it says which page it is writing over; 0 for none. */
export interface ThreadData {
  writing: Int32Array<SharedArrayBuffer>;
  /** To be touched before it is used. */
  reserved: readonly SharedArrayBuffer[];
}

/** A page, in memory that is used for others once it is released. */
export interface HeldPage extends WorkedPage {
  /** Once. */
  release(): void;
}

/** The program of the thread, whatever program this is a part of. */
const PROGRAM = join('lib', 'sync', 'pages', 'page-worker.server.mjs');
const OPTIONS = ['--conditions=react-server'];
/** After a thread that ended by itself, ms: beginning one costs as much as dozens of pages. */
const PAUSE_MS = 60_000;
/** A thread that owes pages and says nothing for so long is stuck, ms: a page takes it ten. */
const SILENT_MS = 30_000;

interface Waiting {
  resolve(page: MadePage['page']): void;
  reject(error: unknown): void;
}

interface ThreadOptions {
  /** Told why there is no thread; for a while pages are read by who asks for them. */
  onFault?: (error: unknown) => void;
  program?: string;
  pauseMs?: number;
  silentMs?: number;
}

/**
 * Reads pages beside the event loop: one of 1,000 lines takes ten milliseconds of processor time, and a first sync has
 * thousands of them while people look at others.
 */
export class PageThread {
  readonly #memory = new SharedMemory();
  readonly #waiting = new Map<number, Waiting>();
  readonly #options: ThreadOptions;
  #worker: Worker | null = null;
  /** Why it is ending. */
  #fault: unknown;
  #watch: NodeJS.Timeout | undefined;
  #isStuck = false;
  #ending = false;
  #pausedUntil = -Infinity;
  #number = 0;

  constructor(options: ThreadOptions = {}) {
    this.#options = options;
  }

  /** Starts it, so that the first page need not wait for that. */
  start(): void {
    if (this.#worker || performance.now() < this.#pausedUntil) return;
    try {
      this.#worker = this.#begin();
    } catch (error) {
      this.#onFault(error);
    }
  }

  /** Ends it; the next page begins another. */
  async end(): Promise<void> {
    this.#ending = true;
    await this.#worker?.terminate();
    this.#ending = false;
  }

  /** Makes of an answer what is kept of it; undefined for one that is wrong, or while there is no thread. */
  reader(job: PageJob): Reader<HeldPage> {
    return {
      memory: (bytes) => this.#room(bytes),
      read: (bytes) => this.#read(job, bytes),
    };
  }

  #room(bytes: number): Buffer | undefined {
    this.start();
    if (!this.#worker) return undefined;
    try {
      return Buffer.from(this.#memory.take(bytes));
    } catch {
      return undefined;
    }
  }

  async #read(job: PageJob, bytes: Buffer): Promise<HeldPage | undefined> {
    this.start();
    const worker = this.#worker;
    if (!worker) return undefined;
    const isShared = bytes.buffer instanceof SharedArrayBuffer && bytes.byteOffset === 0;
    const memory = isShared ? (bytes.buffer as SharedArrayBuffer) : this.#copied(bytes);
    const page = await this.#ask(worker, { job, memory, length: bytes.length });
    if (!page) {
      if (!isShared) this.#memory.giveBack(memory);
      return undefined;
    }
    const { kept, digestBytes, ...rest } = page;
    const own = Buffer.from(kept.buffer, kept.byteOffset, kept.length);
    return {
      ...rest,
      digests: own.subarray(0, digestBytes),
      block: own.subarray(digestBytes),
      release: () => this.#memory.giveBack(memory),
    };
  }

  #copied(bytes: Buffer): SharedArrayBuffer {
    const memory = this.#memory.take(bytes.length);
    new Uint8Array(memory).set(bytes);
    return memory;
  }

  #ask(worker: Worker, page: Omit<AskedPage, 'number'>): Promise<MadePage['page']> {
    const number = (this.#number += 1);
    return new Promise((resolve, reject) => {
      worker.postMessage({ number, ...page } satisfies AskedPage);
      this.#waiting.set(number, { resolve, reject });
      // Only who waits for a page keeps this process running.
      worker.ref();
      if (this.#waiting.size === 1) this.#watchOver(worker);
    });
  }

  /** From the first page that it owes until it owes none; with each that comes the time begins anew. */
  #watchOver(worker: Worker): void {
    clearTimeout(this.#watch);
    if (this.#waiting.size === 0) return;
    const silentMs = this.#options.silentMs ?? SILENT_MS;
    const after = (work: () => void) => {
      this.#watch = setTimeout(work, silentMs / 2).unref();
    };
    // In two halves: where the whole process stood still, for one of them at most, the thread has the other to answer.
    after(() =>
      after(() => {
        this.#isStuck = true;
        this.#fault = new Error(`the thread that reads pages said nothing for ${silentMs / 1000} s`);
        void worker.terminate();
      }),
    );
  }

  #begin(): Worker {
    const writing = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    // The build would pack the loader of the program as well.
    const program = join(/* turbopackIgnore: true */ process.cwd(), this.#options.program ?? PROGRAM);
    const worker = new Worker(/* turbopackIgnore: true */ program, {
      execArgv: OPTIONS,
      // Nothing of the portal's environment: it has secrets.
      env: { NODE_ENV: 'production', TZ: 'UTC' },
      workerData: { writing, reserved: this.#memory.reserve() } satisfies ThreadData,
    });
    worker.unref();
    worker.on('message', ({ number, page }: MadePage) => {
      this.#waiting.get(number)?.resolve(page);
      this.#waiting.delete(number);
      this.#watchOver(worker);
      if (this.#waiting.size === 0) worker.unref();
    });
    // A page that never comes would be waited for.
    worker.once('messageerror', () => void worker.terminate());
    this.#fault = undefined;
    worker.once('error', (error) => {
      this.#fault = error;
    });
    worker.once('exit', (code) => {
      this.#onExit(Atomics.load(writing, 0));
      if (!this.#ending) this.#onFault(this.#fault ?? new Error(`the thread that reads pages ended with ${code}`));
    });
    return worker;
  }

  /** What it was asked for, who asked reads; not the page that it had begun to write over, nor what it hangs at. */
  #onExit(written: number): void {
    this.#worker = null;
    clearTimeout(this.#watch);
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    // One page after the other, in order.
    const hangsAt = this.#isStuck ? waiting[0]?.[0] : undefined;
    this.#isStuck = false;
    for (const [number, { resolve, reject }] of waiting) {
      if (number === written || number === hangsAt)
        reject(new AppError('internal', 'The page was lost while it was read.'));
      else resolve(null);
    }
  }

  #onFault(error: unknown): void {
    this.#pausedUntil = performance.now() + (this.#options.pauseMs ?? PAUSE_MS);
    this.#options.onFault?.(error);
  }
}
