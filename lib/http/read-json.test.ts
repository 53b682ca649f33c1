import { expect, test } from 'vitest';
import { MAX_BODY_BYTES, readJson } from './read-json';

const post = (body: BodyInit, type = 'application/json') =>
  new Request('http://x.test/', { method: 'POST', body, headers: { 'content-type': type } });
const codeOf = (request: Request) =>
  readJson(request).then(
    () => 'ok',
    (error: { code: string }) => error.code,
  );

test('reads JSON, also with a charset', async () => {
  expect(await readJson(post('{"a":[1,{"b":"}\\""}]}', 'application/json; charset=utf-8'))).toEqual({
    a: [1, { b: '}"' }],
  });
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''])(
  'refuses the type %j',
  async (type) => {
    expect(await codeOf(post('{}', type))).toBe('unsupported_media_type');
  },
);

test.each([
  ['two equal keys', '{"a":1,"a":2}'],
  ['two equal keys in disguise', '{"a":1,"\\u0061":2}'],
  ['a prototype key', '{"x":{"__proto__":{}}}'],
  ['a prototype key in disguise', '{"\\u005f_proto__":1}'],
  ['deep nesting', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['no JSON', '{'],
  ['an open string', '{"a'],
  ['nothing', ''],
])('refuses %s', async (_what, body) => {
  expect(await codeOf(post(body))).toBe('bad_request');
});

test('allows equal keys in different objects, and the word __proto__ as a value', async () => {
  expect(await codeOf(post('[{"a":1},{"a":"__proto__"}]'))).toBe('ok');
});

test('refuses what is not UTF-8', async () => {
  expect(await codeOf(post(new Uint8Array([0x22, 0xff, 0x22])))).toBe('bad_request');
});

test('stops reading past the limit when no length was announced', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(0x20));
    },
  });
  const request = new Request('http://x.test/', {
    method: 'POST',
    body: endless,
    headers: { 'content-type': 'application/json' },
    duplex: 'half',
  } as RequestInit);
  expect(await codeOf(request)).toBe('payload_too_large');
  expect(sent).toBeLessThan(MAX_BODY_BYTES * 2);
});
