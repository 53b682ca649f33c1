'use client';

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { cn } from '@/lib/cn';

interface MenuProps {
  /** What opens it; stands inside a summary, so no button of its own. */
  trigger: ReactNode;
  label: string;
  triggerClass?: string;
  /** Where the list stands. */
  popClass?: string;
  /** A click inside leaves it open: it holds fields, not links. */
  stays?: boolean;
  onOpen?: (open: boolean) => void;
  children: ReactNode;
}

/** A disclosure with links or buttons: Tab and Enter work without a script; Escape and a click outside close it. */
export function Menu({ trigger, label, triggerClass, popClass, stays, onOpen, children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const pop = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const closeOutside = (event: Event) => {
      const menu = details.current;
      if (menu?.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    // The event `toggle` comes after the list was painted: it would be seen to jump.
    const watch = new MutationObserver(() => {
      if (details.current?.open && pop.current) keepInside(pop.current);
    });
    if (details.current) watch.observe(details.current, { attributeFilter: ['open'] });
    return () => {
      watch.disconnect();
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, []);
  const close = () => {
    if (details.current) details.current.open = false;
  };
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !details.current?.open) return;
    event.stopPropagation();
    close();
    details.current.querySelector('summary')?.focus();
  }
  return (
    <details
      ref={details}
      className="relative"
      onKeyDown={onKeyDown}
      onToggle={({ currentTarget: { open } }) => onOpen?.(open)}
    >
      <summary className={triggerClass} aria-label={label}>
        {trigger}
      </summary>
      <div ref={pop} className={cn('pop', popClass)} onClick={stays ? undefined : close}>
        {children}
      </div>
    </details>
  );
}

const MARGIN = 8;

/** Whatever stands beside the trigger on a narrow screen, the list is moved into the window. */
function keepInside(pop: HTMLElement): void {
  pop.style.translate = '';
  const { left, right } = pop.getBoundingClientRect();
  const beyond = Math.max(0, right + MARGIN - document.documentElement.clientWidth);
  const shift = Math.max(-beyond, MARGIN - left);
  if (left < MARGIN || beyond > 0) pop.style.translate = `${shift}px`;
}
