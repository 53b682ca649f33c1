'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Bead } from '@/components/ui/bead';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { formatCount, formatCycle, formatInstant, UNKNOWN } from '@/lib/format';
import type { SyncCycle } from '@/lib/sync/schema';
import { CycleStatus } from './cycle-status';
import { SyncButton } from './sync-button';

interface CycleTableProps {
  caption: string;
  items: readonly SyncCycle[];
  mayAct: boolean;
  onCompare: (item: SyncCycle) => void;
}

/** The months of one account, newest first. */
export function CycleTable({ caption, items, mayAct, onCompare }: CycleTableProps) {
  const t = useTranslations('sync');
  return (
    <div className="t-wrap">
      {/* What comes and goes in a cell when a month is verified moves no column. */}
      <table className="t lg:table-fixed" data-density="dense">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="lg:w-[18%]">
              {t('month')}
            </th>
            <th scope="col" className="lg:w-[13%]">
              {t('status')}
            </th>
            <th scope="col" data-align="end" className="max-sm:hidden lg:w-[8.5%]">
              {t('usageLines')}
            </th>
            <th scope="col" data-align="end" className="max-sm:hidden lg:w-[9.5%]">
              {t('feeLines')}
            </th>
            <th scope="col" className="max-sm:hidden">
              {t('lastSync')}
            </th>
            <th scope="col" className="max-md:hidden lg:w-[17.5%]">
              {t('proof')}
            </th>
            <th scope="col" className="lg:w-[19%]">
              <span className="sr-only">{t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <CycleRow key={item.cycle} item={item} mayAct={mayAct} onCompare={onCompare} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CycleRow({ item, mayAct, onCompare }: { item: SyncCycle } & Pick<CycleTableProps, 'mayAct' | 'onCompare'>) {
  const t = useTranslations('sync');
  const states = useTranslations('states');
  const locale = useLocale();
  const month = formatCycle(item.cycle, locale);
  const of = { month, account: item.account.name };
  const request = { account: item.account.domainId, cycle: item.cycle };
  const lastSync = item.lastSync && `${formatInstant(item.lastSync, 'GMT+8', { locale, style: 'short' })} GMT+8`;
  return (
    <tr>
      <th scope="row" className="font-normal">
        <span className={`inline-flex items-center gap-2 ${item.state === 'open' ? 'text-attn' : ''}`}>
          <Bead state={item.state} />
          <span className="text-ink">{month}</span>
          <span className="text-small text-ink-3 max-md:hidden">{states(item.state)}</span>
        </span>
        <span className="block pl-4.5 text-small text-ink-3 sm:hidden">
          {item.rows && t('lineCount', { count: item.rows.usage + item.rows.expenditures })}
          {lastSync && <span className="block">{lastSync}</span>}
        </span>
      </th>
      <td>
        <CycleStatus item={item} />
        {/* Without the head of its column a hash says nothing. */}
        {item.verified?.version === item.version && (
          <span className="block md:hidden">
            <Proof item={item} />
          </span>
        )}
      </td>
      <td data-align="end" className="tabular-nums max-sm:hidden">
        {item.rows ? formatCount(item.rows.usage) : UNKNOWN}
      </td>
      <td data-align="end" className="tabular-nums max-sm:hidden">
        {item.rows ? formatCount(item.rows.expenditures) : UNKNOWN}
      </td>
      <td data-muted className="max-sm:hidden">
        {lastSync ?? UNKNOWN}
      </td>
      <td data-muted className="max-md:hidden">
        <Proof item={item} />
      </td>
      <td data-align="end">
        <span className="inline-flex flex-wrap justify-end gap-1">
          {item.previous !== null && (item.state === 'restated' || item.state === 'open') && (
            <Button look="ghost" size="small" aria-label={t('changesOf', of)} onClick={() => onCompare(item)}>
              {t('changes')}
            </Button>
          )}
          {mayAct && item.version !== null && (
            <SyncButton
              request={{ action: 'verify', ...request }}
              words={t('verify')}
              label={t('verifyOf', of)}
              asked={item.asked === 'verify'}
              look="ghost"
              size="small"
            />
          )}
          {mayAct && item.readable && (
            <SyncButton
              request={{ action: 'sync', ...request }}
              words={t('syncNow')}
              label={t('syncOf', of)}
              asked={item.asked === 'sync'}
              off={item.status === 'syncing'}
              look="ghost"
              size="small"
            />
          )}
        </span>
      </td>
    </tr>
  );
}

/** What the last full scan found, else the first digits of what the version's rows hash to. */
function Proof({ item: { verified, version, hash } }: { item: SyncCycle }) {
  const t = useTranslations('sync');
  if (hash === null) return UNKNOWN;
  const short = (
    <span className="id text-small text-ink-3" title={`SHA-256 ${hash}`}>
      {hash.slice(0, 8)}
    </span>
  );
  if (!verified || verified.version !== version) return short;
  if (verified.stored === 'damaged') {
    return (
      <Status glyph="cross" tone="bad">
        {t('damaged')}
      </Status>
    );
  }
  return (
    <span className="inline-flex items-center gap-2">
      <Status glyph="check" tone="plain">
        {verified.upstream === 'changed' ? t('verifiedChanged') : t('verified')}
      </Status>
      {short}
    </span>
  );
}
