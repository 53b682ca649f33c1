'use client';

import type { CycleState } from '@/lib/cycles';
import { Bead } from './bead';

export interface Segment<T extends string> {
  value: T;
  label: string;
  /** A cycle's state, as a bead before its name. */
  state?: CycleState;
  lang?: string;
}

interface SegmentedProps<T extends string> {
  label: string;
  segments: readonly Segment<T>[];
  value: T | null;
  onChange: (value: T) => void;
}

/** One of a few, all in view: cycles, periods, languages. */
export function Segmented<T extends string>({ label, segments, value, onChange }: SegmentedProps<T>) {
  return (
    <div className="seg max-sm:max-w-full max-sm:overflow-x-auto" role="group" aria-label={label}>
      {segments.map(({ value: key, label: text, state, lang }) => (
        <button
          key={key}
          type="button"
          lang={lang}
          aria-pressed={key === value}
          data-tone={state === 'open' && key === value ? 'attn' : undefined}
          onClick={() => onChange(key)}
        >
          {state && <Bead state={state} />}
          {text}
        </button>
      ))}
    </div>
  );
}
