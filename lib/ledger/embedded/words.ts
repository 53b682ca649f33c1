/** How much of what the engine said last is remembered, characters. */
const REMEMBERED = 4000;
const MEANINGFUL = /<(?:Error|Fatal|Critical)>|Code: \d+|^(?:Error|Fatal|\w*Error:)/;
/** Lines about a question begin with its id; whoever asked hears of it, and its text may quote bill data. */
const ABOUT_A_QUESTION = /\] \{[^}]+\} </;

/** What an engine says on its way down, and what that means to an administrator. */
export class EngineWords {
  #said = '';
  #rest = '';

  constructor(
    private readonly folder: string,
    private readonly hearLine: (line: string) => void = () => undefined,
  ) {}

  hear(text: string): void {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop()?.slice(-REMEMBERED) ?? '';
    for (const line of lines) {
      if (!MEANINGFUL.test(line) || ABOUT_A_QUESTION.test(line)) continue;
      const told = line.slice(0, 300);
      this.#said = `${this.#said}\n${told}`.slice(-REMEMBERED);
      this.hearLine(told);
    }
  }

  /** Why it ended. `end` is the exit code or the signal, which alone says little. */
  reason(end: string | number | null): string {
    if (this.#rest) this.hear('\n');
    const said = this.#said;
    if (/Code: 76\b|Cannot lock file/.test(said)) return `another process uses the ledger in ${this.folder}`;
    if (/Code: 210\b|Address already in use/.test(said)) return 'its port was taken by another program';
    if (/Code: 243\b|No space left/.test(said)) return `the disk of ${this.folder} is full`;
    if (/Cannot find (?:module|package)|ERR_MODULE_NOT_FOUND/.test(said))
      return 'its library is not installed: run npm ci';
    const last = said.trim().split('\n').at(-1) ?? '';
    return `the engine ended (${end ?? 'unknown'})${last ? `: ${last}` : ''}`;
  }
}
