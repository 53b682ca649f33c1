'use client';

import { Link } from '@/components/ui/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ErrorCode } from '@/lib/http/errors';
import { paths } from '@/lib/paths';
import { Note } from './note';

/** The parts of an error answer that a person may see. */
export interface ShownError {
  code: ErrorCode;
  status: number;
  detail: string;
  requestId: string;
  upstreamCode?: string;
  retryAfter?: number;
}

interface ErrorStateProps {
  /** A ProblemError, or anything else that was thrown. */
  error: unknown;
  /** What could not be done: “Orders could not be read.” */
  title?: string;
  onRetry?: () => void;
  className?: string;
}

/** What happened, why, what to do; the request id last and small. It stands above what is still known. */
export function ErrorState({ error, title, onRetry, className }: ErrorStateProps) {
  const t = useTranslations('errors');
  const { code, detail, requestId, upstreamCode, retryAfter } = readError(error);
  return (
    <Note tone="bad" role="alert" className={className}>
      <b className="font-medium">{title ?? t('title')}</b> {t(`reasons.${code}`)}{' '}
      {code === 'bad_request' && detail && <span className="text-ink-2">{detail} </span>}
      {retryAfter !== undefined && <span>{t('waitFor', { seconds: Math.ceil(retryAfter) })} </span>}
      {code === 'unauthorized' && <SignInLink />}
      {onRetry && (
        <button type="button" className="text-accent hover:underline" onClick={onRetry}>
          {t('tryAgain')}
        </button>
      )}{' '}
      {(requestId || upstreamCode) && (
        <span className="id text-small text-ink-3">
          {upstreamCode ? `${upstreamCode} · ` : ''}
          {requestId ? t('requestId', { id: requestId }) : ''}
        </span>
      )}
    </Note>
  );
}

/** Leads back to this very address, filters and all. */
function SignInLink() {
  const t = useTranslations('errors');
  const pathname = usePathname();
  const search = useSearchParams().toString();
  return (
    <>
      <Link href={paths.signIn(search ? `${pathname}?${search}` : pathname)} className="font-medium">
        {t('signIn')}
      </Link>{' '}
    </>
  );
}

function readError(error: unknown): ShownError {
  if (typeof error === 'object' && error !== null && 'code' in error && 'requestId' in error)
    return error as ShownError;
  return { code: 'internal', status: 500, detail: '', requestId: '' };
}
