import { AppError } from './errors';

export const MAX_BODY_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;
const JSON_TYPE = /^application\/json(\s*;\s*charset=utf-8)?\s*$/i;

/**
 * The JSON body of a request, read no further than 1 MB.
 * @throws AppError `unsupported_media_type`, `payload_too_large`, or `bad_request` for anything that two readers could
 * understand in two ways: duplicate or `__proto__` keys, and nesting that only an attack needs.
 */
export async function readJson(request: Request): Promise<unknown> {
  if (!JSON_TYPE.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json');
  }
  return parseBody(await readText(request, MAX_BODY_BYTES));
}

/** The JSON of a body already read. @throws AppError `bad_request` as {@link readJson} does */
export function parseBody(text: string): unknown {
  checkShape(text);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError('bad_request', 'The body is not valid JSON', { field: 'body', cause: error });
  }
}

/** @throws AppError `payload_too_large` as soon as the limit is passed, `bad_request` when it is not UTF-8 */
export async function readText(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const reader = request.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge(limit);
    }
    chunks.push(read.value);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw new AppError('bad_request', 'The body is not UTF-8', { field: 'body', cause: error });
  }
}

const tooLarge = (limit: number) => new AppError('payload_too_large', `The body is larger than ${limit} bytes`);
const badShape = (what: string) => new AppError('bad_request', `The body ${what}`, { field: 'body' });

const COLON = /\s*:/y;

/** One pass over the text, without recursion: JSON.parse would keep the last of two equal keys in silence. */
function checkShape(text: string): void {
  const keys: Set<string>[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') {
      const end = endOfString(text, index);
      COLON.lastIndex = end + 1;
      if (COLON.test(text)) noteKey(text.slice(index, end + 1), keys.at(-1));
      index = end;
    } else if (character === '{' || character === '[') {
      if (keys.push(new Set()) > MAX_DEPTH) throw badShape(`is nested deeper than ${MAX_DEPTH} levels`);
    } else if (character === '}' || character === ']') keys.pop();
  }
}

/** Index of the closing quote. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index;
  }
  throw badShape('is not valid JSON');
}

function noteKey(literal: string, seen: Set<string> | undefined): void {
  let key: string;
  try {
    key = JSON.parse(literal) as string;
  } catch {
    throw badShape('is not valid JSON');
  }
  if (key === '__proto__') throw badShape('has a key that is not allowed');
  if (seen?.has(key)) throw badShape(`has the key "${key.slice(0, 40)}" twice`);
  seen?.add(key);
}
