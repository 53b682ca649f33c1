'use client';

import { useTranslations } from 'next-intl';

const statuses = ['1', '2', '3', '4', '5', '6', '9', '10', '11', '12', '13'] as const;
const types = ['1', '2', '3', '4', '10', '11', '13', '14', '15'] as const;
const sources = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;
const terms = ['0', '1', '2', '3', '4', '5', '6', '7'] as const;
const resourceStatuses = ['2', '3', '4', '5'] as const;
const discounts = [
  ...['200', '300', '301', '302', '500', '501', '502', '600', '601', '602', '603', '604', '605', '606', '607'],
  ...['609', '610', '700', '800'],
] as const;

type Code = number | string | null;

function known<T extends string>(list: readonly T[], code: Code): T | null {
  return list.find((candidate) => candidate === String(code)) ?? null;
}

/** Words for the codes of orders; a code that nobody documented is shown as it is (contract 4). */
export function useOrderWords() {
  const t = useTranslations('orders');
  const worded =
    <T extends string>(list: readonly T[], word: (key: T) => string, other: (code: string) => string) =>
    (code: Code): string => {
      const key = known(list, code);
      if (key) return word(key);
      return code === null ? t('detail.none') : other(String(code));
    };
  return {
    status: worded(
      statuses,
      (key) => t(`status.${key}`),
      (code) => t('status.other', { code }),
    ),
    type: worded(
      types,
      (key) => t(`type.${key}`),
      (code) => t('type.other', { code }),
    ),
    source: worded(
      sources,
      (key) => t(`source.${key}`),
      (code) => t('source.other', { code }),
    ),
    resourceStatus: worded(
      resourceStatuses,
      (key) => t(`detail.resourceStatusName.${key}`),
      (code) => t('detail.resourceStatusName.other', { code }),
    ),
    discount: worded(
      discounts,
      (key) => t(`discount.${key as '605'}`),
      (code) => t('discount.other', { code }),
    ),
    term: (periodType: number | null, count: number | null): string => {
      const key = known(terms, periodType);
      return key ? t(`term.${key}`, { count: count ?? 1 }) : t('detail.none');
    },
  };
}
