/** Of a sign at 11 px; those of Chinese are as wide as high. */
const LATIN = 6.4;
const WIDE = 11.5;

/** About how many pixels a text of a chart takes, without drawing it. */
export const textWidth = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? WIDE : LATIN), 0);
