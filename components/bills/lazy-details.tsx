'use client';

import dynamic from 'next/dynamic';
import { Bar } from '@/components/ui/skeleton';

const waiting = () => (
  <div className="grid h-[200px] content-start gap-3 py-3" aria-busy="true">
    <Bar className="w-[220px]" />
    <Bar className="w-[168px]" />
  </div>
);

/** Most visits open no row, so the code that lists every field comes with the first one that is opened. */
export const LineDetails = dynamic(() => import('./line-details').then((module) => module.LineDetails), {
  loading: waiting,
});
export const SummaryDetails = dynamic(() => import('./summary-details').then((module) => module.SummaryDetails), {
  loading: waiting,
});
