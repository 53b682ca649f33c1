'use client';

import { type ChipOption, FilterChip } from '@/components/ui/filter-chip';
import { listText, only, type ValueList } from '@/lib/query/value-list';
import { useListWords } from './use-list-words';

interface ListChipProps {
  name: string;
  list: ValueList | null;
  /** By code. */
  options: readonly ChipOption[];
  onChange: (list: ValueList | null) => void;
}

/** A chip that sets one value; a list of several, or of what is left out, comes by an address and is shown and cleared. */
export function ListChip({ name, list, options, onChange }: ListChipProps) {
  const wordsOf = useListWords();
  const value = list && listText(list);
  const choices = options.map((option) => ({
    label: option.label,
    value: listText(only(option.value)),
    code: option.value,
  }));
  const isChoice = choices.some((choice) => choice.value === value);
  const shown = list && value !== null && !isChoice ? [{ value, label: wordsOf(list, options) }] : [];
  return (
    <FilterChip
      name={name}
      value={value}
      options={[...shown, ...choices]}
      onChange={(text) => {
        const chosen = choices.find((choice) => choice.value === text);
        if (text !== value) onChange(chosen ? only(chosen.code) : null);
      }}
    />
  );
}
