import { expect, test } from 'vitest';
import { pages } from '../e2e/support/pages';
import { filesUnder, textOf } from './repository-files';

const wrappers = new Set(['apiGet', 'apiPost', 'apiPut', 'apiPatch', 'apiDelete', 'apiDownload', 'publicRoute']);
const methods = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
const settings = /^(dynamic|runtime|maxDuration)$/;
const routes = filesUnder('app', /\/route\.tsx?$/);

/** The names that a module exports, each with the text it is made of. */
function exportsOf(path: string): [name: string, value: string][] {
  const code = textOf(path);
  const constants = [
    ...code.matchAll(/^export const (\w+)(?::[^=]+)?\s*=\s*([\s\S]*?)(?=^export |^const |^function |$(?![\s\S]))/gm),
  ];
  const others = [...code.matchAll(/^export (?:async )?(?:function|class|default)\s*(\w*)/gm)];
  const lists = [...code.matchAll(/^export \{([^}]*)\}/gm)];
  return [
    ...constants.map(([, name, value]): [string, string] => [name ?? '', value ?? '']),
    ...others.map(([, name]): [string, string] => [name || 'default', 'not a wrapped handler']),
    ...lists.flatMap(([, names]) =>
      (names ?? '').split(',').map((name): [string, string] => [name.trim(), 're-export']),
    ),
  ];
}

/** True when the value is a call of a wrapper, or a handler that a *.server module made with one. */
function isWrapped(path: string, value: string): boolean {
  const name = /^\s*(\w+)/.exec(value)?.[1] ?? '';
  if (wrappers.has(name)) return isImported(textOf(path), name, /@\/lib\/http\/route\.server/);
  const source = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '@/(lib/[^']+\\.server)'`).exec(
    textOf(path),
  )?.[1];
  if (!source) return new RegExp(`^const ${name} = (${[...wrappers].join('|')})\\(`, 'm').test(textOf(path));
  return new RegExp(`export const ${name} = (${[...wrappers].join('|')})\\(`).test(textOf(`${source}.ts`));
}

const isImported = (code: string, name: string, from: RegExp): boolean =>
  [...code.matchAll(/import \{([^}]*)\} from '([^']+)'/g)].some(
    ([, names, source]) => from.test(source ?? '') && (names ?? '').split(',').some((one) => one.trim() === name),
  );

test('there are routes to look at', () => expect(routes.length).toBeGreaterThan(5));

test.each(routes)('%s exports nothing but handlers of the one wrapper', (path) => {
  const bare = exportsOf(path).filter(([name, value]) => !(methods.test(name) && isWrapped(path, value)));
  expect(bare.map(([name]) => name).filter((name) => !settings.test(name))).toEqual([]);
  expect(exportsOf(path).some(([name]) => methods.test(name))).toBe(true);
});

test.each(routes)('%s answers every method, those that it does not have as a problem', (path) => {
  const own = exportsOf(path).flatMap(([name]) => (methods.test(name) ? [name] : []));
  const others = /^export const \{ ([^}]*) \} = otherMethods\(([^)]*)\);$/m.exec(textOf(path));
  const told = [...(others?.[2] ?? '').matchAll(/'(\w+)'/g)].map(([, method]) => method);
  if (others) expect(told).toEqual(own);
  expect([...own, ...(others?.[1]?.split(', ') ?? [])].sort()).toEqual([
    'DELETE',
    'GET',
    'OPTIONS',
    'PATCH',
    'POST',
    'PUT',
  ]);
});

test('every page has a visit in the browser tests, and every visit a page', () => {
  const routeOf = (path: string) =>
    path
      .replace(/^app/, '')
      .replaceAll(/\/\([^)]+\)/g, '')
      .replace(/\/page\.tsx$/, '') || '/';
  const there = filesUnder('app', /\/page\.tsx$/).map(routeOf);
  const withoutCatchAll = there.filter((route) => !route.includes('[...'));
  expect(pages.map(({ route }) => route).sort()).toEqual(withoutCatchAll.sort());
});
