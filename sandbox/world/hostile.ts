import type { Decorate } from './accounts';
import { hash } from './random';

const payloads = [
  '=HYPERLINK("http://evil.test","open")',
  "+1+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1+1)*cmd',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\u202Egpj.exe\u202C',
  '\u0645\u0631\u062D\u0628\u0627',
  '\u{1F9EE}\u{20BB7}\u{1F468}\u200D\u{1F469}\u200D\u{1F467}',
  "'; DROP TABLE bills; --",
  '\t=1+1',
  'two\nlines "quoted", comma',
  '{{7*7}}${7*7}',
  '%s%n\\u0000',
  'a'.repeat(120),
];

/** With `--hostile` every other name or tag carries formulas, markup, right-to-left or 4-byte characters. */
export function decorator(hostile: boolean): Decorate {
  if (!hostile) return (plain) => plain;
  return (plain, salt) => {
    const bits = hash(salt, 0x405711e);
    if (bits % 2 === 0) return plain;
    const payload = payloads[bits % payloads.length] ?? '';
    return bits % 4 === 1 ? payload : `${payload} ${plain}`;
  };
}
