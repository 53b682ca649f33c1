// What a script is doing and how long it took, one line each.
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** @param print where the lines go */
export function makeStep(print) {
  return async (what, work) => {
    const start = Date.now();
    print(`${what} …`);
    const result = await work();
    print(`${what}: ${seconds(Date.now() - start)}`);
    return result;
  };
}

/** Rows as aligned text; numbers to the right. */
export function table(head, rows) {
  const text = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...text.map((row) => row[column].length)));
  const isNumber = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  const pad = (cell, column) => (isNumber[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]));
  return text.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
