import { cn } from '@/lib/cn';
import { formatPerMille, UNKNOWN } from '@/lib/format';

interface DeltaProps {
  /** Change in tenths of a percent (lib/money changePerMille); null when there is nothing to compare with. */
  perMille: number | null;
  /** The caller decides: more than 20 % and more than 100 in the currency. */
  hot?: boolean;
  className?: string;
}

/** Up is not bad: grey, and amber only when the change deserves a look. */
export function Delta({ perMille, hot = false, className }: DeltaProps) {
  const classes = cn('delta inline-flex items-center justify-end gap-1 whitespace-nowrap', className);
  if (perMille === null) return <span className={cn(classes, 'text-ink-3')}>{UNKNOWN}</span>;
  const direction = Math.round(perMille) === 0 ? 'none' : perMille > 0 ? 'up' : 'down';
  return (
    <span className={cn(classes, hot ? 'font-medium text-attn' : direction === 'none' ? 'text-ink-3' : 'text-ink-2')}>
      {direction !== 'none' && <Arrow up={direction === 'up'} />}
      {formatPerMille(perMille)}
    </span>
  );
}

function Arrow({ up }: { up: boolean }) {
  return (
    <svg className="size-2 flex-none" viewBox="0 0 8 8" fill="currentColor" role="img" aria-label={up ? '+' : '−'}>
      <path d={up ? 'M4 1 7.5 7h-7z' : 'M4 7 .5 1h7z'} />
    </svg>
  );
}
