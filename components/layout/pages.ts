import type { Route } from 'next';
import type { IconName } from '@/components/ui/icon';
import { may, type Permission } from '@/lib/auth/permissions';
import type { Role } from '@/lib/auth/roles';
import { paths } from '@/lib/paths';

export type PageKey =
  | 'overview'
  | 'orders'
  | 'resources'
  | 'calculator'
  | 'summary'
  | 'usage'
  | 'expenditures'
  | 'sync'
  | 'explore';

export interface PortalPage {
  key: PageKey;
  icon: IconName;
  href: (search?: { account: string | null }) => Route;
  /** Shown to roles with this permission only; all when absent. */
  needs?: Permission;
}

/** The one table of pages: sidebar, tab bar and sheet are drawn from it. */
const pageGroups: readonly { key: 'purchasing' | 'bills' | 'settings' | null; pages: readonly PortalPage[] }[] = [
  { key: null, pages: [{ key: 'overview', icon: 'overview', href: paths.overview }] },
  {
    key: 'purchasing',
    pages: [
      { key: 'orders', icon: 'orders', href: paths.orders },
      { key: 'resources', icon: 'resources', href: paths.resources },
      { key: 'calculator', icon: 'calculator', href: paths.calculator },
    ],
  },
  {
    key: 'bills',
    pages: [
      { key: 'summary', icon: 'summary', href: paths.billSummary },
      { key: 'usage', icon: 'usage', href: paths.usage },
      { key: 'expenditures', icon: 'expenditures', href: paths.expenditures },
      { key: 'explore', icon: 'explore', href: paths.explore },
    ],
  },
  { key: 'settings', pages: [{ key: 'sync', icon: 'settings', href: paths.sync, needs: 'read-sync' }] },
];

/** The groups with the pages that a role may see; a group without any is not there. */
export const groupsFor = (role: Role) =>
  pageGroups
    .map((group) => ({ ...group, pages: group.pages.filter(({ needs }) => !needs || may(role, needs)) }))
    .filter(({ pages }) => pages.length > 0);

/** True on the page itself and on the pages below it; the overview is above all others, so only itself. */
export function isCurrent(page: PortalPage, pathname: string): boolean {
  const own = page.href();
  return pathname === own || (own !== '/' && pathname.startsWith(`${own}/`));
}
