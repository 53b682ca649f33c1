'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { CopyLink } from '@/components/ui/copy-link';
import { DownloadMenu } from '@/components/ui/download-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Freshness } from '@/components/ui/freshness';
import { Icon } from '@/components/ui/icon';
import { ProblemNote } from '@/components/ui/problem-note';
import { paths } from '@/lib/paths';
import { estimateFilters } from '@/lib/prices/filters';
import { type EstimateLine, MAX_LINES } from '@/lib/prices/line-codec';
import { quoteQuery } from '@/lib/prices/queries';
import { useUrlFilters } from '@/lib/query/use-url-filters';
import { EstimateTable } from './estimate-table';
import { EstimateToolbar } from './estimate-toolbar';
import { exampleKeys, exampleLines, regionOf, type Site } from './examples';
import { WhatItMeans } from './what-it-means';

// Loaded with the first click: most visits only read an estimate.
const AddProduct = dynamic(() => import('./add-product').then((module) => module.AddProduct), { ssr: false });

interface CalculatorPanelProps {
  accounts: readonly { domainId: string; name: string; site: Site }[];
}

export function CalculatorPanel({ accounts }: CalculatorPanelProps) {
  const t = useTranslations('prices');
  const { filters: estimate, problems, setFilters } = useUrlFilters(estimateFilters);
  const quote = useQuery(quoteQuery(estimate));
  const { l: lines, account } = estimate;
  const [adding, setAdding] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const setLines = (next: readonly EstimateLine[]) => setFilters({ l: next.slice(0, MAX_LINES) });
  const site = (accounts.find(({ domainId }) => domainId === account) ?? accounts[0])?.site ?? 'intl';
  const priced = lines.length > 0 ? quote.data : undefined;
  function close() {
    setAdding(false);
    opener.current?.focus();
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={priced && <Freshness asOf={priced.asOf} stale={priced.stale} />}
        actions={
          lines.length > 0 && (
            <>
              <CopyLink />
              <DownloadMenu
                href={paths.exportOf(`${paths.api.quotes()}?${estimateFilters.toSearch(estimate)}`)}
                count={lines.length}
              />
            </>
          )
        }
      />
      <ProblemNote problems={problems} />
      <EstimateToolbar estimate={estimate} accounts={accounts} onChange={setFilters} />
      {quote.isError && (
        <ErrorState error={quote.error} title={t('failed')} onRetry={() => void quote.refetch()} className="my-3" />
      )}
      {lines.length === 0 ? (
        <Examples site={site} onChoose={setLines} />
      ) : (
        <EstimateTable estimate={estimate} quote={priced} busy={quote.isPlaceholderData} onLines={setLines} />
      )}
      <div className="my-2.5">
        <Button
          ref={opener}
          aria-expanded={adding}
          disabled={lines.length >= MAX_LINES}
          title={lines.length >= MAX_LINES ? t('full', { max: MAX_LINES }) : undefined}
          onClick={() => setAdding(!adding)}
        >
          <Icon name="plus" />
          {t('addProduct')}
        </Button>
      </div>
      {adding && (
        <AddProduct
          account={account}
          region={lines.at(-1)?.region ?? regionOf(site)}
          onAdd={(line) => setLines([...lines, line])}
          onClose={close}
        />
      )}
      {priced && !quote.isError && <WhatItMeans quote={priced} lines={lines} />}
    </>
  );
}

interface ExamplesProps {
  site: Site;
  onChoose: (lines: readonly EstimateLine[]) => void;
}

function Examples({ site, onChoose }: ExamplesProps) {
  const t = useTranslations('prices.empty');
  return (
    <EmptyState
      title={t('title')}
      action={exampleKeys.map((key) => (
        <Button key={key} onClick={() => onChoose(exampleLines(key, site))}>
          {t(key)}
        </Button>
      ))}
    >
      {t('body')}
    </EmptyState>
  );
}
