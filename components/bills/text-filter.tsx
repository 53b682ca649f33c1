'use client';

import type { KeyboardEvent } from 'react';

interface TextFilterProps {
  label: string;
  value: string | null;
  maxLength: number;
  onChange: (value: string | null) => void;
}

/** One exact value, typed: taken with Enter, or when the field is left. */
export function TextFilter({ label, value, maxLength, onChange }: TextFilterProps) {
  const commit = (text: string) => {
    const next = text.trim() || null;
    if (next !== value) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') commit(event.currentTarget.value);
  };
  return (
    <label className="grid gap-0.5 text-small text-ink-3">
      {label}
      <span className="find w-full">
        <input
          // A filter that is cleared elsewhere is empty here too.
          key={value ?? ''}
          type="text"
          className="text-ink"
          defaultValue={value ?? ''}
          maxLength={maxLength}
          autoComplete="off"
          spellCheck={false}
          onBlur={(event) => commit(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </span>
    </label>
  );
}
