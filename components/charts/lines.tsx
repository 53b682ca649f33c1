'use client';

import dynamic from 'next/dynamic';
import type { StackedBarsProps } from './bar-data';

const Plot = dynamic(() => import('./lines-plot').then((module) => module.LinesPlot), { ssr: false });

/** A line per series over periods. The caller puts a table with the same figures beside it. */
export function Lines(props: StackedBarsProps) {
  return (
    <figure className="chart h-[300px] w-full" aria-label={props.label}>
      <Plot {...props} />
    </figure>
  );
}
