/** Runs `main(family)` until a signal comes; stops every child before the process ends. */
export function live(main: (family: unknown) => Promise<void>): Promise<void>;
