'use client';

import dynamic from 'next/dynamic';
import type { TreemapProps } from './bar-data';

const Plot = dynamic(() => import('./treemap-plot').then((module) => module.TreemapPlot), { ssr: false });

/** Parts of a whole as areas. The caller puts a table with the same figures beside it. */
export function Treemap(props: TreemapProps) {
  return (
    <figure className="chart h-[340px] w-full" aria-label={props.label}>
      <Plot {...props} />
    </figure>
  );
}
