import { textWidth } from './text-width';

/** Room that a name and its figure need. */
const WORDS = { width: 88, height: 40 };
/** Room for a name alone; smaller tiles have their words in the table only. */
const NAME = { width: 58, height: 28 };
/** Height of a line. */
export const LINE = 14;
/** Between the names of a part that is one of several dimensions. */
const BETWEEN = ' · ';

function fitted(text: string, width: number): string {
  // By signs, since one that is cut in half is a question mark.
  const signs = [...text];
  while (signs.length > 0 && textWidth(signs.join('')) > width) signs.pop();
  const kept = signs.join('');
  return kept === text ? text : `${signs.slice(0, -1).join('')}…`;
}

/** What a tile says: as much of the name as there is room for, and its figure, which is whole or not there. */
export function wordsOf(
  { name, figure }: { name: string; figure: string },
  { width, height }: { width: number; height: number },
): { names: string[]; figure: string | null } {
  const room = width - 24;
  if (width < NAME.width || height < NAME.height) return { names: [], figure: null };
  const roomy = width >= WORDS.width && height >= WORDS.height;
  return {
    names: roomy ? lined(name, room, height) : [fitted(name, room)],
    figure: roomy && textWidth(figure) <= room ? figure : null,
  };
}

/** A name in one line, or each of its names in one of its own as far as there is room. */
function lined(name: string, width: number, height: number): string[] {
  const names = name.split(BETWEEN);
  const fits = textWidth(name) <= width || height < WORDS.height + LINE * (names.length - 1);
  return (fits ? [name] : names).map((one) => fitted(one, width));
}
