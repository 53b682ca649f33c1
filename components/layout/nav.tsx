'use client';

import { Link } from '@/components/ui/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Icon } from '@/components/ui/icon';
import { isCurrent, pageGroups } from './pages';

/** The chosen account stays chosen from page to page. */
export function Nav() {
  const t = useTranslations('nav');
  const pathname = usePathname();
  const account = useSearchParams().get('account');
  return (
    <nav className="nav" aria-label={t('main')}>
      {pageGroups.map((group) => (
        <Fragment key={group.key ?? 'top'}>
          {group.key && <h2>{t(group.key)}</h2>}
          <ul>
            {group.pages.map((page) => (
              <li key={page.key}>
                <Link href={page.href({ account })} aria-current={isCurrent(page, pathname) ? 'page' : undefined}>
                  <Icon name={page.icon} />
                  {t(page.key)}
                </Link>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </nav>
  );
}
