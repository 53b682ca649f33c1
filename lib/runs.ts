/**
 * Values by place, where many are as at the place before: each is kept once, with the place from which it holds. Places
 * count from 0; the last value holds to the end.
 */
export class Runs<T> {
  /** Rising, from 0. */
  readonly starts: number[];
  readonly values: T[];

  constructor(starts: number[] = [], values: T[] = []) {
    this.starts = starts;
    this.values = values;
  }

  static constant<T>(value: T): Runs<T> {
    return new Runs([0], [value]);
  }

  /** From `place` on; places come in their order, and the last one may be set again. */
  set(place: number, value: T): void {
    const last = this.values.length - 1;
    if (last >= 0 && this.starts[last] === place) this.values[last] = value;
    else if (last < 0 || this.values[last] !== value) {
      this.starts.push(place);
      this.values.push(value);
    }
  }

  /** Each value once where it begins, as another; both have the same places from then on. */
  map<U>(change: (value: T) => U): Runs<U> {
    return new Runs(this.starts, this.values.map(change));
  }
}
