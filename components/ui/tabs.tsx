'use client';

import type { MouseEvent } from 'react';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';

export interface Tab<T extends string> {
  key: T;
  label: string;
  /** Under the other filters; left out while it is not known. */
  count?: number;
  /** A person must act on what is counted: amber. */
  due?: boolean;
  /** Address of the same page with this tab, so that it opens in a new window as well. */
  href: string;
}

interface TabsProps<T extends string> {
  label: string;
  tabs: readonly Tab<T>[];
  current: T;
  onSelect: (key: T) => void;
}

/** Links, since each is a view with its own address; a plain click changes the filter in place. */
export function Tabs<T extends string>({ label, tabs, current, onSelect }: TabsProps<T>) {
  const follow = (event: MouseEvent, key: T) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onSelect(key);
  };
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ key, label: text, count, due, href }) => (
        <a
          key={key}
          href={href}
          aria-current={key === current ? 'page' : undefined}
          onClick={(event) => follow(event, key)}
        >
          {text}
          {count !== undefined && (
            <span className={cn('text-small', due && count > 0 ? 'font-semibold text-attn' : 'font-normal text-ink-3')}>
              {formatCount(count)}
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
