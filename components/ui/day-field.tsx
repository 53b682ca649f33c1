'use client';

import { type KeyboardEvent, useRef, useState } from 'react';

interface DayFieldProps {
  label: string;
  /** `YYYY-MM-DD`; empty for none. */
  value: string;
  first: string;
  last?: string;
  /** Where there may be none, taking it away is a choice too. */
  optional?: boolean;
  onChange: (day: string) => void;
}

/**
 * One day. What is typed is taken with Enter or when the field is left: a year that is half typed is one long ago. What is
 * chosen in the calendar is taken at once. A day outside of `first` and `last` is not taken: it is marked, and the browser
 * says why when it is asked for.
 */
export function DayField({ label, value, first, last, optional = false, onChange }: DayFieldProps) {
  const [draft, setDraft] = useState({ of: value, day: value });
  const typing = useRef(false);
  const day = draft.of === value ? draft.day : value;
  function take(input: HTMLInputElement) {
    if (input.value === value) return;
    // Half a day reads as none.
    const isNone = input.value === '' && !input.validity.badInput;
    if (input.value === '' && !(optional && isNone)) setDraft({ of: value, day: value });
    else if (input.checkValidity()) onChange(input.value);
  }
  function onKeyDown({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) {
    typing.current = true;
    if (key === 'Enter') take(currentTarget);
    // Not when it is left, which would bring the focus back.
    if (key === 'Enter') currentTarget.reportValidity();
    if (key === 'Escape') setDraft({ of: value, day: value });
  }
  return (
    <input
      type="date"
      className="inp h-7! w-[136px]! max-sm:h-11! max-sm:w-[152px]!"
      aria-label={label}
      min={first}
      max={last}
      required={!optional}
      title={label}
      aria-invalid={(day !== '' && (day < first || (last !== undefined && day > last))) || undefined}
      value={day}
      onKeyDown={onKeyDown}
      onPointerDown={() => {
        typing.current = false;
      }}
      onChange={({ target }) => {
        setDraft({ of: value, day: target.value });
        if (!typing.current) take(target);
      }}
      onBlur={({ target }) => take(target)}
    />
  );
}
