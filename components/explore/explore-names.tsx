'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { Swatch } from '@/components/ui/swatch';
import type { ExploreFilters } from '@/lib/explore/filters';
import type { Explore, ExploreRow } from '@/lib/explore/schema';
import { formatRange } from '@/lib/format';
import { answered, hasLines, linesHref } from './drill';
import type { BlockWords } from './use-block-words';

interface NameCellsProps {
  row: ExploreRow;
  answer: Explore;
  filters: ExploreFilters;
  today: string;
  words: BlockWords;
  onDrill: ((row: ExploreRow) => void) | undefined;
  nameCell: string;
  slot: number | null;
}

/** What the row is: its first name leads on, and to its lines. */
export function NameCells({ row, answer, filters, today, words, onDrill, nameCell, slot }: NameCellsProps) {
  const t = useTranslations('explore');
  const { by } = answer;
  const [first = t('noGroup'), ...further] = words.namesOf(row);
  const name = words.labelOf(row);
  return (
    <>
      <th scope="row" className={nameCell}>
        <span className="inline-flex max-w-[340px] items-center gap-2 text-ink max-sm:max-w-[44vw]">
          {by.length > 0 && <Swatch slot={slot} />}
          {onDrill ? (
            <button
              type="button"
              className="min-w-0 truncate text-left text-[13px] text-ink hover:text-accent hover:underline"
              title={`${name} (${row.key.join(' · ')})`}
              aria-label={t('drill', { name })}
              onClick={() => onDrill(row)}
            >
              {first}
            </button>
          ) : (
            <span className="text-[13px]">{first}</span>
          )}
          <LinesLink
            href={hasLines(answer) ? linesHref(answered(filters, answer, row), today, row.key) : null}
            label={t('openLines', { name })}
            {...{ answer, lines: row.lines }}
          />
        </span>
        {further.length > 0 && (
          <span className="block max-w-[44vw] truncate pl-4.5 text-small text-ink-3 sm:hidden">
            {further.join(' · ')}
          </span>
        )}
      </th>
      {further.map((one, index) => (
        <td key={by[index + 1]} data-muted data-hide-phone>
          <span className="block max-w-[240px] truncate" title={one}>
            {one}
          </span>
        </td>
      ))}
    </>
  );
}

/** What is in none of the rows: its name leads to a view of it, where it can be named. */
export function OthersName({
  count,
  onDrill,
  children,
}: {
  count: number;
  onDrill: (() => void) | null;
  children: ReactNode;
}) {
  const t = useTranslations('explore');
  const name = t('others', { count });
  return (
    <span className="inline-flex items-center gap-2 text-[13px] text-ink-2">
      <Swatch slot={null} />
      {onDrill ? (
        <button
          type="button"
          className="text-left text-[13px] hover:text-accent hover:underline"
          aria-label={t('drillOthers', { count })}
          onClick={onDrill}
        >
          {name}
        </button>
      ) : (
        name
      )}
      {children}
    </span>
  );
}

interface LinesLinkProps {
  href: ReturnType<typeof linesHref>;
  label: string;
  answer: Explore;
  lines: number;
}

/** To the lines behind a figure; of what is gone they are those of the compared span, and the link says so. */
export function LinesLink({ href, label, answer: { compared }, lines }: LinesLinkProps) {
  const t = useTranslations('explore');
  const locale = useLocale();
  if (href === null) return null;
  const name =
    compared && lines === 0 ? t('linesIn', { label, span: formatRange(compared.from, compared.to, locale) }) : label;
  return (
    <Link href={href} aria-label={name} title={name} className="icon-btn -my-1 size-6! max-sm:size-9!">
      <Icon name="usage" className="size-3.5" />
    </Link>
  );
}
