import { expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './openapi';

test('a success is told by the status that it has', () => {
  const response = z.object({});
  const { paths } = openApiDocument(
    [
      { method: 'get', path: '/a', summary: '', response },
      { method: 'post', path: '/a', summary: '', response, status: 202 },
      { method: 'delete', path: '/a', summary: '' },
    ],
    '1',
  );
  const told = Object.entries((paths as Record<string, Record<string, { responses: object }>>)['/api/v1/a'] ?? {});
  expect(told.map(([method, { responses }]) => [method, Object.keys(responses)])).toEqual([
    ['get', ['200', 'default']],
    ['post', ['202', 'default']],
    ['delete', ['204', 'default']],
  ]);
});
