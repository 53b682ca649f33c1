'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { cn } from '@/lib/cn';
import { Icon } from './icon';
import { useSlashKey } from './use-slash-key';

interface SearchFieldProps {
  /** What the field is for; also the placeholder. */
  label: string;
  value: string | null;
  /** Called 250 ms after the last key, or at once with Enter and Escape; null when empty. */
  onChange: (value: string | null) => void;
  maxLength?: number;
  className?: string;
}

const PAUSE_MS = 250;

export function SearchField({ label, value, onChange, maxLength = 64, className }: SearchFieldProps) {
  const t = useTranslations('common');
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value ?? '');
  const [shown, setShown] = useState(value);
  // Back, forward or a cleared filter changed the address: the field follows.
  if (shown !== value) {
    setShown(value);
    if ((text.trim() || null) !== value) setText(value ?? '');
  }
  useSlashKey(input);
  useEffect(() => {
    const next = text.trim() || null;
    if (next === value) return;
    const timer = setTimeout(() => onChange(next), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  function commit(next: string) {
    setText(next);
    if ((next.trim() || null) !== value) onChange(next.trim() || null);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') commit(text);
    if (event.key !== 'Escape') return;
    if (text === '') input.current?.blur();
    else commit('');
  }
  return (
    <div className={cn('find', className ?? 'w-[220px] max-sm:w-full')}>
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        data-slash
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={maxLength}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {text === '' ? (
        <kbd aria-hidden="true" className="max-md:hidden">
          /
        </kbd>
      ) : (
        <button
          type="button"
          className="-mr-1.5 grid size-6 place-items-center rounded-row"
          aria-label={t('clearSearch')}
          onClick={() => commit('')}
        >
          <Icon name="close" className="size-3" />
        </button>
      )}
    </div>
  );
}
