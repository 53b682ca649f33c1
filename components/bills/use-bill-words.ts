'use client';

import { useMessages, useTranslations } from 'next-intl';
import type { CodeTable } from '@/lib/bills/csv-columns';

type Words = Partial<Record<CodeTable, Readonly<Record<string, string>>>>;

/** Names of the upstream's codes; one that we do not know is shown as what it is. */
export function useCodeNames() {
  const t = useTranslations('bills.row');
  const tables = useMessages().bills as unknown as Words | undefined;
  return (table: CodeTable, code: number | string | null): string => {
    if (code === null) return t('none');
    return tables?.[table]?.[String(code)] ?? t('other', { code: String(code) });
  };
}

export type CodeNames = ReturnType<typeof useCodeNames>;

/** The codes of a table as choices of a filter. */
export function useCodeOptions(table: CodeTable, codes: readonly string[]) {
  const nameOf = useCodeNames();
  return codes.map((code) => ({ value: code, label: nameOf(table, code) }));
}
