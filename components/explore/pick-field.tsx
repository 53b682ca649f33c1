'use client';

import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';

interface PickFieldProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** One part of the question: a quiet label over its value. A native select lies over it. */
export function PickField<T extends string>({ label, value, options, onChange }: PickFieldProps<T>) {
  return (
    <QueryPart label={label}>
      <span className="pick relative inline-flex items-center gap-1.5 rounded-row font-medium hover:bg-hover max-sm:min-h-8">
        <span aria-hidden="true">{options.find((option) => option.value === value)?.label ?? value}</span>
        <Icon name="down" className="size-3 text-ink-3" />
        <select
          className="over-select"
          aria-label={label}
          value={value}
          // The options are the values.
          onChange={(event) => onChange(event.target.value as T)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </span>
    </QueryPart>
  );
}

export function QueryPart({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="border-l border-rule py-2 pr-[18px] pl-[18px] first:border-l-0 first:pl-0 max-xl:border-l-0 max-xl:pl-0">
      <div className="text-axis text-ink-3" aria-hidden="true">
        {label}
      </div>
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 whitespace-nowrap">{children}</div>
    </div>
  );
}
