import { type Answer, bytesOf } from '../answer';
import type { FaultOf } from './fault';

const HTML =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
const JSON_TYPE = 'application/json;charset=';

/** The answer with bytes or a content type that no client should take for good JSON; the status stays. */
export function garble({ as }: Pick<FaultOf<'garble'>, 'as'>, answer: Answer): Answer {
  const bytes = bytesOf(answer);
  const text = bytes.toString('utf8');
  const changed = (body: string | Buffer, type?: string): Answer => ({
    ...answer,
    body,
    ...(type === undefined ? {} : { headers: { ...answer.headers, 'Content-Type': type } }),
  });
  switch (as) {
    case 'malformed':
      // Everything but the last bracket, and a comma too many: the length is right, the grammar is not.
      return changed(`${text.slice(0, -1)},`);
    case 'html':
      return changed(HTML, 'text/html;charset=UTF-8');
    case 'empty':
      return changed('', `${JSON_TYPE}UTF-8`);
    case 'bom':
      return changed(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]));
    case 'gbk':
      return changed(gbk(text), `${JSON_TYPE}GBK`);
    case 'gbkAsUtf8':
      return changed(gbk(text));
    case 'invalidUtf8':
      return changed(invalid(bytes));
    case 'utf16':
      return changed(Buffer.from(text, 'utf16le'), `${JSON_TYPE}UTF-16LE`);
  }
}

/** 0xFF and 0xFE occur in no UTF-8 text: they open the first text of the answer, or end one that has none. */
function invalid(bytes: Buffer): Buffer {
  const first = bytes.indexOf('":"');
  const at = first < 0 ? bytes.length : first + 3;
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xfe]), bytes.subarray(at)]);
}

let table: Map<string, Buffer> | null = null;

/** The platform only decodes GBK, so the table is made by decoding every pair of bytes. */
function gbkTable(): Map<string, Buffer> {
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const pair = Buffer.from([lead, trail]);
      const char = decoder.decode(pair);
      if (char.length === 1 && char !== '\ufffd') table.set(char, pair);
    }
  }
  return table;
}

function gbk(text: string): Buffer {
  const known = gbkTable();
  return Buffer.concat(
    [...text].map((char) => (char < '\x80' ? Buffer.from(char) : (known.get(char) ?? Buffer.from('?')))),
  );
}
