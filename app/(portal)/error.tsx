'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

export default function PortalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('errors');
  return (
    <div className="max-w-[60ch]" role="alert">
      <h1>{t('pageTitle')}</h1>
      <p className="mt-1 mb-4 text-ink-2">{t('pageBody')}</p>
      <Button onClick={reset}>{t('tryAgain')}</Button>
      {error.digest && <p className="id mt-4 text-small text-ink-3">{t('digest', { digest: error.digest })}</p>}
    </div>
  );
}
