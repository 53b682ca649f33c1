import { Amount, Currency } from '@/components/ui/amount';
import { Swatch } from '@/components/ui/swatch';
import { Tag } from '@/components/ui/tag';
import { fixedSlot } from '@/lib/bills/service-slots';
import { formatAmount } from '@/lib/format';
import { type Decimal, type Money, negate } from '@/lib/money';

/** All eight decimals, so that points stand under each other and no digit of a total is out of sight. */
const EXACT = { max: 8, fixed: true } as const;

interface ExactProps {
  value: Money;
  /** Beside the figure only where a column mixes currencies. */
  withCurrency: boolean;
  total?: boolean;
}

export function ExactAmount({ value, withCurrency, total }: ExactProps) {
  return <Amount value={value.amount} currency={withCurrency ? value.currency : undefined} total={total} {...EXACT} />;
}

/** Discounts and what is dropped are taken off: with a minus, the row reads as a sum. */
export function Deduction({ value, withCurrency, total }: ExactProps) {
  const taken = { amount: negate(value.amount as Decimal), currency: value.currency };
  return <ExactAmount value={taken} withCurrency={withCurrency} total={total} />;
}

export function AmountHead({ label, currency }: { label: string; currency: string | null }) {
  return (
    <>
      {label}
      {currency && <Currency code={currency} />}
    </>
  );
}

/** Service colour, name in full ink, the rest quieter; the whole text as title. */
export function NameCell(props: {
  service: string | null;
  name: string;
  sub: string | null;
  title: string;
  tag?: string;
  /** What a phone has no column for. */
  phoneSub: string | null;
}) {
  const { service, name, sub, title, tag, phoneSub } = props;
  return (
    <>
      <Swatch slot={fixedSlot(service)} />
      <span className="min-w-0 truncate" title={title}>
        {name}
        {sub && <span className="text-ink-3"> &nbsp;{sub}</span>}
        {phoneSub && <span className="block truncate text-small text-ink-3 sm:hidden">{phoneSub}</span>}
      </span>
      {tag && <Tag>{tag}</Tag>}
    </>
  );
}

/** A row that breaks its identity carries the difference in red, beside its amount. */
export function OffBy({ value, label }: { value: Money | null; label: (amount: string) => string }) {
  if (!value) return null;
  return (
    <span className="mr-1.5">
      <Tag tone="bad">{label(formatAmount(value.amount))}</Tag>
    </span>
  );
}

/** `General computing|s6.large.2|2vCPUs|4GB|linux` is known to people as `s6.large.2`. */
export function shortSpec(spec: string | null): string | null {
  if (spec === null) return null;
  const parts = spec.split('|');
  return parts.length > 1 ? (parts[1] ?? spec) : spec;
}
