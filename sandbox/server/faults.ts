import { randomFrom, type Random } from '../world/random';

/** What goes wrong, for which operation, how often. */
export interface Fault {
  id: number;
  operation: string;
  /** Calls it still applies to; null is without end. */
  count: number | null;
  probability: number;
  latencyMs: number;
  status: number | null;
  body: string | null;
  headers: Readonly<Record<string, string>>;
  /** `before`: the connection ends without an answer and nothing happens; `after`: it happens, then the connection ends; `middle`: half the body. */
  drop: 'before' | 'after' | 'middle' | null;
  throttle: boolean;
}

/** The faults set through the control port, oldest first; the first that applies wins. */
export class Faults {
  private list: Fault[] = [];
  private next = 1;
  private readonly random: Random;

  constructor(seed: number) {
    this.random = randomFrom(seed, 0xfa017);
  }

  add(input: unknown): Fault {
    const fault = { ...readFault(input), id: this.next };
    this.next += 1;
    this.list.push(fault);
    return fault;
  }

  clear(id: number | null = null): void {
    this.list = id === null ? [] : this.list.filter((fault) => fault.id !== id);
  }

  all(): readonly Fault[] {
    return this.list;
  }

  take(operation: string): Fault | null {
    for (const fault of this.list) {
      if (fault.operation !== '*' && fault.operation !== operation) continue;
      if (fault.probability < 1 && this.random.unit() >= fault.probability) continue;
      if (fault.count !== null) {
        fault.count -= 1;
        if (fault.count <= 0) this.clear(fault.id);
      }
      return fault;
    }
    return null;
  }
}

function readFault(input: unknown): Omit<Fault, 'id'> {
  if (typeof input !== 'object' || input === null) throw new Error('a fault is a JSON object');
  const given = input as Record<string, unknown>;
  const number = (name: string, min: number, max: number): number | null => {
    const value = given[name] ?? null;
    if (value === null) return null;
    if (typeof value !== 'number' || value < min || value > max) throw new Error(`${name} must be ${min} to ${max}`);
    return value;
  };
  const drop = given.drop ?? null;
  if (drop !== null && drop !== 'before' && drop !== 'after' && drop !== 'middle') {
    throw new Error('drop must be before, after or middle');
  }
  const body = given.body ?? null;
  return {
    operation: typeof given.operation === 'string' ? given.operation : '*',
    count: number('count', 1, 1e9),
    probability: number('probability', 0, 1) ?? 1,
    latencyMs: number('latencyMs', 0, 600_000) ?? 0,
    status: number('status', 100, 599),
    body: body === null || typeof body === 'string' ? body : JSON.stringify(body),
    headers: readHeaders(given.headers),
    drop,
    throttle: given.throttle === true,
  };
}

function readHeaders(value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') throw new Error('headers must be an object');
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}
