/** The versions that an answer is made of, each with the number of its sums where it has them. */
export type VersionRollups = ReadonlyMap<number, number | null>;

/** Numbers of the sums of these versions; null when one of them has none, so that the lines must be asked. */
export function rollupsOf(versions: readonly number[], rollups: VersionRollups): number[] | null {
  const found = versions.flatMap((version) => rollups.get(version) ?? []);
  return versions.length > 0 && found.length === versions.length ? found : null;
}

/** The versions of an answer, with their sums. */
export interface RolledVersions {
  versions: readonly number[];
  rollups: VersionRollups;
}

export const rolledVersions = (published: readonly { version: number; rollup: number | null }[]): RolledVersions => ({
  versions: published.map(({ version }) => version),
  rollups: new Map(published.map(({ version, rollup }) => [version, rollup])),
});
