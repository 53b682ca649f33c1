'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import type { CycleState } from '@/lib/cycles';
import { dayOf, formatAmount, formatCycle, formatDay, formatTime } from '@/lib/format';
import { useCodeNames } from './use-bill-words';
import type { CodeTable } from '@/lib/bills/csv-columns';

/** Fields that are shown with another one: the unit beside its quantity, the code beside its name. */
const unitOf: Readonly<Record<string, string>> = {
  usage: 'usageMeasureId',
  freeResourceUsage: 'freeResourceMeasureId',
  riUsage: 'riUsageMeasureId',
  specSize: 'specSizeMeasureId',
};
const codeOf: Readonly<Record<string, string>> = {
  regionName: 'region',
  serviceTypeName: 'serviceTypeCode',
  resourceTypeName: 'resourceTypeCode',
  enterpriseProjectName: 'enterpriseProjectId',
};
export const mergedFields: ReadonlySet<string> = new Set([
  ...Object.values(unitOf),
  ...Object.values(codeOf),
  'currency',
]);

const tableOf: Readonly<Record<string, CodeTable>> = {
  billType: 'billTypes',
  chargeMode: 'modes',
  chargingMode: 'modes',
  periodType: 'periods',
};
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const AMOUNT = /Amount$|^amount$|^offBy$/;

interface FieldValueProps {
  name: string;
  text: string;
  /** The other fields of the row. */
  texts: ReadonlyMap<string, string | null>;
}

/** One field as people read it; identifiers and codes as the upstream spells them. */
export function FieldValue({ name, text, texts }: FieldValueProps) {
  const nameOf = useCodeNames();
  const states = useTranslations('states');
  const locale = useLocale();
  if (AMOUNT.test(name)) return <Amount value={text} max={8} fixed />;
  if (name === 'state') return states(text as CycleState);
  if (name === 'cycle') return formatCycle(text, locale);
  if (name === 'billDate') return formatDay(text, locale);
  if (INSTANT.test(text)) return <TwoClocks instant={text} />;
  const unit = unitOf[name];
  if (unit) {
    const code = texts.get(unit) ?? null;
    return `${formatAmount(text, { places: 0, max: 10 })}${code === null ? '' : ` ${nameOf('units', code)}`}`;
  }
  const table = tableOf[name];
  // The coarse types of the summary have the same numbers as other types of the lines.
  if (table) return nameOf(name === 'billType' && texts.has('truncatedAmount') ? 'coarseTypes' : table, text);
  const code = texts.get(codeOf[name] ?? '');
  return code && code !== text ? `${text} (${code})` : text;
}

function TwoClocks({ instant }: { instant: string }) {
  const locale = useLocale();
  const utc = `${formatDay(dayOf(instant, 'UTC'), locale)} ${formatTime(instant, 'UTC', { seconds: true })}`;
  const local = `${formatTime(instant, 'GMT+8')} GMT+8`;
  return (
    <>
      {utc} <span className="text-ink-3">· {local}</span>
    </>
  );
}
