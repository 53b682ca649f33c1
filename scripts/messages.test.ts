import { expect, test } from 'vitest';
import { textOf } from './repository-files';

type Messages = { [key: string]: string | Messages };

function flatten(messages: Messages, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const english = flatten(JSON.parse(textOf('messages/en.json')) as Messages);
const chinese = flatten(JSON.parse(textOf('messages/zh-CN.json')) as Messages);

/** Arguments and tags of an ICU message; the words of its plural and select branches are not arguments. */
function placeholders(message: string): string[] {
  const names = new Set([...message.matchAll(/<(\w+)>/g)].map(([, name]) => `<${name}>`));
  let depth = 0;
  for (let at = 0; at < message.length; at += 1) {
    // Text and branches take turns: an argument opens in text, a branch opens inside an argument.
    if (message[at] === '{') {
      depth += 1;
      const name = /^\{\s*(\w+)\s*[,}]/.exec(message.slice(at))?.[1];
      if (depth % 2 === 1) names.add(`{${name}}`);
    } else if (message[at] === '}') depth -= 1;
  }
  return [...names].sort();
}

test('both languages have the same messages', () => {
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
});

test('both languages fill in the same values', () => {
  const different = [...english].filter(
    ([key, message]) => placeholders(message).join() !== placeholders(chinese.get(key) ?? '').join(),
  );
  expect(different.map(([key]) => key)).toEqual([]);
});

test.each([
  ['{days, plural, =0 {today} other {in # days of {month}}}', ['{days}', '{month}']],
  ['Read <link>this</link>, {name}', ['<link>', '{name}']],
])('the placeholders of %j are found', (message, found) => {
  expect(placeholders(message)).toEqual(found);
});

test('no message is empty', () => {
  const empty = [...english, ...chinese].filter(([, message]) => message.trim() === '');
  expect(empty.map(([key]) => key)).toEqual([]);
});
