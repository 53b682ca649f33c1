'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import type { SyncAccount, SyncCycle } from '@/lib/sync/schema';
import { ChangesDialog } from './changes-dialog';
import { CycleTable } from './cycle-table';
import { ProgressLine } from './progress-line';

const SHOWN = 12;

/** One account: how far it is, and its months from the newest. */
export function AccountSection(props: { summary: SyncAccount; items: readonly SyncCycle[]; mayAct: boolean }) {
  const { summary, items, mayAct } = props;
  const t = useTranslations('sync');
  const [all, setAll] = useState(false);
  const [compared, setCompared] = useState<SyncCycle | null>(null);
  const { account, cyclesDone, cyclesTotal, lines } = summary;
  const shown = all ? items : items.slice(0, SHOWN);
  return (
    <Section
      title={account.name}
      unit={t('accountUnit', { done: cyclesDone, total: cyclesTotal, lines })}
      className="mb-8"
    >
      <ProgressLine summary={summary} items={items} />
      <CycleTable
        caption={t('caption', { account: account.name })}
        items={shown}
        mayAct={mayAct}
        onCompare={setCompared}
      />
      {items.length > SHOWN && (
        <Button look="link" className="mt-1" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('allMonths', { count: items.length })}
        </Button>
      )}
      <ChangesDialog item={compared} onClose={() => setCompared(null)} />
    </Section>
  );
}
