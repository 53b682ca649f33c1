// Steps of a check, some side by side, with one table at the end.
import { Advice } from './install.mjs';
import { ChildDied } from './family.mjs';
import { seconds, table } from './progress.mjs';

export class Steps {
  #rows = [];
  #failures = [];

  /** Runs one step and keeps its result; a failure does not stop the others. @returns what `work` returned, or null */
  async run(name, work) {
    const start = Date.now();
    process.stderr.write(`${name} …\n`);
    const result = await work().then(
      (value) => ({ ok: true, value }),
      (error) => ({ ok: false, error }),
    );
    this.#rows.push([name, seconds(Date.now() - start), result.ok ? 'ok' : 'FAILED']);
    process.stderr.write(`${name}: ${result.ok ? 'ok' : 'FAILED'}, ${seconds(Date.now() - start)}\n`);
    if (result.ok) return result.value ?? true;
    const { error } = result;
    const text = error instanceof Advice || error instanceof ChildDied ? error.message : String(error.stack);
    this.#failures.push(`── ${name}\n${text}`);
    return null;
  }

  get passed() {
    return this.#rows.filter(([, , result]) => result === 'ok').length;
  }

  get failed() {
    return this.#rows.length - this.passed;
  }

  /** What failed in full, then the table. */
  report() {
    const lines = table(['step', 'time', 'result'], this.#rows);
    return [...this.#failures, lines].join('\n\n');
  }
}
