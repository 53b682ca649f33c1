'use client';

import { Link } from '@/components/ui/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Icon } from '@/components/ui/icon';
import { paths } from '@/lib/paths';
import { AccountSwitcher, type ShownAccount } from './account-switcher';
import { LanguageSwitch } from './language-switch';
import { Nav } from './nav';
import type { Theme } from './theme';
import { ThemeSwitch } from './theme-switch';
import { type ShownUser, SignOutButton } from './user-menu';

const tabs = [
  { key: 'overview', icon: 'overview', href: paths.overview, below: null },
  { key: 'orders', icon: 'orders', href: paths.orders, below: '/orders' },
  { key: 'resources', icon: 'resources', href: paths.resources, below: '/resources' },
  { key: 'bills', icon: 'bills', href: paths.billSummary, below: '/bills' },
] as const;

interface TabBarProps {
  user: ShownUser;
  accounts: readonly ShownAccount[];
  theme: Theme | null;
}

/** Narrow screens: four pages and a sheet with everything else. */
export function TabBar({ user, accounts, theme }: TabBarProps) {
  const t = useTranslations('nav');
  const common = useTranslations('common');
  const pathname = usePathname();
  const account = useSearchParams().get('account');
  const sheet = useRef<HTMLDialogElement>(null);
  const close = () => sheet.current?.close();
  return (
    <>
      <nav className="tabbar" aria-label={t('main')}>
        {tabs.map(({ key, icon, href, below }) => (
          <Link
            key={key}
            href={href({ account })}
            aria-current={(below === null ? pathname === '/' : pathname.startsWith(below)) ? 'page' : undefined}
          >
            <Icon name={icon} />
            {t(`tabs.${key}`)}
          </Link>
        ))}
        <button type="button" aria-haspopup="dialog" onClick={() => sheet.current?.showModal()}>
          <Icon name="menu" />
          {t('more')}
        </button>
      </nav>
      <dialog
        ref={sheet}
        className="sheet"
        aria-label={t('more')}
        onClick={(event) => event.target === event.currentTarget && close()}
      >
        <div className="p-4">
          <div className="mb-2 flex items-center">
            <b className="flex-1 truncate text-h2">{user.name}</b>
            <button type="button" className="icon-btn" aria-label={common('close')} onClick={close}>
              <Icon name="close" />
            </button>
          </div>
          <AccountSwitcher accounts={accounts} />
          <div onClick={close}>
            <Nav />
          </div>
          <div className="mt-3 flex items-center gap-4 border-t border-rule pt-3">
            <LanguageSwitch />
            <ThemeSwitch initial={theme} words />
            <SignOutButton className="ml-auto h-11" />
          </div>
        </div>
      </dialog>
    </>
  );
}
