import fc from 'fast-check';
import { expect } from 'vitest';
import type { Operation } from '../operations/operation';
import type { World } from '../world/world';
import { breachesOf, hasPlace } from './breaches';
import type { OperationCases, Request } from './cases';
import { describedAs, responseValidators } from './description';
import { ask } from './fixture';

/** An operation with its cases in one world. */
export interface Subject {
  operation: Operation;
  cases: OperationCases;
  world: World;
}

const SEED = 20_261_122;
const LANGUAGES = ['en_US', 'zh_CN', 'EN-us', 'zh-cn', 'xx', undefined];
/** Members that X-Language may change, whatever the operation. */
const NAMES = /(?:^|_)(?:name|names|desc|description)$/;

function send({ cases, world }: Subject, request: Request, language?: string) {
  const answer = ask({ ...request, world, ...(language === undefined ? {} : { language }) });
  if (answer.operation !== cases.operation) throw new Error(`${request.path} is ${answer.operation}`);
  return answer;
}

/** Asks and validates: the status that the description has, its members, their types, and nothing else. */
function checkAnswer(subject: Subject, request: Request, language?: string): string {
  const { operation, cases, world } = subject;
  const answer = send(subject, request, language);
  const described = describedAs(operation);
  const statuses = described ? Object.keys(described.responses) : [String(cases.undescribed?.status)];
  expect([answer.status, answer.code, statuses.includes(String(answer.status)) || answer.text]).toEqual([
    answer.text === '' ? 204 : 200,
    null,
    true,
  ]);
  const validate = responseValidators(world.site)(operation);
  if (!validate) {
    expect(answer.text).toBe('');
    return answer.text;
  }
  validate(JSON.parse(answer.text));
  expect(validate.errors ?? [], cases.operation).toEqual([]);
  return answer.text;
}

/** Random valid requests, in any language and of any account; counts the answers that were checked. */
export function checkValid(subject: Subject, runs: number): number {
  const { cases, world } = subject;
  let checked = 0;
  const answered = (request: Request, language?: string) => {
    checkAnswer(subject, request, language);
    checked += 1;
  };
  if (cases.writes) {
    for (let run = 0; run < runs; run += 1) {
      for (const request of fc.sample(requestsOf(subject), { numRuns: 1, seed: SEED + run })) answered(request);
    }
  } else {
    const account = fc.nat(world.accounts.length - 1);
    const language = fc.constantFrom(...LANGUAGES);
    fc.assert(
      fc.property(requestsOf(subject), account, language, (request, anyone, spoken) =>
        answered({ account: anyone, ...request }, spoken),
      ),
      { numRuns: runs, seed: SEED },
    );
  }
  for (const [index, request] of (cases.always?.(world) ?? []).entries()) {
    answered(request, LANGUAGES[index % LANGUAGES.length]);
  }
  return checked;
}

const arbitraries = new WeakMap<World, Map<string, fc.Arbitrary<Request>>>();

/** The random requests of an operation; of one that writes, in view of what its world is now. */
function requestsOf({ cases, world }: Subject): fc.Arbitrary<Request> {
  if (cases.writes) return cases.valid(world);
  const known = arbitraries.get(world) ?? new Map<string, fc.Arbitrary<Request>>();
  arbitraries.set(world, known);
  const found = known.get(cases.operation) ?? cases.valid(world);
  known.set(cases.operation, found);
  return found;
}

const samples = (subject: Subject, count: number): Request[] =>
  fc.sample(requestsOf(subject), { numRuns: count, seed: SEED });

/** Members and parameters nobody knows change nothing. */
export function checkUnknown(subject: Subject, runs: number): number {
  const { cases, world, operation } = subject;
  const requests = cases.writes ? samples(subject, 1) : samples(subject, runs);
  for (const request of requests) {
    const query = { ...request.query, usage_value: '1', zz_unknown: 'x' };
    const body = operation.body === 'none' ? {} : { body: { ...request.body, usage_value: 1, zz_unknown: { a: [1] } } };
    const method = operation.method;
    const text = checkAnswer(subject, { ...request, method, query, ...body });
    if (!cases.writes) expect(text).toBe(ask({ ...request, method, world }).text);
  }
  return requests.length;
}

/** The language changes names and nothing else. */
export function checkLanguage(subject: Subject, runs: number): number {
  const { cases } = subject;
  if (cases.writes) return 0;
  const requests = samples(subject, runs).filter((request) => !cases.findsByLanguage?.(request));
  for (const request of requests) {
    const [english, chinese] = ['en_US', 'zh_CN'].map((language) => send(subject, request, language).text);
    if (!english || !chinese) continue;
    expect(
      differences(JSON.parse(english), JSON.parse(chinese), '').filter((name) => !isTranslated(cases, name)),
    ).toEqual([]);
  }
  return requests.length;
}

const isTranslated = (cases: OperationCases, name: string): boolean =>
  NAMES.test(name) || (cases.translated ?? []).includes(name);

/** Names of the members in which two answers differ. */
function differences(a: unknown, b: unknown, name: string): string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b ? [] : [name];
  const [left, right] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) => differences(left[key], right[key], Array.isArray(a) ? name : key));
}

/** Every documented refusal. */
export function checkInvalid(subject: Subject): number {
  const rows = subject.cases.invalid(subject.world);
  const outcomes = rows.map(([what, request]) => {
    const { status, code } = send(subject, request);
    return `${what}: ${status} ${code}`;
  });
  expect(outcomes).toEqual(rows.map(([what, , answer]) => `${what}: ${answer}`));
  return rows.length;
}

/** Everything that oversteps the OpenAPI description is 400 CBC.0100, unless the cases cite a section that says otherwise. */
export function checkBreaches(subject: Subject): number {
  const { operation, cases, world } = subject;
  const breaches = breachesOf(operation, world.site);
  const exceptions = cases.exceptions ?? {};
  const bases = breaches.length > 0 ? samples(subject, 30) : [];
  const outcomes = breaches.map((breach) => {
    const base = bases.find((request) => hasPlace(request, breach)) ?? bases[0];
    if (!base) throw new Error(`${cases.operation}: no valid request`);
    const { status, code } = send(subject, { ...breach.apply(base), method: operation.method });
    return `${breach.name}: ${code === null ? status : `${status} ${code}`}`;
  });
  expect(outcomes, cases.operation).toEqual(
    breaches.map(({ name }) => `${name}: ${exceptions[name]?.answer ?? '400 CBC.0100'}`),
  );
  return breaches.length;
}

/** Exceptions that no breach has any more. */
export function staleExceptions(subject: Subject): readonly string[] {
  const names = new Set(
    (['intl', 'cn'] as const).flatMap((site) => breachesOf(subject.operation, site)).map(({ name }) => name),
  );
  return Object.keys(subject.cases.exceptions ?? {}).filter((name) => !names.has(name));
}
