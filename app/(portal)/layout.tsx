import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/layout/app-shell';
import { Messages } from '@/components/layout/messages';
import { isTheme, THEME_COOKIE } from '@/components/layout/theme';
import { localPath } from '@/lib/paths';
import { Providers } from '../providers';
import { pageContext } from './page-context';

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [given, jar] = await Promise.all([headers(), cookies()]);
  const { actor, accounts, clock } = await pageContext(localPath(given.get('x-suanpan-path')));
  const theme = jar.get(THEME_COOKIE)?.value;
  return (
    <Messages namespaces={['nav']}>
      <Providers now={clock.now().toISOString()}>
        <AppShell
          user={{ name: actor.name, email: actor.email, role: actor.role }}
          accounts={accounts.map(({ domainId, name, currency }) => ({ domainId, name, currency }))}
          theme={isTheme(theme) ? theme : null}
        >
          {children}
        </AppShell>
      </Providers>
    </Messages>
  );
}
