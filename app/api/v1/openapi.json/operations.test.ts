import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openApiDocument } from '@/lib/http/openapi';
import { operations } from './operations';

const root = join(import.meta.dirname, '..');
/** The description does not describe itself. */
const left = new Set(['/openapi.json']);

function routes(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('route.ts'))
    .flatMap((file) => {
      const path = `/${file.replaceAll('\\', '/').replace(/\/?route\.ts$/, '')}`.replace(/\[(\w+)\]/g, '{$1}');
      if (left.has(path)) return [];
      const source = readFileSync(join(root, file), 'utf8');
      return [...source.matchAll(/export const (GET|POST|PUT|DELETE|PATCH)\b/g)].map(([, verb]) => `${verb} ${path}`);
    })
    .sort();
}

test('every route is described, and nothing that does not exist', () => {
  expect(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(routes());
});

test('every reference in the document leads somewhere', () => {
  const document = openApiDocument(operations, '0');
  const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, id]) => id);
  expect(references.length).toBeGreaterThan(10);
  for (const id of references) expect(Object.keys(document.components.schemas)).toContain(id);
});

test('money in an answer is decimal text, never a number', () => {
  const document = openApiDocument(operations, '0');
  const text = JSON.stringify(document.components.schemas);
  expect(text).not.toMatch(/"\w*[aA]mount":\{"type":"(number|integer)"/);
});
