/** How much of what the engine said last is remembered, characters. */
const REMEMBERED = 4000;
/** What it says when it cannot start or go on, as opposed to what it logs. */
const LAST_WORDS = /<(?:Fatal|Critical)>|^Code: \d+|^\w*Error\b/;
const LOGGED = /<(?:Error|Fatal|Critical)>/;
/** Lines about a question begin with its id; whoever asked hears of it, and its text may quote bill data. */
const ABOUT_A_QUESTION = /\] \{[^}]+\} </;
/** Merges that were cut off by a drop: no fault. */
const HARMLESS = /Code: 236\b/;
/** The same trouble is told so often and no more. */
const QUIET_MS = 60_000;

/** What it says of tables and databases that it cannot open. */
const CANNOT_OPEN =
  /\(in file [^)]*\.sql\)|while loading database|definition from metadata file|Cannot attach table|Load job '[^']*' failed/;
/** Codes for what cannot be read: syntax, ends that come too early, checksums, codecs, files that are gone. */
const UNREADABLE = new Set(['27', '32', '33', '36', '40', '62', '79', '107', '117', '226', '228', '246', '271', '432']);
/** Codes that only pass on another. */
const PASSED_ON = new Set(['695', '722']);

/** Only what is certain: folders are moved for it. A disk, memory, rights or another program are never the reason. */
function isDamage(line: string): boolean {
  const codes = [...line.matchAll(/Code: (\d+)/g)].flatMap(([, code = '']) => (PASSED_ON.has(code) ? [] : [code]));
  const troubled = /errno: (?!2\b)\d|Permission denied|No space left|Input\/output error|Cannot allocate/i.test(line);
  return CANNOT_OPEN.test(line) && !troubled && codes.length > 0 && codes.every((code) => UNREADABLE.has(code));
}

/** What an engine says on its way down, and what that means to an administrator. */
export class EngineWords {
  #said = '';
  #rest = '';
  #damaged = false;
  readonly #told = new Map<string, number>();

  constructor(
    private readonly folder: string,
    private readonly tell: (line: string) => void = () => undefined,
  ) {}

  hear(text: string): void {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop()?.slice(-REMEMBERED) ?? '';
    for (const line of lines) {
      if (ABOUT_A_QUESTION.test(line) || HARMLESS.test(line)) continue;
      const told = line.slice(0, 300);
      if (LAST_WORDS.test(line)) {
        this.#said = `${this.#said}\n${told}`.slice(-REMEMBERED);
        this.#damaged ||= isDamage(line);
      }
      if (LOGGED.test(line) && this.#isNews(/Code: \d+/.exec(line)?.[0] ?? line.slice(26))) this.tell(told);
    }
  }

  #isNews(trouble: string): boolean {
    const now = Date.now();
    if (now - (this.#told.get(trouble) ?? 0) < QUIET_MS) return false;
    if (this.#told.size > 100) this.#told.clear();
    this.#told.set(trouble, now);
    return true;
  }

  /** Whether what it found in its folder cannot be read any more, as opposed to a disk, memory or rights that lack. */
  get damaged(): boolean {
    if (this.#rest) this.hear('\n');
    return this.#damaged;
  }

  /** What an administrator can do something about; null when it has said nothing of that kind. */
  get cause(): string | null {
    if (this.#rest) this.hear('\n');
    const said = this.#said;
    if (/Permission denied|errno: 13\b/.test(said)) return `files in ${this.folder} may not be read or written`;
    if (/Cannot lock file/.test(said)) return `another process uses the ledger in ${this.folder}`;
    if (/Code: 210\b|Address already in use/.test(said)) return 'its port was taken by another program';
    if (/Code: 243\b|No space left/.test(said)) return `the disk of ${this.folder} is full`;
    if (/Cannot find (?:module|package)|ERR_MODULE_NOT_FOUND/.test(said))
      return 'its library is not installed: run npm ci';
    return null;
  }

  /** Why it ended. `end` is the exit code or the signal, which alone says little. */
  reason(end: string | number | null): string {
    const { cause } = this;
    const last = this.#said.trim().split('\n').at(-1) ?? '';
    return cause ?? `the engine ended (${end ?? 'unknown'})${last ? `: ${last}` : ''}`;
  }
}
