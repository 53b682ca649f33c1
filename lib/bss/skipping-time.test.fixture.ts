import type { Timing } from './resilience/timing';
import type { Transport } from './transport.server';

interface Task {
  at: number;
  run: () => void;
}

/**
 * Time that runs as usual while a call is on the wire, and is skipped while everybody waits: minutes of back-off pass
 * at once, and the service, when it is given `wallClock`, sees them pass as well.
 */
export class SkippingTime implements Timing {
  #skipped = 0;
  #tasks: Task[] = [];
  #onWire = 0;
  #draws: () => number;

  constructor(draws: () => number = Math.random) {
    this.#draws = draws;
  }

  now = () => performance.now() + this.#skipped;
  wallClock = () => new Date(Date.now() + this.#skipped);
  random = () => this.#draws();

  after = (ms: number, run: () => void) => {
    const task = { at: this.now() + ms, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task);
    };
  };

  skip(ms: number): void {
    this.#skipped += ms;
    this.#runDue();
  }

  /** The same transport, whose calls are let run in real time. */
  watch(transport: Pick<Transport, 'send'>): Pick<Transport, 'send'> {
    return {
      send: async (...call) => {
        this.#onWire += 1;
        try {
          return await transport.send(...call);
        } finally {
          this.#onWire -= 1;
        }
      },
    };
  }

  /** Waits for something, skipping the time in which nothing is on the wire. */
  async until<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const settled = () => {
      done = true;
    };
    work.then(settled, settled);
    for (let idle = 0; !done; ) {
      await new Promise((resolve) => (this.#onWire > 0 ? setTimeout(resolve, 1) : setImmediate(resolve)));
      this.#runDue();
      idle = this.#onWire > 0 ? 0 : idle + 1;
      const next = Math.min(...this.#tasks.map(({ at }) => at));
      // A few turns, so that what was just answered can go on first.
      if (idle > 3 && next < Infinity) {
        this.#skipped += Math.max(0, next - this.now());
        this.#runDue();
        idle = 0;
      }
    }
    return work;
  }

  #runDue(): void {
    const now = this.now();
    const due = this.#tasks.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    this.#tasks = this.#tasks.filter((task) => !due.includes(task));
    for (const { run } of due) run();
  }
}
