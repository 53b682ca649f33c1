/** Collects text as UTF-8 bytes, so that a page of a thousand lines is never one long string. */
export class TextBuffer {
  private bytes = Buffer.allocUnsafe(64 * 1024);
  private length = 0;

  add(text: string): this {
    // A UTF-16 unit takes at most three bytes.
    const needed = this.length + text.length * 3;
    if (needed > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.length += this.bytes.write(text, this.length, 'utf8');
    return this;
  }

  end(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}
