'use client';

import { useLocale, useTranslations } from 'next-intl';
import { ErrorState } from '@/components/ui/error-state';
import { Note } from '@/components/ui/note';
import { ProblemNote } from '@/components/ui/problem-note';
import type { MissingAccount } from '@/lib/dto';
import type { FilterProblem } from '@/lib/query/filters';

interface AnswerNotesProps {
  problems: readonly FilterProblem[];
  missing: readonly MissingAccount[];
  error: unknown;
  onRetry: () => void;
}

/** What stands above the figures: an address that was not understood, accounts that are missing, an answer that failed. */
export function AnswerNotes({ problems, missing, error, onRetry }: AnswerNotesProps) {
  return (
    <>
      <ProblemNote problems={problems} />
      {error != null && <ErrorState error={error} onRetry={onRetry} className="mb-3" />}
      <MissingNote missing={missing} onRetry={onRetry} />
    </>
  );
}

function MissingNote({ missing, onRetry }: Pick<AnswerNotesProps, 'missing' | 'onRetry'>) {
  const t = useTranslations('bills.missing');
  const errors = useTranslations('errors');
  const locale = useLocale();
  if (missing.length === 0) return null;
  const names = missing.map(({ name }) => name).join(locale === 'zh-CN' ? '、' : ', ');
  const reason = missing[0]?.code;
  return (
    <Note tone="attn" role="status" className="mb-3">
      <b className="font-medium">{t('title', { names })}</b> <Reason code={reason} /> {t('rest')}{' '}
      <button type="button" className="text-accent hover:underline" onClick={onRetry}>
        {errors('tryAgain')}
      </button>
    </Note>
  );
}

function Reason({ code }: { code: string | undefined }) {
  const t = useTranslations('errors.reasons');
  // A code of the closed list of lib/http/errors.ts; another one has no words.
  const known = code as Parameters<typeof t>[0] | undefined;
  return known && t.has(known) ? t(known) : null;
}
