import type { Source } from '../../world/bills/source';
import type { TextBuffer } from '../../wire/text-buffer';
import { UsageStream } from '../../world/bills/usage-stream';

/** Sources whose frames are kept: more than a large month has, so that the next page finds those of the page before. */
const KEPT = 4000;

/**
 * What all records of a source have in common, as bytes. Pages follow pages, and a month of hundreds of thousands of
 * lines has a few thousand sources. A source that has changed is another one.
 */
export class Frames<Frame> {
  private readonly kept = new Map<Source, Frame>();

  constructor(private readonly make: (source: Source) => Frame) {}

  of(source: Source): Frame {
    const known = this.kept.get(source);
    if (known !== undefined) return known;
    const frame = this.make(source);
    this.kept.set(source, frame);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return frame;
  }
}

export const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

/** JSON of a text or null. */
export const jsonText = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));

/** The transaction ID of a line, in quotes. */
export function putTradeId(out: TextBuffer, source: Source, slot: number): void {
  if (source instanceof UsageStream) source.putTradeId(out, slot);
  else out.putQuoted(source.tradeId(slot));
}
