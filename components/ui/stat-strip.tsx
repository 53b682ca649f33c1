import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

export interface Stat {
  key: string;
  label: ReactNode;
  /** Usually `<Amount figure …>`; plain text is set as a figure. */
  figure: ReactNode;
  /** One line: a comparison, a state, a link. */
  context?: ReactNode;
  hideOnPhone?: boolean;
}

/** Two to four key figures between hairlines; the first is the hero on a phone. */
export function StatStrip({ label, stats }: { label: string; stats: readonly Stat[] }) {
  return (
    <section aria-label={label}>
      <dl className="stats" data-cells={stats.length}>
        {stats.map(({ key, label: name, figure, context, hideOnPhone }) => (
          <div key={key} className={cn('stat', hideOnPhone && 'max-sm:hidden')}>
            <dt>{name}</dt>
            <dd className="fig mt-0.5">{figure}</dd>
            {context !== undefined && <dd className="context">{context}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}
