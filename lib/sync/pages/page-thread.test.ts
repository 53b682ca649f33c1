import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { listFeeRecords } from '@/lib/bss/operations/list-fee-records';
import { queryUsageRecords } from '@/lib/bss/operations/query-usage-records';
import { readBytes } from '@/lib/bss/read-answer.server';
import type { Cycle } from '@/lib/cycles';
import { type PageJob, workPage } from './page-work';
import { PageThread } from './page-thread.server';

const thread = new PageThread();
afterAll(() => thread.end());

const ROWS = 50;
const job: PageJob = {
  ...{ fact: 'fee_lines', domainId: 'd1', currency: 'USD', cycle: '2026-10' as Cycle, make: 'block' },
  ...{ window: { offset: 1000, limit: 1000 }, expected: 1000 + ROWS },
};

interface Body {
  salt?: number;
  owner?: string;
  list?: string;
}

const bytesOf = ({ salt = 0, owner = 'd1', list = 'fee_records' }: Body = {}) =>
  Buffer.from(
    JSON.stringify({
      ...{ total_count: 1000 + ROWS, currency: 'USD' },
      [list]: Array.from({ length: ROWS }, (_, row) => ({
        ...{ bill_date: '2026-10-03', customer_id: owner, id: `${salt}-${row}`, measure_id: 1 },
        ...{ cloud_service_type: 'hws.service.type.ebs', cloud_service_type_name: '云硬盘', amount: salt * 100 + row },
      })),
    }),
  );
const madeHere = (bytes: Buffer) => workPage(job, readBytes(listFeeRecords, bytes));

/** As a body comes that says how long it is. */
function bodyOf(bytes: Buffer, from = thread): Buffer {
  const memory = from.reader(job).memory(bytes.length) ?? Buffer.alloc(bytes.length);
  memory.set(bytes);
  return memory.subarray(0, bytes.length);
}
const received = (bytes: Buffer) => thread.reader(job).read(bodyOf(bytes));

test('a page is what it would have been here, of either list', async () => {
  const fees = bytesOf();
  expect(await thread.reader(job).read(fees)).toMatchObject(madeHere(fees));
  expect(fees).toEqual(bytesOf());
  const usage = { ...job, fact: 'usage_lines' } as const;
  const lines = bytesOf({ list: 'monthly_records' });
  expect(await thread.reader(usage).read(lines)).toMatchObject(workPage(usage, readBytes(queryUsageRecords, lines)));
});

test('an answer in any other form of JSON is read there as well', async () => {
  const spaced = Buffer.from(JSON.stringify(JSON.parse(bytesOf().toString()), null, 2));
  expect(await thread.reader(job).read(spaced)).toMatchObject(madeHere(bytesOf()));
});

test('pages stay as they are until they are released, however many come meanwhile', async () => {
  const salts = Array.from({ length: 40 }, (_, salt) => salt);
  const pages = await Promise.all(salts.map((salt) => received(bytesOf({ salt }))));
  for (const [salt, page] of pages.entries()) {
    // Of every other one the memory is used for what comes next.
    if (salt % 2 === 0) page?.release();
  }
  await Promise.all(salts.map((salt) => received(bytesOf({ salt: 100 + salt }))));
  for (const [salt, page] of pages.entries()) {
    if (salt % 2 === 1) expect(page).toMatchObject(madeHere(bytesOf({ salt })));
  }
});

test('memory that was released is used for the next answer', async () => {
  const own = new PageThread();
  const body = bodyOf(bytesOf(), own);
  const page = await own.reader(job).read(body);
  expect(bodyOf(bytesOf(), own).buffer).not.toBe(body.buffer);
  page?.release();
  expect(bodyOf(bytesOf(), own).buffer).toBe(body.buffer);
  await own.end();
});

test('digests alone, or no more than how many rows there are, when that is all that is wanted', async () => {
  const { total, rows, digests } = madeHere(bytesOf());
  const block = Buffer.alloc(0);
  expect(await thread.reader({ ...job, make: 'digests' }).read(bytesOf())).toMatchObject({ digests, block });
  expect(await thread.reader({ ...job, make: 'rows' }).read(bytesOf())).toMatchObject({ total, rows, digests: block });
});

test('rows that say so little that more is kept of them than came', async () => {
  const sparse = Buffer.from(
    JSON.stringify({
      ...{ total_count: 2000, currency: 'USD' },
      fee_records: Array.from({ length: 1000 }, (_, row) => ({ id: String(row) })),
    }),
  );
  const of = { ...job, expected: 2000 };
  const made = workPage(of, readBytes(listFeeRecords, sparse));
  expect(made.block.length).toBeGreaterThan(2 ** 18);
  expect(await thread.reader(of).read(bodyOf(sparse))).toMatchObject(made);
});

