/** Rows as aligned text; numbers to the right. */
export function table(head: string[], rows: (string | number)[][]): string;
/** A runner of named steps that tells of each. */
export function makeStep(say: (line: string) => void): (name: string, work: () => Promise<unknown>) => Promise<unknown>;
