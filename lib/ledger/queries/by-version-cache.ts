/**
 * What was derived from versions, kept for each of them: a version never changes, so a new one costs itself only.
 * Bounded: the question asked longest ago is dropped first.
 */
export class ByVersionCache<T> {
  readonly #known = new Map<string, Map<number, Promise<T>>>();

  constructor(private readonly questions = 200) {}

  /** @param load what is not known yet, by version; a version that it does not name has `none` */
  async get(
    question: string,
    versions: readonly number[],
    { load, none }: { load: (missing: readonly number[]) => Promise<ReadonlyMap<number, T>>; none: T },
  ): Promise<T[]> {
    const known = this.#known.get(question) ?? new Map<number, Promise<T>>();
    // Asked for last, dropped last.
    this.#known.delete(question);
    this.#known.set(question, known);
    const oldest = this.#known.keys().next();
    if (this.#known.size > this.questions && !oldest.done) this.#known.delete(oldest.value);
    const missing = versions.filter((version) => !known.has(version));
    if (missing.length > 0) {
      const loading = load(missing);
      for (const version of missing) {
        const part = loading.then((loaded) => loaded.get(version) ?? none);
        known.set(version, part);
        part.catch(() => known.delete(version));
      }
    }
    // Old versions of a cycle that is read again and again are not asked for any more.
    if (known.size > versions.length + 500) {
      const wanted = new Set(versions);
      for (const version of known.keys()) if (!wanted.has(version)) known.delete(version);
    }
    return Promise.all(versions.map((version) => known.get(version) ?? none));
  }
}
