'use client';

import { useMessages, useTranslations } from 'next-intl';
import type { Explore, ExploreBlock, ExploreRow } from '@/lib/explore/schema';
import { unitWords } from '@/lib/explore/unit-words';
import { isMoney } from '@/lib/explore/words';
import type { AmountFormat } from '@/lib/format';
import { useNoValue } from './use-no-value';

export interface BlockWords {
  /** Currency, unit of use, or “lines”. */
  unit: string;
  format: AmountFormat;
  /** Name of each dimension of a row. */
  namesOf: (row: ExploreRow) => string[];
  labelOf: (row: ExploreRow) => string;
}

export function useBlockWords({ currency, unit }: ExploreBlock, { measure, by, blocks }: Explore): BlockWords {
  const t = useTranslations('explore');
  const noValue = useNoValue();
  const units = (useMessages().bills as unknown as { units?: Record<string, string> } | undefined)?.units ?? {};
  const namesOf = ({ key, names }: ExploreRow) =>
    by.map((dimension, index) => (key[index] === '' ? noValue(dimension) : (names[index] ?? key[index] ?? '')));
  const labelOf = (row: ExploreRow) => namesOf(row).join(' · ') || t('noGroup');
  if (isMoney(measure)) return { unit: currency, format: { places: 2, max: 8, fixed: true }, namesOf, labelOf };
  if (measure === 'lines') return { unit: currency, format: { places: 0, max: 0 }, namesOf, labelOf };
  const { key, ...words } = unitWords(unit, units, blocks);
  const name = key === null ? (words as { name: string }).name : t(key, words);
  // Two accounts may use the same and pay in different currencies.
  const several = blocks.some((other) => other.currency !== currency);
  return {
    unit: several ? t('unitPaidIn', { name, currency }) : name,
    format: { places: 0, max: 10 },
    namesOf,
    labelOf,
  };
}
