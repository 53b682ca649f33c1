'use client';

import { Link } from '@/components/ui/link';
import type { Route } from 'next';
import { useTranslations } from 'next-intl';
import { Amount, Currency } from '@/components/ui/amount';
import { Note } from '@/components/ui/note';
import { cn } from '@/lib/cn';
import type { BillColumn, RowContext } from '@/lib/bills/csv-columns';
import type { Money } from '@/lib/money';
import { FieldValue, mergedFields } from './field-value';

export type BillFieldName = Parameters<ReturnType<typeof useTranslations<'bills.fields'>>>[0];

interface RowDetailsProps<Row> {
  row: Row;
  columns: readonly BillColumn<Row>[];
  context: RowContext;
  offBy: Money | null;
  links: readonly { label: string; href: Route }[];
}

const groups = {
  amounts: /Amount$|^amount$|^currency$|^offBy$/,
  usage: /^(usage|free|ri|unit|spec|period|formula)/i,
  times: /Time$|^billDate$/,
  order: /^(tradeId|orderId|relativeOrderId|preOrderId|product|sku)/,
  record: /^(cycle|state|asOf|domainId|account|accountName|customerId|payerAccountId|recordId|id)$/,
} as const;
type Group = keyof typeof groups | 'identity';
const order: readonly Group[] = ['identity', 'amounts', 'usage', 'times', 'order', 'record'];

const groupOf = (name: string): Group =>
  (Object.keys(groups) as (keyof typeof groups)[]).find((group) => groups[group].test(name)) ?? 'identity';

/** Every field that the answer gave for a row, in groups; what has no value is counted, not listed. */
export function RowDetails<Row>({ row, columns, context, offBy, links }: RowDetailsProps<Row>) {
  const t = useTranslations('bills.details');
  const fields = columns.map((column) => ({ name: column.name, text: column.cell(row, context) }));
  const given = fields.filter(({ name, text }) => text !== null && !mergedFields.has(name));
  const texts = new Map(fields.map(({ name, text }) => [name, text]));
  const empty = fields.length - fields.filter(({ text }) => text !== null).length;
  return (
    <div className="sticky left-0 max-w-[calc(100vw-32px)] py-2">
      {offBy && (
        <Note tone="bad" className="mb-3">
          {t('broken')} <Amount value={offBy} currency />
        </Note>
      )}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,300px),1fr))] gap-x-8 gap-y-4">
        {order.map((group) => {
          const own = given.filter(({ name }) => groupOf(name) === group);
          if (own.length === 0) return null;
          return (
            <section key={group} aria-label={t(group)}>
              <h3 className="mb-1 text-small font-medium text-ink-2">
                {t(group)}
                {group === 'amounts' && <Currency code={texts.get('currency') ?? ''} />}
              </h3>
              <dl
                className={cn(
                  'grid gap-x-4 gap-y-0.5',
                  group === 'amounts'
                    ? 'w-fit grid-cols-[minmax(96px,max-content)_max-content] [&_dd]:text-right'
                    : 'grid-cols-[minmax(96px,max-content)_minmax(0,1fr)]',
                )}
              >
                {own.map(({ name, text }) => (
                  // A name of the column tables; each has words in both message files.
                  <Field key={name} name={name as BillFieldName} text={text ?? ''} texts={texts} />
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-ink-3">
        {links.map(({ label, href }) => (
          <Link key={href} href={href}>
            {label}
          </Link>
        ))}
        {empty > 0 && <span>{t('notGiven', { count: empty })}</span>}
      </p>
    </div>
  );
}

/** A file has the code, the screen its name. */
const shownAs: Partial<Record<BillFieldName, 'type' | 'mode' | 'period'>> = {
  billType: 'type',
  chargeMode: 'mode',
  chargingMode: 'mode',
  periodType: 'period',
};

interface FieldProps {
  name: BillFieldName;
  text: string;
  texts: ReadonlyMap<string, string | null>;
}

function Field({ name, text, texts }: FieldProps) {
  const t = useTranslations('bills');
  const shown = shownAs[name];
  return (
    <>
      <dt className="text-ink-3">{shown ? t(`columns.${shown}`) : t(`fields.${name}`)}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">
        <FieldValue name={name} text={text} texts={texts} />
      </dd>
    </>
  );
}
