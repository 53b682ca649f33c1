'use client';

import { useLocale, useTranslations } from 'next-intl';
import { FilterChip } from '@/components/ui/filter-chip';
import { type Segment, Segmented } from '@/components/ui/segmented';
import { useBusinessNow } from '@/components/ui/clock';
import { addCycles, CYCLES_KEPT, type Cycle, cycleStateAt } from '@/lib/cycles';
import { formatCycle } from '@/lib/format';

interface CycleFilterProps {
  thisCycle: Cycle;
  /** null while the view spans several cycles. */
  value: Cycle | null;
  onChange: (cycle: Cycle | null) => void;
}

const IN_VIEW = 4;

/** The four newest cycles side by side, the older ones in a list. */
export function CycleFilter({ thisCycle, value, onChange }: CycleFilterProps) {
  const t = useTranslations('bills.filters');
  const locale = useLocale();
  const now = useBusinessNow();
  const cycles = Array.from({ length: CYCLES_KEPT }, (_, index) => addCycles(thisCycle, -index));
  // What the ledger keeps may be older than what the upstream keeps.
  if (value !== null && value < thisCycle && !cycles.includes(value)) cycles.push(value);
  const [newest, older] = [cycles.slice(0, IN_VIEW), cycles.slice(IN_VIEW)];
  const segments: Segment<Cycle>[] = newest.map((cycle, index) => ({
    value: cycle,
    label: formatCycle(cycle, locale, index === 0 ? 'short' : 'month'),
    state: now === null ? undefined : cycleStateAt(cycle, new Date(now)),
  }));
  return (
    <>
      <Segmented
        label={t('cycle')}
        segments={segments}
        value={value}
        onChange={(cycle) => onChange(cycle === thisCycle ? null : cycle)}
      />
      <FilterChip
        name={t('older')}
        anyLabel=""
        value={value !== null && older.includes(value) ? value : null}
        options={older.map((cycle) => ({ value: cycle, label: formatCycle(cycle, locale, 'short') }))}
        // The options are cycles.
        onChange={(cycle) => onChange(cycle as Cycle | null)}
      />
    </>
  );
}
