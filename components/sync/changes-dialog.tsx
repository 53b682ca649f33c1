'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { formatCycle, formatDay, formatInstant } from '@/lib/format';
import { syncChangesQuery } from '@/lib/sync/queries';
import type { SyncChanges, SyncCycle } from '@/lib/sync/schema';

/** What changed between the version that is shown and the one before it. */
export function ChangesDialog({ item, onClose }: { item: SyncCycle | null; onClose: () => void }) {
  const t = useTranslations('sync');
  const locale = useLocale();
  const title = item ? t('changesOf', { month: formatCycle(item.cycle, locale), account: item.account.name }) : '';
  return (
    <Dialog
      wide
      open={item !== null}
      onClose={onClose}
      title={title}
      actions={<Button onClick={onClose}>{t('close')}</Button>}
    >
      {item && <Changes account={item.account.domainId} cycle={item.cycle} />}
    </Dialog>
  );
}

function Changes({ account, cycle }: { account: string; cycle: string }) {
  const t = useTranslations('sync');
  const query = useQuery(syncChangesQuery(account, cycle));
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} className="mt-3" />;
  if (!query.data) return <p className="mt-3 text-ink-2">{t('comparing')}</p>;
  if (query.data.total === 0) return <p className="mt-3 text-ink-2">{t('noChanges')}</p>;
  return (
    <>
      <Span changes={query.data} />
      <Totals changes={query.data} />
      <Lines changes={query.data} />
    </>
  );
}

function Span({ changes: { from, to } }: { changes: SyncChanges }) {
  const t = useTranslations('sync');
  const locale = useLocale();
  const told = (instant: string) => `${formatInstant(instant, 'GMT+8', { locale, style: 'short' })} GMT+8`;
  return <p className="mt-1 text-small text-ink-3">{t('between', { from: told(from.asOf), to: told(to.asOf) })}</p>;
}

function Totals({ changes: { totals } }: { changes: SyncChanges }) {
  const t = useTranslations('sync');
  return (
    <ul className="list mt-3">
      {totals.map(({ view, kind, lines, difference }) => (
        <li key={`${view}${kind}${difference.currency}`}>
          <span>{t(`kinds.${kind}`, { count: lines, view: t(`views.${view}`) })}</span>
          <Amount value={difference} currency />
        </li>
      ))}
    </ul>
  );
}

function Lines({ changes: { items, total } }: { changes: SyncChanges }) {
  const t = useTranslations('sync');
  const locale = useLocale();
  return (
    <div
      className="t-wrap mt-3 max-h-80 overflow-auto [&_thead_th]:top-0"
      tabIndex={0}
      role="region"
      aria-label={t('changedLines')}
    >
      <table className="t" data-density="bills">
        <thead>
          <tr>
            <th scope="col">{t('date')}</th>
            <th scope="col">{t('resource')}</th>
            <th scope="col" data-align="end">
              {t('before')}
            </th>
            <th scope="col" data-align="end">
              {t('after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((line, index) => (
            <tr key={index}>
              <td>{line.billDate && formatDay(line.billDate, locale, 'short')}</td>
              <td className="max-sm:whitespace-normal max-sm:wrap-anywhere">
                {line.resourceName || line.resourceId || line.serviceTypeName}
                <span className="text-ink-3"> {t(`views.${line.view}`)}</span>
              </td>
              <td data-align="end">{line.kind === 'added' ? '' : <Amount value={line.before} max={8} fixed />}</td>
              <td data-align="end">{line.kind === 'removed' ? '' : <Amount value={line.after} max={8} fixed />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > items.length && (
        <p className="py-2 text-small text-ink-3">{t('largest', { shown: items.length, total })}</p>
      )}
    </div>
  );
}
