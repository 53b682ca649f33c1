'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Section } from '@/components/ui/section';
import { Status } from '@/components/ui/status';
import { formatCycle, formatInstant } from '@/lib/format';
import type { SyncCycle, SyncOverview } from '@/lib/sync/schema';
import { Reason } from './reason';
import { SyncButton } from './sync-button';

/** What a person should look at, before everything that is well. */
export function Attention({ sync, mayAct }: { sync: SyncOverview; mayAct: boolean }) {
  const t = useTranslations('sync');
  const failing = sync.accounts.filter((account) => account.failing !== null);
  const cycles = sync.items.filter(({ error }) => error !== null);
  const damaged = sync.items.filter(
    ({ verified, version, error }) => error === null && verified?.stored === 'damaged' && verified.version === version,
  );
  if (failing.length + cycles.length + damaged.length === 0) return null;
  return (
    <Section title={t('attention')} unit={failing.length + cycles.length + damaged.length} className="mb-7">
      <ul className="list">
        {failing.map(({ account, failing: why }) => (
          <li key={account.domainId} className="flex-wrap">
            <span className="min-w-0">
              <Status glyph="cross" tone="bad">
                {account.name}
              </Status>{' '}
              <span className="text-ink-2">
                <Reason code={why?.code ?? ''} detail={why?.detail ?? ''} />
              </span>
            </span>
            <When since={why?.since ?? null} retryAt={why?.retryAt ?? null} />
          </li>
        ))}
        {cycles.map((item) => (
          <CycleRow key={`${item.account.domainId}${item.cycle}`} item={item} mayAct={mayAct && sync.running}>
            <Reason code={item.error?.code ?? ''} detail={item.error?.detail ?? ''} />
          </CycleRow>
        ))}
        {damaged.map((item) => (
          <CycleRow key={`d${item.account.domainId}${item.cycle}`} item={item} mayAct={mayAct && sync.running}>
            {t('damagedStored')}
          </CycleRow>
        ))}
      </ul>
    </Section>
  );
}

function CycleRow({ item, mayAct, children }: { item: SyncCycle; mayAct: boolean; children: React.ReactNode }) {
  const t = useTranslations('sync');
  const locale = useLocale();
  const month = formatCycle(item.cycle, locale);
  const shown = shownOf(item);
  return (
    <li className="flex-wrap">
      <span className="min-w-0 flex-1 basis-80">
        <Status glyph="dashed" tone="attn">
          {month}
        </Status>{' '}
        <span className="text-ink-2">
          {item.account.name}
          {t('stop')}
          {children} {shown && t(shown)}
        </span>
      </span>
      <span className="flex flex-wrap items-center justify-end gap-3">
        <When since={item.error?.since ?? null} retryAt={item.error?.retryAt ?? null} />
        {mayAct && item.readable && (
          <SyncButton
            request={{ action: 'sync', account: item.account.domainId, cycle: item.cycle }}
            words={t('tryNow')}
            label={t('tryNowOf', { month, account: item.account.name })}
            asked={item.asked === 'sync'}
            off={item.status === 'syncing'}
            size="small"
          />
        )}
      </span>
    </li>
  );
}

/** What is shown of the month meanwhile; that it is damaged says it by itself. */
function shownOf({ version, whole, error }: SyncCycle) {
  if (version === null) return 'nothingShown';
  if (whole) return 'oldShown';
  return error === null || error.code === 'damaged' || error.code === 'lost' ? null : 'leftOut';
}

function When({ since, retryAt }: { since: string | null; retryAt: string | null }) {
  const t = useTranslations('sync');
  const locale = useLocale();
  if (since === null) return null;
  const told = (instant: string) => `${formatInstant(instant, 'GMT+8', { locale, style: 'short' })} GMT+8`;
  return (
    <span className="text-small text-ink-3">
      {t('since', { time: told(since) })}
      {retryAt && ` · ${t('retry', { time: told(retryAt) })}`}
    </span>
  );
}
