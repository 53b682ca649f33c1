// A program that owns a ledger and writes to it until it is killed. argv: folder of the ledger, first version.
// Says "engine <pid>" when it is ready and "stored <page>" for each page that was acknowledged.
import 'server-only';

import type { FeeRecord } from '@/lib/bss/operations/list-fee-records';
import { openEmbedded } from '../open.server';

/** Lines of a page. */
const LINES = 500;

const [, , folder = '', version = '1'] = process.argv;
const { ledger, engine } = await openEmbedded(folder);
process.stdout.write(`engine ${engine.pid}\n`);
for (let page = 0; ; page += 1) {
  const records = Array.from({ length: LINES }, (_, index) => ({
    place: { version: Number(version), account: 'a', cycle: '2026-10', currency: 'CNY', position: page * 1000 + index },
    record: { amount: '0.1', resource_name: `r${index}` } as unknown as FeeRecord,
  }));
  const stored = await ledger.insert('fee_lines', records).then(
    () => true,
    () => false,
  );
  // An engine that was killed is started again; what became of this page is for the test to find out.
  if (stored) process.stdout.write(`stored ${page}\n`);
}
