export function untilQuiet(): Promise<void>;
