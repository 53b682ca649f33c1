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
  /** A choice in it does not close it. */
  stays?: boolean;
  children: ReactNode;
}

/** A disclosure with links or buttons: Tab and Enter work without a script; Escape and a click outside close it. */
export function Menu({ trigger, label, triggerClass, popClass, stays = false, children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeOutside = (event: Event) => {
      const menu = details.current;
      if (menu?.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
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
    <details ref={details} className="relative" onKeyDown={onKeyDown}>
      <summary className={triggerClass} aria-label={label}>
        {trigger}
      </summary>
      <div className={cn('pop', popClass)} onClick={stays ? undefined : close}>
        {children}
      </div>
    </details>
  );
}
