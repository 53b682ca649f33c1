/** In a filter of lines: those that have no code, as the empty value is written in Explore's filters. */
export const NO_CODE = '\\e';

/** The code that lines are compared with. */
export const codeOf = (filter: string | null): string | null => (filter === NO_CODE ? '' : filter);
