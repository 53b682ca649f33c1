'use client';

import { type RefObject, useEffect } from 'react';

const typing = 'input, textarea, select, [contenteditable]';

/** `/` goes to the search field. The page's own field comes before that of the frame, which listens later. */
export function useSlashKey(input: RefObject<HTMLInputElement | null>, yields = false): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(typing)) return;
      if (document.querySelector('dialog[open]') || (yields && document.querySelector('main [data-slash]'))) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [input, yields]);
}
