'use client';

import { useLocale } from 'next-intl';
import { useState } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCompact } from '@/lib/format';
import { axisWidth, valueAxis } from './axis';
import { plotRows, type StackedBarsProps } from './bar-data';
import { BarTooltip } from './bar-tooltip';
import { CycleTick } from './cycle-tick';
import { StackColumn } from './stack-column';

export function StackedBarsPlot(props: StackedBarsProps) {
  const { label, currency, series, points, words, onSelect, beads = true, places } = props;
  const locale = useLocale();
  const [pointed, setPointed] = useState<string | null>(null);
  const rows = plotRows(props);
  const axis = valueAxis(rows.flatMap(({ heights, before }) => [Object.values(heights), [before ?? 0]]));
  const [, top] = axis.domain;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={rows}
        accessibilityLayer
        title={label}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        barCategoryGap="18%"
      >
        <defs>
          <pattern id="open-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="2" height="5" fill="var(--hatch)" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--rule)" />
        <XAxis
          dataKey="label"
          interval={0}
          height={beads ? 42 : 24}
          tickLine={false}
          axisLine={{ stroke: 'var(--rule-2)' }}
          tick={<CycleTick points={points} beads={beads} />}
        />
        <YAxis
          width={axisWidth(axis.ticks.map((value) => formatCompact(value, locale)))}
          domain={axis.domain}
          ticks={axis.ticks}
          interval={0}
          tickLine={false}
          axisLine={false}
          tick={{ fill: 'var(--ink-3)', fontSize: 11 }}
          tickFormatter={(value: number) => formatCompact(value, locale)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--sunken)' }}
          content={<BarTooltip series={series} currency={currency} words={words} places={places} pointed={pointed} />}
        />
        <Bar
          dataKey={() => top}
          isAnimationActive={false}
          shape={<StackColumn top={top} series={series} onSelect={onSelect} onPoint={setPointed} />}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}
