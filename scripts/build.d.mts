/** Builds the portal when something it is made of has changed. */
export function ensureBuilt(options: {
  family: unknown;
  step: (name: string, work: () => Promise<unknown>) => Promise<unknown>;
  force?: boolean;
}): Promise<void>;
