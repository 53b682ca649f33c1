import { cn } from '@/lib/cn';
import { type AmountFormat, formatAmountParts, UNKNOWN } from '@/lib/format';

interface AmountProps extends AmountFormat {
  /** Money, bare decimal text, or null for what is not known. */
  value: { amount: string; currency: string } | string | null | undefined;
  /** Shown once: in a head, or after the first figure of a region. */
  currency?: string | boolean;
  /** A key figure: larger, with quiet cents. */
  figure?: boolean;
  /** The sum of sums: a double rule under it. */
  total?: boolean;
  className?: string;
}

/** Thousands, U+2212 minus, decimals beyond the second in a quieter ink; unknown is “–”, zero is 0.00. */
export function Amount({ value, currency, figure, total, className, ...format }: AmountProps) {
  const classes = cn('money', figure && 'fig', className);
  if (value === null || value === undefined) return <span className={classes}>{UNKNOWN}</span>;
  const { sign, whole, cents, tail } = formatAmountParts(typeof value === 'string' ? value : value.amount, format);
  const unit = currency === true ? (typeof value === 'string' ? null : value.currency) : currency || null;
  return (
    <span className={classes}>
      <span className={total ? 'dbl' : undefined}>
        {sign}
        {whole}
        {figure ? <span className="tail">{cents + tail}</span> : cents}
        {!figure && tail && <span className="tail">{tail}</span>}
      </span>
      {unit && <Currency code={unit} />}
    </span>
  );
}

/** An ISO 4217 code beside a figure or in a column head. */
export function Currency({ code }: { code: string }) {
  return <span className="cur">{code}</span>;
}
