import { expect, test } from 'vitest';
import { setupSchema } from './schema';

const given = { token: 't', email: 'ada@example.com', password: 'correct horse battery' };
const problemOf = (name: string) => setupSchema.safeParse({ ...given, name }).error?.issues[0];

test.each(['Ada', '李梅', "O'Neil-Ștefan", 'محمد', 'क्‍ष', '👩‍💻'])('%s is a name', (name) => {
  expect(problemOf(name)).toBeUndefined();
});

test.each(['A\0da', 'Ada\n', '\u202eadA', 'Ada\u2066', 'Ada\ud800', 'A\u200fda', ' '])('%j is none', (name) => {
  expect(problemOf(name)?.path).toEqual(['name']);
});
