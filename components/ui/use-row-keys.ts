'use client';

import { type FocusEvent, type KeyboardEvent, useState } from 'react';

const typing = 'input, select, textarea, [contenteditable]';

/** Roving focus: Tab reaches the table once, ↑ ↓ Home End move in it. Rows without a tabIndex stay out of it. */
export function useRowKeys(rowCount: number) {
  const [active, setActive] = useState(0);
  const current = Math.min(active, Math.max(0, rowCount - 1));
  const rowsOf = (element: Element) => [...element.querySelectorAll<HTMLElement>(':scope > tr[tabindex]')];

  function onKeyDown(event: KeyboardEvent<HTMLTableSectionElement>) {
    if (event.target instanceof Element && event.target.closest(typing)) return;
    const rows = rowsOf(event.currentTarget);
    const from = rows.findIndex((row) => row.contains(document.activeElement));
    const to = targetOf(event.key, from, rows.length - 1);
    if (to === null || from < 0) return;
    event.preventDefault();
    rows[to]?.focus();
    rows[to]?.scrollIntoView({ block: 'nearest' });
  }

  function onFocus(event: FocusEvent<HTMLTableSectionElement>) {
    const index = rowsOf(event.currentTarget).findIndex((row) => row.contains(event.target));
    if (index >= 0) setActive(index);
  }

  return { bodyProps: { onKeyDown, onFocus }, tabIndexOf: (index: number) => (index === current ? 0 : -1) };
}

function targetOf(key: string, from: number, last: number): number | null {
  if (key === 'ArrowDown') return Math.min(from + 1, last);
  if (key === 'ArrowUp') return Math.max(from - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
}
