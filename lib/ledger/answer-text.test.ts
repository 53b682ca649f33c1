import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { rowsOf, textOf } from './answer-text';

const WHOLE = '{"meta":[],"data":{"service":["ec2","obs"],"value":["1.5","-0.00000001"]},"rows":2}\n';

/** What is read of a stream that is sent these parts and then ends, breaks or is cut off. */
async function read(parts: readonly string[], end: 'end' | 'cut' | Error, tag?: string): Promise<string> {
  const stream = new PassThrough();
  const text = textOf(stream, tag);
  for (const part of parts) stream.write(part);
  await new Promise((resolve) => setImmediate(resolve));
  if (end === 'end') stream.end();
  else stream.destroy(end === 'cut' ? undefined : end);
  return text;
}

test('an answer in parts is read whole, as rows', async () => {
  const text = await read([WHOLE.slice(0, 20), WHOLE.slice(20)], 'end');
  expect(rowsOf(text)).toEqual([
    { service: 'ec2', value: '1.5' },
    { service: 'obs', value: '-0.00000001' },
  ]);
});

test('columns without rows are no rows', () => {
  expect(rowsOf('{"meta":[],"data":{"service":[]},"rows":0}\n')).toEqual([]);
});

test.each([
  { how: 'ends too soon', parts: [WHOLE.slice(0, -2)], end: 'end', told: 'Premature close' },
  { how: 'is cut off', parts: [WHOLE.slice(0, 30)], end: 'cut', told: 'Premature close' },
  { how: 'breaks after its last byte', parts: [WHOLE], end: new Error('read ECONNRESET'), told: 'ECONNRESET' },
] as const)('an answer that $how is none', async ({ parts, end, told }) => {
  await expect(read(parts, end)).rejects.toThrow(told);
});

test('what the engine met on the way is the reason, not that the connection was cut', async () => {
  const tag = 'rqbxhdwqtesoebda';
  const why = 'Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED) (version 25.5.2)';
  const failed = `${WHOLE.slice(0, 30)}\r\n__exception__\r\n${tag}\r\n${why}\n${why.length + 1} ${tag}\r\n__exception__\r\n`;
  await expect(read([failed], 'cut', tag)).rejects.toMatchObject({ code: '241' });
});
