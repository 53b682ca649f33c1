'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { CopyLink } from '@/components/ui/copy-link';
import { DownloadMenu } from '@/components/ui/download-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { SyncLink } from '@/components/ui/sync-link';
import { ErrorState } from '@/components/ui/error-state';
import { Freshness } from '@/components/ui/freshness';
import { ProblemNote } from '@/components/ui/problem-note';
import { UnprovenNote } from '@/components/ui/unproven-note';
import { type ExploreFilters, exploreFilters } from '@/lib/explore/filters';
import { exploreQuery } from '@/lib/explore/queries';
import { keptSpan } from '@/lib/explore/read-filters';
import type { Explore } from '@/lib/explore/schema';
import { spanOf } from '@/lib/explore/span';
import { type Dimension, dimensions } from '@/lib/explore/words';
import { formatCount, formatRange } from '@/lib/format';
import { paths } from '@/lib/paths';
import { useUrlFilters } from '@/lib/query/use-url-filters';
import { isNothing } from './chart-data';
import { ExploreBlock } from './explore-block';
import { ExploreBars } from './explore-skeleton';
import { LackingNote } from './lacking-note';
import { QueryBar } from './query-bar';
import { SavedViews } from './saved-views';
import { useCanCome } from './use-can-come';

/** Any measure by anything over everything in the ledger; the address is the view. @param today in GMT+8 */
export function ExplorePanel({ today, accounts }: { today: string; accounts: Readonly<Record<string, string>> }) {
  const t = useTranslations('explore');
  const url = useUrlFilters(exploreFilters);
  const { values: filters, problems } = keptSpan({ values: url.filters, problems: url.problems }, today);
  const query = useQuery(exploreQuery(filters));
  const answer = query.data;
  const view = exploreFilters.toSearch(filters);
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={answer && <Meta answer={answer} running={spanOf(filters, today).to === today} />}
        actions={
          <>
            <span className="max-sm:hidden">
              <CopyLink />
            </span>
            <SavedViews query={view} />
            <DownloadMenu
              href={paths.exportOf(paths.api.explore(exploreFilters.toSearch({ ...filters, chart: 'bars' })))}
              count={answer?.total}
              lacking={answer && isLacking(answer)}
            />
          </>
        }
      />
      <ProblemNote problems={problems} />
      <QueryBar filters={filters} today={today} nameOf={nameFrom(answer, accounts)} onChange={url.setFilters} />
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} className="mb-3" />}
      {answer ? (
        <div
          aria-busy={query.isPlaceholderData || undefined}
          className={query.isPlaceholderData ? 'opacity-60' : undefined}
        >
          <Answer answer={answer} filters={filters} today={today} onChange={url.setFilters} />
        </div>
      ) : (
        query.isPending && <ExploreBars />
      )}
    </>
  );
}

const isLacking = ({ unpublished, compared, unpublishedBefore }: Explore): boolean =>
  unpublished.length > 0 || (compared !== null && unpublishedBefore.length > 0);

/** @param running whether the span that is asked for ends today, a day that a comparison leaves out */
function Meta({ answer, running }: { answer: Explore; running: boolean }) {
  const t = useTranslations('explore');
  const locale = useLocale();
  const lines = answer.blocks.reduce((sum, block) => sum + block.lines, 0);
  const cycles = Object.keys(answer.states).sort();
  const state = answer.unpublished.length > 0 ? undefined : answer.states[cycles.at(-1) ?? ''];
  return (
    <>
      {answer.unpublished.length > 0 && <span className="text-small font-medium text-attn">{t('incomplete')}</span>}
      {answer.asOf !== null && <Freshness asOf={answer.asOf} stale={answer.stale} state={state} />}
      <span className="text-small text-ink-3">
        {t('rowsOf', { count: lines }).replace(String(lines), formatCount(lines))}
      </span>
      {answer.compared && (
        <span className="text-small text-ink-3">
          {t(running ? 'comparedWhole' : 'comparedWith', {
            span: formatRange(answer.compared.from, answer.compared.to, locale),
          })}
        </span>
      )}
    </>
  );
}

interface AnswerProps {
  answer: Explore;
  filters: ExploreFilters;
  today: string;
  onChange: (change: Partial<ExploreFilters>) => void;
}

function Answer({ answer, filters, today, onChange }: AnswerProps) {
  const t = useTranslations('explore');
  if (answer.asOf === null) return <NothingThere unpublished={answer.unpublished} />;
  const cleared = Object.fromEntries(dimensions.map((dimension) => [dimension, null])) as Partial<ExploreFilters>;
  return (
    <>
      <LackingNote unpublished={answer.unpublished} />
      <LackingNote unpublished={answer.unpublishedBefore} before />
      <UnprovenNote unproven={answer.unproven} />
      {answer.blocks.length === 0 && (
        <EmptyState
          title={t('empty.title')}
          action={<Button onClick={() => onChange(cleared)}>{t('empty.clear')}</Button>}
        >
          {t('empty.text')}
        </EmptyState>
      )}
      {[...answer.blocks]
        .sort((a, b) => Number(isNothing(a)) - Number(isNothing(b)))
        .map((block) => (
          <ExploreBlock
            key={`${block.currency} ${block.unit}`}
            block={block}
            answer={answer}
            filters={filters}
            today={today}
            onChange={onChange}
          />
        ))}
      <p className="text-small text-ink-3">{t('about')}</p>
    </>
  );
}

/** The ledger has nothing of the span: it comes with the sync, or never will. */
function NothingThere({ unpublished }: Pick<Explore, 'unpublished'>) {
  const t = useTranslations('explore.lacking');
  const gone = useTranslations('bills.empty');
  if (!useCanCome(unpublished)) return <EmptyState title={gone('goneTitle')}>{t('goneMore')}</EmptyState>;
  return (
    <EmptyState title={t('nothing')} action={<SyncLink>{t('follow')}</SyncLink>}>
      {t('nothingMore')}
    </EmptyState>
  );
}

/** Names of what is kept or left out; while an answer is on its way, the rows of the one before name what was just chosen. */
function nameFrom(answer: Explore | undefined, accounts: Readonly<Record<string, string>>) {
  return (dimension: Dimension, code: string): string => {
    if (dimension === 'account') return accounts[code] ?? code;
    const at = answer?.by.indexOf(dimension) ?? -1;
    const row = at < 0 ? undefined : answer?.blocks.flatMap(({ rows }) => rows).find(({ key }) => key[at] === code);
    return answer?.filterNames[dimension]?.[code] ?? row?.names[at] ?? code;
  };
}