test('a page that is wrong is left as it came, to be read by who says what is wrong with it', async () => {
  const foreign = bytesOf({ owner: 'd2' });
  const body = bodyOf(foreign);
  expect(await thread.reader(job).read(body)).toBeUndefined();
  expect(body).toEqual(foreign);
  expect(await received(Buffer.from('{"total_count":1050,"fee_records":'))).toBeUndefined();
  expect(await thread.reader({ ...job, expected: 7 }).read(bytesOf())).toBeUndefined();
});

/** A thread of another program. */
async function withProgram(
  source: string | null,
  { pauseMs, silentMs }: { pauseMs: number; silentMs?: number },
  look: (other: PageThread, faults: unknown[]) => Promise<void>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'suanpan-thread-'));
  const program = relative(process.cwd(), join(folder, 'program.mjs'));
  if (source !== null) writeFileSync(join(folder, 'program.mjs'), source);
  const faults: unknown[] = [];
  const other = new PageThread({ onFault: (error) => faults.push(error), program, pauseMs, silentMs });
  try {
    await look(other, faults);
  } finally {
    await other.end();
    rmSync(folder, { recursive: true });
  }
}

const IN_THREAD = "import { parentPort, workerData } from 'node:worker_threads';";

test('without a thread pages are read by who asks, and it is not begun again at once', () =>
  withProgram(null, { pauseMs: 60_000 }, async (none, faults) => {
    expect(await none.reader(job).read(bytesOf())).toBeUndefined();
    expect(await none.reader(job).read(bytesOf())).toBeUndefined();
    expect(none.reader(job).memory(100)).toBeUndefined();
    expect(faults).toHaveLength(1);
    expect(String(faults[0])).toContain('program.mjs');
  }));

test('one that ends leaves its pages to who asked, and is begun again after a while', () =>
  withProgram(
    `${IN_THREAD} parentPort.on('message', () => process.exit(3));`,
    { pauseMs: 0 },
    async (brief, faults) => {
      const both = [brief.reader(job).read(bytesOf()), brief.reader(job).read(bytesOf())];
      expect(await Promise.all(both)).toEqual([undefined, undefined]);
      expect(faults).toHaveLength(1);
      expect(await brief.reader(job).read(bytesOf())).toBeUndefined();
      expect(faults).toHaveLength(2);
    },
  ));

test('a page that it had begun to write over is read by nobody', () =>
  withProgram(
    `${IN_THREAD} parentPort.on('message', ({ number, memory }) => {
      if (number < 2) return;
      Atomics.store(workerData.writing, 0, number);
      new Uint8Array(memory).fill(65);
      process.exit(3);
    });`,
    { pauseMs: 60_000 },
    async (brief) => {
      const [first, second] = [brief.reader(job).read(bytesOf()), brief.reader(job).read(bytesOf())];
      await expect(second).rejects.toMatchObject({ code: 'internal' });
      expect(await first).toBeUndefined();
    },
  ));

test('one that hangs is ended: nobody else reads what it hangs at, and the others are left to who asked', () =>
  withProgram(
    `${IN_THREAD} parentPort.on('message', () => { for (;;); });`,
    { pauseMs: 60_000, silentMs: 50 },
    async (hanging, faults) => {
      const [first, second] = [hanging.reader(job).read(bytesOf()), hanging.reader(job).read(bytesOf())];
      await expect(first).rejects.toMatchObject({ code: 'internal' });
      expect(await second).toBeUndefined();
      expect(faults).toMatchObject([{ message: 'the thread that reads pages said nothing for 0.05 s' }]);
    },
  ));

test('one that is slow is waited for as long as pages come', () =>
  withProgram(
    `${IN_THREAD} const still = new Int32Array(new SharedArrayBuffer(4));
    parentPort.on('message', ({ number }) => {
      Atomics.wait(still, 0, 0, 250);
      parentPort.postMessage({ number, page: null });
    });`,
    { pauseMs: 60_000, silentMs: 1000 },
    async (slow, faults) => {
      await Promise.all(Array.from({ length: 5 }, () => slow.reader(job).read(bytesOf())));
      expect(faults).toEqual([]);
    },
  ));

test('one that was ended tells nobody, and another is begun for the next page', async () => {
  const faults: unknown[] = [];
  const own = new PageThread({ onFault: (error) => faults.push(error) });
  const asked = own.reader(job).read(bytesOf());
  await own.end();
  expect(await asked).toBeUndefined();
  expect(await own.reader(job).read(bytesOf())).toMatchObject(madeHere(bytesOf()));
  await own.end();
  expect(faults).toEqual([]);
});
