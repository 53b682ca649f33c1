import { cn } from '@/lib/cn';

/** One bar. It appears after 200 ms, does not shimmer, and has the height of the text it stands for. */
export function Bar({ className }: { className?: string }) {
  return <span className={cn('sk sk-late', className)} aria-hidden="true" />;
}

/** Rows of bars in a list or beside a chart; `rowClass` carries the height of the real rows. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <ul className="list" aria-busy="true" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <li key={row}>
          <Bar className={row % 2 ? 'w-[96px]' : 'w-[120px]'} />
          <Bar className="w-[64px]" />
        </li>
      ))}
    </ul>
  );
}

/** The frame of a stat strip before its figures are known. */
export function SkeletonStats({ cells = 4, label }: { cells?: 2 | 3 | 4; label: string }) {
  return (
    <div className="stats" data-cells={cells} role="status" aria-busy="true" aria-label={label}>
      {Array.from({ length: cells }, (_, cell) => (
        <div key={cell} className="stat">
          <div className="h-4">
            <Bar className="w-[88px]" />
          </div>
          <div className="fig mt-0.5">
            <Bar className="h-5! w-[124px]" />
          </div>
          <div className="context">
            <Bar className="w-[104px]" />
          </div>
        </div>
      ))}
    </div>
  );
}
