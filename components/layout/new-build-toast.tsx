'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { NEW_BUILD_EVENT } from '@/lib/http/fetch-json';

/** The server was updated under an open page: its answers may not fit any more. It offers, it does not reload by itself. */
export function NewBuildToast() {
  const t = useTranslations('common');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const show = () => setShown(true);
    window.addEventListener(NEW_BUILD_EVENT, show);
    return () => window.removeEventListener(NEW_BUILD_EVENT, show);
  }, []);
  return (
    <div role="status">
      {shown && (
        <div className="toast">
          <Icon name="info" className="mt-0.5 text-accent" />
          <span className="flex-1">{t('newBuild')}</span>
          <button type="button" className="text-accent hover:underline" onClick={() => window.location.reload()}>
            {t('reload')}
          </button>
        </div>
      )}
    </div>
  );
}
