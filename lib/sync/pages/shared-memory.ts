/** Bytes of which what is taken is a multiple, so that what one page needed does for another. */
const STEP = 2 ** 18;
/** Larger ones are rare: they are not kept. */
const LARGEST = 2 ** 23;
/** Of all that is kept: dozens of pages of 1,000 lines. */
const MOST_BYTES = 2 ** 26;
/** As many pages as the first months of three accounts have on their way, of the size of one of 1,000 lines. */
const FIRST = { pieces: 24, bytes: 6 * STEP };

/**
 * Memory that two threads see, used again and again: pages of fresh memory cost the system more time than it takes to copy
 * an answer into them, and the garbage collector does not know how much of it waits to be freed.
 */
export class SharedMemory {
  /** The smallest first. */
  readonly #free: SharedArrayBuffer[] = [];
  #bytes = 0;

  /** What will be needed first, for whoever has the time to touch it: until then the system has given nothing for it. */
  reserve(): readonly SharedArrayBuffer[] {
    if (this.#free.length > 0) return [];
    const pieces = Array.from({ length: FIRST.pieces }, () => new SharedArrayBuffer(FIRST.bytes));
    for (const piece of pieces) this.giveBack(piece);
    return pieces;
  }

  /** @returns `size` bytes or more, with whatever was in them. @throws RangeError when there is no such memory */
  take(size: number): SharedArrayBuffer {
    const index = this.#free.findIndex((free) => free.byteLength >= size);
    const [found] = index < 0 ? [] : this.#free.splice(index, 1);
    this.#bytes -= found?.byteLength ?? 0;
    return found ?? new SharedArrayBuffer(Math.ceil(Math.max(size, 1) / STEP) * STEP);
  }

  /** Once for each time that it was taken: nobody looks at it any more. */
  giveBack(memory: SharedArrayBuffer): void {
    if (memory.byteLength > LARGEST) return;
    // The last one that was used is used first: it is in the processor's cache.
    const index = this.#free.findIndex((free) => free.byteLength >= memory.byteLength);
    this.#free.splice(index < 0 ? this.#free.length : index, 0, memory);
    this.#bytes += memory.byteLength;
    // A larger one does for a smaller page as well.
    while (this.#bytes > MOST_BYTES) this.#bytes -= this.#free.shift()?.byteLength ?? 0;
  }
}
