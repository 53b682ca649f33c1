import { expect, test } from 'vitest';
import { filesUnder, textOf } from './repository-files';

const product = ['app', 'components', 'lib', 'i18n'].flatMap((folder) => filesUnder(folder, /\.tsx?$/));
const entries = ['proxy.ts', 'instrumentation.ts'];
const shipped = [...product, ...entries].filter((path) => !/\.test\./.test(path));

/** What a file imports, types left out. */
function importsOf(path: string): string[] {
  const code = textOf(path);
  const found = [...code.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)];
  return [...found, ...code.matchAll(/\bimport\('([^']+)'\)/g)].map(([, specifier]) => specifier ?? '');
}

test('every server module says so in its first line, and so cannot be bundled for the browser', () => {
  const servers = shipped.filter((path) => /\.server\.tsx?$/.test(path));
  expect(servers.length).toBeGreaterThan(0);
  expect(servers.filter((path) => !textOf(path).startsWith("import 'server-only';"))).toEqual([]);
});

test('there are no Server Actions and no cached functions', () => {
  const directive = /^\s*['"]use (server|cache)\b/m;
  expect(shipped.filter((path) => directive.test(textOf(path)))).toEqual([]);
});

test('no cast reaches for any', () => {
  const cast = /\bas any\b|:\s*any\b(?!\w)|<any>|@ts-(ignore|nocheck|expect-error)|eslint-disable/;
  const withoutComments = (path: string) => textOf(path).replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  expect(shipped.filter((path) => cast.test(withoutComments(path)))).toEqual([]);
});

test('the sandbox and the product share no code', () => {
  const sandbox = filesUnder('sandbox', /\.tsx?$/);
  expect(sandbox.length).toBeGreaterThan(0);
  const crossing = [
    ...sandbox.filter((path) => importsOf(path).some((name) => /^@\/|(^|\/)(lib|app|components)\//.test(name))),
    ...shipped.filter((path) => importsOf(path).some((name) => /(^|\/)sandbox\//.test(name))),
  ];
  expect(crossing).toEqual([]);
});

test('what runs in the browser imports no zod', () => {
  const browser = shipped.filter(
    (path) => textOf(path).startsWith("'use client'") || /^components\/|\/(filters|queries)\.ts$/.test(path),
  );
  expect(browser.filter((path) => importsOf(path).some((name) => /^zod\b|\/schema$/.test(name)))).toEqual([]);
});

test('nothing is skipped or run alone in a test', () => {
  const tests = ['app', 'components', 'lib', 'i18n', 'sandbox', 'scripts', 'bench', 'e2e'].flatMap((folder) =>
    filesUnder(folder, /\.(test|spec|setup)\.tsx?$/),
  );
  const marks = /\b(test|it|describe)\.(only|skip|todo|fixme)\b/;
  expect(tests.filter((path) => path !== 'scripts/sources.test.ts' && marks.test(textOf(path)))).toEqual([]);
});
