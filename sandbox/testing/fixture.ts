import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { matchOperation, operations } from '../operations/routes';
import type { Site } from '../world/accounts';
import { createWorld, tenantOf, type World } from '../world/world';
import { parseLanguage } from '../wire/language';
import { Refusal } from '../wire/refusal';

export const NOW = Date.UTC(2026, 10, 22, 4, 0, 0);

export const smallWorld = (site: Site, seed = 7, more: { lines?: number; hostile?: boolean } = {}): World =>
  createWorld({ site, seed, accounts: 3, months: 36, lines: 900, hostile: false, now: NOW, ...more });

export interface Ask {
  world: World;
  account?: number;
  now?: number;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: Readonly<Record<string, unknown>>;
  language?: string;
}

/** Asks an operation in process, past the gate: the answer, or the refusal with its code. */
export function ask(wanted: Ask): { status: number; code: string | null; text: string; operation: string } {
  const match = matchOperation(wanted.world.site, wanted.method ?? (wanted.body ? 'POST' : 'GET'), wanted.path);
  const account = wanted.world.accounts[wanted.account ?? 0];
  if (!match || !account) throw new Error(`no such operation: ${wanted.path}`);
  const operation = match.operation.name;
  const now = wanted.now ?? NOW;
  wanted.world.advanceTo(now);
  try {
    const answer = match.operation.run({
      world: wanted.world,
      account,
      tenant: tenantOf(wanted.world, account.domainId),
      now,
      query: new URLSearchParams(wanted.query),
      body: wanted.body ?? {},
      path: match.path,
      language: parseLanguage(wanted.language),
    });
    return { status: answer === null ? 204 : 200, code: null, text: answer?.toString() ?? '', operation };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, code: error.code, text: error.message, operation };
  }
}

interface ApiDocument {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: unknown }> }> }>
  >;
}

/** Validators of 200 answers by operation name, compiled from the contract's OpenAPI description. */
export function responseValidators(): ReadonlyMap<string, ValidateFunction> {
  const file = new URL('../contract/bss-openapi.yaml', import.meta.url);
  const document = parse(readFileSync(file, 'utf8')) as ApiDocument;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'bss');
  return new Map(
    operations.flatMap((operation) => {
      const method = operation.method.toLowerCase();
      // An operation that answers 204 has no body to describe.
      if (document.paths[operation.path]?.[method]?.responses['200'] === undefined) return [];
      const pointer = `/paths/${operation.path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`;
      const schema = `${pointer}/responses/200/content/application~1json/schema`;
      return [[operation.name, ajv.compile({ $ref: `bss#${encodeURI(schema)}` })] as const];
    }),
  );
}
