'use client';

import { type KeyboardEvent, useEffect, useState } from 'react';
import { cn } from '@/lib/cn';

interface NumberInputProps {
  label: string;
  value: string;
  /** Called 350 ms after the last key, or at once when the field is left; only with text that `accepts`. */
  onCommit: (value: string) => void;
  accepts: (value: string) => boolean;
  className?: string;
  unit?: string | null;
}

const PAUSE_MS = 350;

/** A small figure in a row: what is typed is priced after a pause, and what cannot be is marked and not sent. */
export function NumberInput({ label, value, onCommit, accepts, className, unit }: NumberInputProps) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  // Back, forward or another edit changed the address: the field follows.
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  const ready = text !== value && accepts(text);
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => onCommit(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [ready, text, onCommit]);
  const commit = () => (ready ? onCommit(text) : accepts(text) || setText(value));
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setText(value);
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <input
        className={cn('inp text-right', className)}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        aria-invalid={accepts(text) ? undefined : true}
        value={text}
        onChange={(event) => setText(event.target.value.trim())}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {unit && <span className="text-small text-ink-3">{unit}</span>}
    </span>
  );
}

/** Whole numbers within bounds, as they are typed. */
export const wholeNumber = (min: number, max: number) => (text: string) =>
  /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max;
