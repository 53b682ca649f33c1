'use client';

import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { cn } from '@/lib/cn';

export interface NumberTextOptions {
  value: string;
  /** Called 350 ms after the last key, or at once when the field is left; only with text that `accepts`. */
  onCommit: (value: string) => void;
  accepts: (value: string) => boolean;
}

const PAUSE_MS = 350;

/**
 * What is typed is priced after a pause. What cannot be is kept as it was typed, is not sent, and is `wrong` after the
 * same pause, so that a number on its way is not scolded.
 */
export function useNumberText({ value, onCommit, accepts }: NumberTextOptions) {
  const id = useId();
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  const [settled, setSettled] = useState(value);
  // Back, forward or another edit changed the address: the field follows.
  if (shown !== value) {
    setShown(value);
    setText(value);
    setSettled(value);
  }
  const changed = text !== value;
  const accepted = accepts(text);
  const wrong = changed && !accepted && settled === text;
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => (accepted ? onCommit(text) : setSettled(text)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [changed, accepted, text, onCommit]);
  function settle() {
    setSettled(text);
    if (changed && accepted) onCommit(text);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') settle();
    if (event.key === 'Escape') setText(value);
  }
  return {
    wrong,
    problemId: id,
    input: {
      type: 'text',
      inputMode: 'decimal',
      autoComplete: 'off',
      'aria-invalid': accepted ? undefined : true,
      'aria-describedby': wrong ? id : undefined,
      value: text,
      onChange: (event: { target: { value: string } }) => setText(event.target.value.trim()),
      onBlur: settle,
      onKeyDown,
    },
  } as const;
}

/** What is allowed, near the field that holds something else. */
export function NumberProblem({ id, wide, children }: { id: string; wide?: boolean; children: string }) {
  return (
    <span id={id} role="alert" className={cn('block text-small whitespace-normal text-bad', !wide && 'w-[168px]')}>
      {children}
    </span>
  );
}

interface NumberInputProps extends NumberTextOptions {
  label: string;
  /** What is right, and what the prices are with meanwhile. */
  problem: string;
  className?: string;
  unit?: string | null;
}

/** A small figure in a row. */
export function NumberInput({ label, problem, className, unit, ...options }: NumberInputProps) {
  const { wrong, problemId, input } = useNumberText(options);
  return (
    <span className="inline-flex flex-col items-end gap-1 text-right">
      <span className="flex items-center gap-1.5">
        <input className={cn('inp text-right', className)} aria-label={label} {...input} />
        {unit && <span className="text-small text-ink-3">{unit}</span>}
      </span>
      {wrong && <NumberProblem id={problemId}>{problem}</NumberProblem>}
    </span>
  );
}

/** Whole numbers within bounds, as they are typed. */
export const wholeNumber = (min: number, max: number) => (text: string) =>
  /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max;
