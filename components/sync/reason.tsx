'use client';

import { useLocale, useTranslations } from 'next-intl';

/** Codes that say little without their detail. */
const WITH_DETAIL: ReadonlySet<string> = new Set(['emptied', 'foreign_rows', 'immense', 'moving', 'unproven']);

/** Why it failed: our own words for a known code; the detail of the server beside them, which is English. */
export function Reason({ code, detail }: { code: string; detail: string }) {
  const t = useTranslations('sync.reasons');
  const locale = useLocale();
  const known = code as Parameters<typeof t>[0];
  if (!t.has(known)) return <span lang="en">{detail}</span>;
  return (
    <>
      {t(known)}
      {locale === 'en' || WITH_DETAIL.has(code) ? (
        <span lang="en" className="block text-small text-ink-3">
          {detail}
        </span>
      ) : null}
    </>
  );
}
