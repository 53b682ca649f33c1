'use client';

import { useSyncExternalStore } from 'react';

/** Where key columns only are shown; the same width as in the style sheet. */
const PHONE = '(width < 641px)';

function subscribe(onChange: () => void) {
  const query = window.matchMedia(PHONE);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

export const usePhone = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
