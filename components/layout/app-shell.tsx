import { Link } from '@/components/ui/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { BrandMark } from '@/components/ui/icon';
import { RoleProvider } from '@/components/ui/role';
import { paths } from '@/lib/paths';
import { AccountSwitcher, type ShownAccount } from './account-switcher';
import { LanguageSwitch } from './language-switch';
import { Nav } from './nav';
import { NewBuildToast } from './new-build-toast';
import { TabBar } from './tab-bar';
import type { Theme } from './theme';
import { ThemeSwitch } from './theme-switch';
import { TopSearch } from './top-search';
import { type ShownUser, UserMenu } from './user-menu';

interface AppShellProps {
  user: ShownUser;
  /** The scope: what the switcher may offer. */
  accounts: readonly ShownAccount[];
  theme: Theme | null;
  children: ReactNode;
}

/** Sidebar, top bar and page; on narrow screens a tab bar and a sheet instead of the sidebar. */
export async function AppShell({ user, accounts, theme, children }: AppShellProps) {
  const t = await getTranslations('common');
  const brand = (
    <Link className="brand" href={paths.overview()}>
      <BrandMark />
      {t('brand')}
    </Link>
  );
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <div className="app">
        <aside className="side">
          {brand}
          <AccountSwitcher accounts={accounts} />
          <Nav role={user.role} />
          <UserMenu user={user} />
        </aside>
        <div className="min-w-0">
          <header className="top">
            {brand}
            <TopSearch />
            <span className="flex-1" />
            <LanguageSwitch />
            <ThemeSwitch initial={theme} />
          </header>
          <main id="content" className="page" tabIndex={-1}>
            <RoleProvider role={user.role}>{children}</RoleProvider>
          </main>
        </div>
      </div>
      <TabBar user={user} accounts={accounts} theme={theme} />
      <NewBuildToast />
    </>
  );
}
