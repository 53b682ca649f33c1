'use client';

import dynamic from 'next/dynamic';
import type { StackedBarsProps } from './bar-data';

/** Recharts is 100 KiB: it comes after the page, into a frame that already has its height. */
const Plot = dynamic(() => import('./stacked-bars-plot').then((module) => module.StackedBarsPlot), { ssr: false });

/**
 * Stacked bars over periods. Bars are pixels; every figure a person reads is the exact text that came in.
 * The caller puts a table with the same figures beside it.
 */
export function StackedBars(props: StackedBarsProps) {
  return (
    <figure className="chart h-[300px] w-full" aria-label={props.label}>
      <Plot {...props} />
    </figure>
  );
}
