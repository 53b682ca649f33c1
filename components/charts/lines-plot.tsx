'use client';

import { useLocale } from 'next-intl';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCompact } from '@/lib/format';
import { axisWidth, valueAxis } from './axis';
import { type PlotRow, plotRows, type StackedBarsProps } from './bar-data';
import { BarTooltip } from './bar-tooltip';
import { CycleTick } from './cycle-tick';

/** Lines differ by dash as well as by colour. */
const DASHES = ['', '7 3', '2 3', '10 3 2 3', '4 2', '12 4', '1 2', '6 2 1 2'];
/** Beyond it a dot at each point would be a second line. */
const MOST_DOTS = 40;

export function LinesPlot(props: StackedBarsProps) {
  const { label, currency, series, points, words, onSelect, beads = true, places } = props;
  const locale = useLocale();
  const rows = plotRows(props);
  // What the whole is compared with says nothing beside lines of its parts.
  const comparing = series.length === 1 && points.some(({ before }) => before);
  const axis = valueAxis(
    rows.flatMap(({ heights, before }) =>
      [...Object.values(heights), (comparing && before) || 0].map((height) => [height]),
    ),
  );
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={rows} accessibilityLayer title={label} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--rule)" />
        <XAxis
          dataKey="label"
          interval={0}
          height={beads ? 42 : 24}
          padding={{ left: 16, right: 16 }}
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
          cursor={{ stroke: 'var(--rule-2)' }}
          content={<BarTooltip series={series} currency={currency} words={words} places={places} />}
        />
        {comparing && (
          <Line
            dataKey={(row: PlotRow) => row.before}
            stroke="var(--ink-3)"
            strokeWidth={1.5}
            strokeDasharray="4 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        )}
        {series.map(({ key, name, slot }, index) => (
          <Line
            key={key}
            dataKey={(row: PlotRow) => row.heights[key] ?? 0}
            name={name}
            stroke={`var(--c${slot ?? 9})`}
            strokeWidth={1.75}
            strokeDasharray={slot === null ? '1 3' : DASHES[index % DASHES.length]}
            dot={rows.length <= MOST_DOTS ? { r: 2.5, fill: `var(--c${slot ?? 9})`, strokeWidth: 0 } : false}
            activeDot={{
              r: 4,
              onClick: onSelect
                ? (_, dot) => onSelect((dot as unknown as { payload: PlotRow }).payload.point.key, key)
                : undefined,
            }}
            isAnimationActive={false}
            className={onSelect ? 'cursor-pointer' : undefined}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
