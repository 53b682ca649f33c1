import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

interface SectionProps {
  title: ReactNode;
  /** Beside the title, quiet: a unit, a count. */
  unit?: ReactNode;
  /** At the right end: a link or a key. */
  end?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A heading over a hairline; never a card. */
export function Section({ title, unit, end, className, children }: SectionProps) {
  return (
    <section className={cn('min-w-0', className)}>
      <div className="flex flex-wrap items-baseline gap-x-2.5 border-b border-rule-2 pb-2">
        <h2>{title}</h2>
        {unit !== undefined && <span className="text-small text-ink-3">{unit}</span>}
        {end && <span className="ml-auto text-small">{end}</span>}
      </div>
      {children}
    </section>
  );
}
