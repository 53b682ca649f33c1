import { Link } from '@/components/ui/link';
import type { Route } from 'next';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: ReactNode;
  /** Only on detail pages: elsewhere the title is the location. */
  crumbs?: readonly { label: string; href: Route }[];
  crumbsLabel?: string;
  /** Scope and freshness. */
  meta?: ReactNode;
  /** Primary last. On a phone they stand below the title. */
  actions?: ReactNode;
}

export function PageHeader({ title, crumbs, crumbsLabel, meta, actions }: PageHeaderProps) {
  return (
    <header className="mb-3.5 max-sm:mb-2.5">
      {crumbs && crumbs.length > 0 && (
        <nav aria-label={crumbsLabel} className="-mt-1.5 mb-0.5">
          <ol className="flex gap-1.5 text-small whitespace-nowrap text-ink-3">
            {crumbs.map(({ label, href }) => (
              <li key={href} className="flex gap-1.5">
                <Link href={href} className="text-ink-2">
                  {label}
                </Link>
                <span aria-hidden="true" className="text-field">
                  /
                </span>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex items-start gap-4 max-sm:flex-wrap max-sm:gap-x-4 max-sm:gap-y-2">
        <div className="min-w-0">
          <h1>{title}</h1>
          {meta && <div className="mt-0.5 flex flex-wrap items-center gap-x-3.5 gap-y-1 text-ink-2">{meta}</div>}
        </div>
        {actions && (
          <div className="ml-auto flex flex-none items-center gap-2 max-sm:ml-0 max-sm:shrink max-sm:flex-wrap">
            {actions}
          </div>
        )}
      </div>
    </header>
  );
}
