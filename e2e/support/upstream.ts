import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'lossless-json';
import { places } from './places';
import { type SignedCall, signedCall } from './signed-call';

export interface SandboxAccount {
  name: string;
  ak: string;
  sk: string;
  domainId: string;
  projectId: string | null;
  currency: string;
}

export interface Sandbox {
  endpoint: string;
  control: string;
  site: 'intl' | 'cn' | 'eu';
  accounts: [SandboxAccount, SandboxAccount, SandboxAccount];
}

/** What the sandbox said of itself when it started. */
export function readSandbox(data = places.data): Sandbox {
  return JSON.parse(readFileSync(join(data, 'sandbox.json'), 'utf8')) as Sandbox;
}

type Query = Readonly<Record<string, string>>;

/**
 * An independent reading of the upstream, signed by the official signer: what the portal shows is compared with it.
 * Numbers come back as text exactly as they were sent (lossless), so that no amount passes through a double.
 */
export class Upstream {
  constructor(readonly sandbox: Sandbox) {}

  get<T>(account: SandboxAccount, path: string, query: Query = {}): Promise<T> {
    return this.ask<T>(account, { method: 'GET', path, query });
  }

  post<T>(account: SandboxAccount, path: string, body: unknown): Promise<T> {
    return this.ask<T>(account, { method: 'POST', path, body });
  }

  /** Every page of a list that counts in `total_count`. */
  async all<T>(account: SandboxAccount, path: string, list: { key: string; query?: Query }): Promise<T[]> {
    const items: T[] = [];
    for (;;) {
      const query = { ...list.query, offset: String(items.length), limit: '100' };
      const page = await this.get<Record<string, unknown>>(account, path, query);
      const found = (page[list.key] ?? []) as T[];
      items.push(...found);
      if (found.length === 0 || items.length >= Number(page.total_count)) return items;
    }
  }

  private async ask<T>(account: SandboxAccount, request: SignedCall): Promise<T> {
    const { url, ...init } = signedCall(this.sandbox.endpoint, account, request);
    const response = await fetch(url, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${request.path} answered ${response.status}: ${text.slice(0, 300)}`);
    return parse(text, null, { parseNumber: (digits) => digits }) as T;
  }
}
