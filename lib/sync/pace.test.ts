import { expect, test } from 'vitest';
import { Pace } from './pace';

const shown = ({ cycles, pages }: Pace) => [cycles, pages];

test('is halved each time the upstream is late, to one page of one cycle, and whole again after a few that came', () => {
  const pace = new Pace();
  expect(shown(pace)).toEqual([8, 12]);
  pace.slower();
  expect(shown(pace)).toEqual([4, 6]);
  for (let late = 0; late < 10; late += 1) pace.slower();
  expect(shown(pace)).toEqual([1, 1]);
  for (let came = 0; came < 7; came += 1) pace.faster();
  expect(shown(pace)).toEqual([8, 12]);
});
