'use client';

import { useTranslations } from 'next-intl';
import { Icon } from './icon';

export interface ChipOption {
  value: string;
  label: string;
}

interface FilterChipProps {
  name: string;
  /** null is “any”. */
  value: string | null;
  options: readonly ChipOption[];
  onChange: (value: string | null) => void;
  /** What stands for null; “any” unless said. A chip that always has a value passes false. */
  anyLabel?: string | false;
}

/** “Name value ×”. A native select lies over it: arrow keys, type-ahead and the phone's own picker come with it. */
export function FilterChip({ name, value, options, onChange, anyLabel }: FilterChipProps) {
  const t = useTranslations('common');
  const any = anyLabel === undefined ? t('any') : anyLabel;
  const known = options.find((option) => option.value === value);
  const active = value !== null && any !== false;
  const shown = known?.label ?? value ?? (any || '');
  return (
    <span className="chip" data-active={active || undefined} title={active ? `${name}: ${shown}` : undefined}>
      <span aria-hidden="true">{name}</span>
      <b aria-hidden="true" className="max-w-[180px] truncate">
        {shown}
      </b>
      {!active && <Icon name="down" />}
      <select
        className="over-select"
        aria-label={name}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
      >
        {any !== false && <option value="">{any}</option>}
        {value !== null && !known && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {active && (
        <button
          type="button"
          className="relative -mr-[7px] grid size-6 place-items-center rounded-row max-sm:-mr-[9px] max-sm:w-9 max-sm:h-11"
          aria-label={t('clear', { name })}
          onClick={() => onChange(null)}
        >
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}

/** One row of filters; a selection's actions go in the end. */
export function FilterBar({
  children,
  end,
  ruled,
}: {
  children: React.ReactNode;
  end?: React.ReactNode;
  ruled?: boolean;
}) {
  return (
    <div
      className={`flex flex-wrap items-center gap-1.5 py-2.5 ${ruled ? 'border-t border-b border-t-rule-2 border-b-rule' : ''}`}
    >
      {children}
      {end && <span className="ml-auto flex items-center gap-1.5">{end}</span>}
    </div>
  );
}
