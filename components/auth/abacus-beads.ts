/** One rod of an abacus: which of the beads touch the beam. */
export interface Rod {
  digit: number | null;
  /** 0 to 2 beads worth five, above the beam. */
  fives: number;
  /** 0 to 5 beads worth one, below the beam. */
  ones: number;
}

const RODS = 9;

/** The rods that show a number, right-aligned; digit 7 is one five and two ones. Rods to the left stay at rest. */
export function rodsOf(digits: string): Rod[] {
  const shown = digits.slice(-RODS).padStart(RODS, ' ');
  return [...shown].map((character) => {
    const digit = character === ' ' ? null : Number(character);
    return { digit, fives: digit !== null && digit >= 5 ? 1 : 0, ones: digit === null ? 0 : digit % 5 };
  });
}
