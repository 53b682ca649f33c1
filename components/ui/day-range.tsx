'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef, useState } from 'react';
import { type FormatLocale, formatDay } from '@/lib/format';

interface Days {
  /** `YYYY-MM-DD`; empty for none. */
  from: string;
  to: string;
}

interface DayRangeProps extends Days {
  labels: Readonly<Record<keyof Days, string>>;
  first: string;
  last?: string;
  /** Where a side may be open, taking its day away is a choice too. */
  optional?: boolean;
  onChange: (days: Days) => void;
}

const SIDES = ['from', 'to'] as const;

/**
 * Two days, both included. What is typed is taken with Enter or when a field is left: a year that is half typed is one
 * long ago. What is chosen in the calendar is taken at once. Days that cannot be are not taken: they stay, marked, with the
 * reason beside them, until the other one makes them right or Escape puts both back.
 */
export function DayRange({ from, to, labels, first, last, optional = false, onChange }: DayRangeProps) {
  const t = useTranslations('common.days');
  const locale = useLocale() as FormatLocale;
  const given = `${from} ${to}`;
  const [draft, setDraft] = useState({ of: given, from, to, refused: false });
  const typing = useRef(false);
  const days = draft.of === given ? draft : { from, to, refused: false };
  const problem = problemOf(days, { first, last });
  function take(next: Days) {
    const whole = optional ? next : { from: next.from || from, to: next.to || to };
    const wrong = problemOf(whole, { first, last });
    setDraft({ of: given, ...whole, refused: wrong !== null });
    if (wrong === null && (whole.from !== from || whole.to !== to)) onChange({ from: whole.from, to: whole.to });
  }
  function onKeyDown({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) {
    typing.current = true;
    // Half a day reads as none.
    if (key === 'Enter' && !currentTarget.validity.badInput) take(days);
    if (key === 'Escape') setDraft({ of: given, from, to, refused: false });
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {SIDES.map((side) => (
        <input
          key={side}
          type="date"
          className="inp h-7! w-[136px]! max-sm:h-11! max-sm:w-[152px]!"
          aria-label={labels[side]}
          title={labels[side]}
          min={first}
          max={last}
          required={!optional}
          aria-invalid={(problem !== null && days[side] !== { from, to }[side]) || undefined}
          value={days[side]}
          onKeyDown={onKeyDown}
          onPointerDown={() => {
            typing.current = false;
          }}
          onChange={({ target }) => {
            const next = { from: days.from, to: days.to, [side]: target.value };
            setDraft({ of: given, ...next, refused: days.refused });
            if (!typing.current) take(next);
          }}
          onBlur={({ target }) => {
            take(target.validity.badInput ? { from: days.from, to: days.to, [side]: { from, to }[side] } : days);
          }}
        />
      ))}
      {problem !== null && days.refused && (
        <span role="status" className="text-small text-bad">
          {t(problem, { first: formatDay(first, locale), last: last ? formatDay(last, locale) : '' })}
        </span>
      )}
    </span>
  );
}

/** Why two days cannot be; null when they can. */
function problemOf(
  { from, to }: Days,
  { first, last }: { first: string; last: string | undefined },
): 'reversed' | 'outside' | 'early' | null {
  const isOutside = (day: string) => day !== '' && (day < first || (last !== undefined && day > last));
  if (isOutside(from) || isOutside(to)) return last === undefined ? 'early' : 'outside';
  return from !== '' && to !== '' && from > to ? 'reversed' : null;
}
