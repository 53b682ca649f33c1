'use client';

import type { Route } from 'next';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Icon } from '@/components/ui/icon';

export interface ShownAccount {
  domainId: string;
  name: string;
  currency: string;
}

/** Where a person was in the list of one account means nothing in another. */
const positions = ['page', 'cursor'];

export function AccountSwitcher({ accounts }: { accounts: readonly ShownAccount[] }) {
  const t = useTranslations('nav');
  const router = useRouter();
  const pathname = usePathname();
  const searchParams = useSearchParams();
  const chosen = accounts.find(({ domainId }) => domainId === searchParams.get('account'));
  const shown = chosen ?? (accounts.length === 1 ? accounts[0] : undefined);
  const currencies = [...new Set(accounts.map(({ currency }) => currency))].join(', ');

  function choose(domainId: string) {
    const next = new URLSearchParams(searchParams);
    for (const name of positions) next.delete(name);
    if (domainId) next.set('account', domainId);
    else next.delete('account');
    const search = next.toString();
    // The page we are on, with another parameter.
    router.push((search ? `${pathname}?${search}` : pathname) as Route);
  }

  return (
    <div className="acct">
      <span className="min-w-0 flex-1" aria-hidden="true">
        <b className="block truncate leading-4 font-medium">{shown?.name ?? t('allAccounts')}</b>
        <small className="block truncate text-[11px] leading-[14px] text-ink-3">
          {accounts.length === 0
            ? t('noAccounts')
            : (shown?.currency ?? t('accountsAnd', { count: accounts.length, currencies }))}
        </small>
      </span>
      {accounts.length > 1 && (
        <>
          <Icon name="down" />
          <select
            className="over-select"
            aria-label={t('account')}
            value={chosen?.domainId ?? ''}
            onChange={(event) => choose(event.target.value)}
          >
            <option value="">{t('allAccounts')}</option>
            {accounts.map(({ domainId, name, currency }) => (
              <option key={domainId} value={domainId}>
                {`${name} · ${currency}`}
              </option>
            ))}
          </select>
        </>
      )}
    </div>
  );
}
