import type { LineFactName } from '../../lib/ledger/line-fact';
import { FeeRecordWriter } from '../../sandbox/operations/bills/fee-record-json';
import { UsageRecordWriter } from '../../sandbox/operations/bills/usage-record-json';
import type { Call } from '../../sandbox/operations/operation';
import { type Row, Selection } from '../../sandbox/world/bills/selection';
import { cycleText } from '../../sandbox/wire/times';
import { giveBack, TextBuffer } from '../../sandbox/wire/text-buffer';
import { tenantOf } from '../../sandbox/world/world';
import { ExactSums } from './exact-sums';

/** Lines in one piece: some ten megabytes. */
const PIECE = 5000;

/** Writes a record of the sandbox with its place in front: `{"version":1,…,` and then the record without its brace. */
class PlacedBuffer extends TextBuffer {
  private opening = false;

  place(text: string): void {
    this.add(text);
    this.opening = true;
  }

  override put(text: Uint8Array): this {
    if (!this.opening) return super.put(text);
    this.opening = false;
    return super.put(text.subarray(1));
  }
}

export interface Lines {
  count: number;
  /** Sums of what was given so far, added up apart from the bytes. */
  sums: ExactSums;
  /** Rows of JSONEachRow; a piece is only its own until the next one is taken. */
  pieces(): Generator<Buffer>;
}

/** Every line of a cycle of one account, as the operation of the sandbox writes them, placed under a version. */
export function linesOf(
  { world, account, now }: Pick<Call, 'world' | 'account' | 'now'>,
  { fact, cycle, version }: { fact: LineFactName; cycle: number; version: number },
): Lines {
  const { bills } = tenantOf(world, account.domainId);
  const level = fact === 'fee_lines' ? 'lines' : 'days';
  const book = fact === 'fee_lines' ? bills.feeBook(cycle, now) : bills.summaryBook(cycle, now);
  const selection = new Selection(book, { matches: () => true, zeros: true, days: null, tradeId: null });
  const count = selection.count(level);
  const sums = new ExactSums();
  const month = cycleText(cycle);
  // A usage record names its cycle itself.
  const own = fact === 'fee_lines' ? `"cycle":"${month}",` : '';
  const start = `{"version":${version},"account":"${account.domainId}",${own}"currency":"${account.currency}","position":`;
  function* pieces(): Generator<Buffer> {
    for (let offset = 0; offset < count; offset += PIECE) {
      const out = new PlacedBuffer();
      const writer =
        fact === 'fee_lines'
          ? new FeeRecordWriter(out, { language: 'en_US', level })
          : new UsageRecordWriter(out, { cycle: month, language: 'en_US', level });
      let position = offset;
      selection.each(level, { offset, limit: PIECE }, (row: Row) => {
        out.place(`${start}${position},`);
        writer.write(row);
        out.add('\n');
        sums.add(row.line);
        position += 1;
      });
      const piece = out.end();
      yield piece;
      giveBack(piece);
    }
  }
  return { count, sums, pieces };
}
