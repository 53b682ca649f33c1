'use client';

import { useTranslations } from 'next-intl';

interface PagerProps {
  page: number;
  pageSize: number;
  total: number;
  onPage: (page: number) => void;
  /** A choice of page sizes appears with it. */
  onPageSize?: (pageSize: number) => void;
  /** Lists by time say Newer and Older. */
  byTime?: boolean;
}

const SIZES = [20, 50, 100, 200];

/** “1–15 / 214”, rows a page, and two buttons. */
export function Pager({ page, pageSize, total, onPage, onPageSize, byTime = false }: PagerProps) {
  const t = useTranslations('common');
  const from = (page - 1) * pageSize + 1;
  const to = Math.min(page * pageSize, total);
  const sizes = SIZES.includes(pageSize) ? SIZES : [pageSize, ...SIZES].sort((a, b) => a - b);
  return (
    <nav className="flex flex-wrap items-center gap-3 pt-[9px] pb-3.5 text-small text-ink-3" aria-label={t('pages')}>
      <span role="status">{total === 0 || from > total ? t('none', { total }) : t('range', { from, to, total })}</span>
      {onPageSize && (
        <label className="ml-auto flex items-center gap-1.5">
          {t('rows')}
          <select
            className="h-6 rounded-row bg-transparent text-ink-2 max-sm:h-11"
            aria-label={t('rowsPerPage')}
            value={pageSize}
            onChange={(event) => onPageSize(Number(event.target.value))}
          >
            {sizes.map((size) => (
              <option key={size} value={size}>
                {size}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className={`seg ${onPageSize ? '' : 'ml-auto'}`}>
        <button type="button" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          {byTime ? t('newer') : t('previous')}
        </button>
        <button type="button" disabled={to >= total} onClick={() => onPage(page + 1)}>
          {byTime ? t('older') : t('next')}
        </button>
      </div>
    </nav>
  );
}

interface CursorPagerProps {
  /** What the page holds, in words: “Lines 1–50 of 18,244”. */
  children: React.ReactNode;
  prevCursor: string | null;
  nextCursor: string | null;
  onCursor: (cursor: string) => void;
}

/** For bill lines: a position instead of a page number, so that deep pages are as quick as the first. */
export function CursorPager({ children, prevCursor, nextCursor, onCursor }: CursorPagerProps) {
  const t = useTranslations('common');
  return (
    <nav className="flex flex-wrap items-center gap-3 pt-[9px] pb-3.5 text-small text-ink-3" aria-label={t('pages')}>
      <span role="status">{children}</span>
      <div className="seg ml-auto">
        <button
          type="button"
          disabled={prevCursor === null}
          onClick={() => prevCursor !== null && onCursor(prevCursor)}
        >
          {t('previous')}
        </button>
        <button
          type="button"
          disabled={nextCursor === null}
          onClick={() => nextCursor !== null && onCursor(nextCursor)}
        >
          {t('next')}
        </button>
      </div>
    </nav>
  );
}
