'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from './button';
import { Icon } from './icon';

const SHOWN_MS = 2_000;

/** Everything on screen is in the address, so the address is what is shared. */
export function CopyLink() {
  const t = useTranslations('common');
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setState('copied');
    } catch {
      // No permission, or plain http on another host than localhost.
      setState('failed');
    }
  }
  return (
    <Button onClick={() => void copy()} title={state === 'failed' ? t('copyFailed') : undefined}>
      <Icon name={state === 'copied' ? 'check' : 'link'} />
      {t('copyLink')}
      <span className="sr-only" role="status">
        {state === 'copied' ? t('copied') : state === 'failed' ? t('copyFailed') : ''}
      </span>
    </Button>
  );
}
