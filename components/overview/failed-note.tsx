'use client';

import { useTranslations } from 'next-intl';
import { Note } from '@/components/ui/note';
import type { OverviewFailure } from '@/lib/overview/schema';

/** What could not be read, and of which account; the rest of the page stands. */
export function FailedNote({ failed, onRetry }: { failed: readonly OverviewFailure[]; onRetry: () => void }) {
  const t = useTranslations('overview');
  const errors = useTranslations('errors');
  if (failed.length === 0) return null;
  return (
    <Note tone="attn" role="status" className="mb-4">
      <b className="font-medium">{t('failed.title')}</b>
      <ul>
        {failed.map(({ part, account, code }) => (
          <li key={`${part}${account.domainId}`}>
            {t('failed.item', { part: t(`part.${part}`), account: account.name })} <Reason code={code} />
          </li>
        ))}
      </ul>
      <button type="button" className="text-accent hover:underline" onClick={onRetry}>
        {errors('tryAgain')}
      </button>
    </Note>
  );
}

function Reason({ code }: { code: string }) {
  const t = useTranslations('errors.reasons');
  // A code of the closed list of lib/http/errors.ts; another one has no words.
  const known = code as Parameters<typeof t>[0];
  return t.has(known) ? t(known) : null;
}
