/** Counts what was checked, by operation and check, and prints it as a table. */
export class Table {
  private readonly rows = new Map<string, Map<string, number>>();

  constructor(private readonly checks: readonly string[]) {}

  add(operation: string, check: string, count: number): void {
    const row = this.rows.get(operation) ?? new Map<string, number>();
    row.set(check, (row.get(check) ?? 0) + count);
    this.rows.set(operation, row);
  }

  count(operation: string, check: string): number {
    return this.rows.get(operation)?.get(check) ?? 0;
  }

  text(): string {
    const head = ['operation', ...this.checks];
    const body = [...this.rows].map(([operation, counts]) => [
      operation,
      ...this.checks.map((check) => String(counts.get(check) ?? '-')),
    ]);
    const widths = head.map((_, column) => Math.max(...[head, ...body].map((row) => row[column]?.length ?? 0)));
    const line = (row: readonly string[]) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
    const rule = widths.map((width) => '-'.repeat(width)).join('  ');
    return `${[line(head), rule, ...body.map(line)].join('\n')}\n`;
  }
}
