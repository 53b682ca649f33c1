'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

const Now = createContext<string | null>(null);
const TICK_MS = 30_000;

/**
 * Business time for ages on screen. It starts at what the server said, so the first paint is the same on both sides,
 * and runs on with the machine: a person's own clock may be wrong by hours.
 */
export function ClockProvider({ now, children }: { now: string; children: ReactNode }) {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const start = performance.now();
    const timer = setInterval(() => setElapsed(performance.now() - start), TICK_MS);
    return () => clearInterval(timer);
  }, [now]);
  return <Now value={new Date(Date.parse(now) + elapsed).toISOString()}>{children}</Now>;
}

/** The business instant, or null outside the portal. */
export const useBusinessNow = (): string | null => useContext(Now);
