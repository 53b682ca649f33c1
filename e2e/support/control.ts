import type { Sandbox } from './upstream';

export interface FaultInput {
  /** The official operation ID, or `*` for all. */
  operation?: string;
  count?: number;
  probability?: number;
  latencyMs?: number;
  status?: number;
  body?: unknown;
  drop?: 'before' | 'after' | 'middle';
  throttle?: boolean;
}

/** The sandbox's control port: what goes wrong, and what was asked. */
export class Control {
  constructor(private readonly sandbox: Sandbox) {}

  addFault(fault: FaultInput): Promise<unknown> {
    return this.send('POST', '/faults', fault);
  }

  clearFaults(): Promise<unknown> {
    return this.send('DELETE', '/faults');
  }

  /** The calls that reached the sandbox, oldest first. */
  async journal(operation?: string): Promise<{ operation: string | null; account: string | null; status: number }[]> {
    const query = operation ? `?operation=${operation}` : '';
    const found = await this.send('GET', `/journal${query}`);
    return (found as { entries: { operation: string | null; account: string | null; status: number }[] }).entries;
  }

  clearJournal(): Promise<unknown> {
    return this.send('DELETE', '/journal');
  }

  private async send(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.sandbox.control}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${method} ${path} of the control port answered ${response.status}`);
    return response.json();
  }
}
