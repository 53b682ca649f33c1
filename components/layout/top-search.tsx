'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef } from 'react';
import { Icon } from '@/components/ui/icon';
import { useSlashKey } from '@/components/ui/use-slash-key';
import { paths } from '@/lib/paths';
import { searchTarget } from './search-target';

/** Before its script is there the form itself leads to the resources. */
export function TopSearch() {
  const t = useTranslations('nav');
  const router = useRouter();
  const account = useSearchParams().get('account');
  const input = useRef<HTMLInputElement>(null);
  useSlashKey(input, true);
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const text = input.current?.value.trim() ?? '';
    if (!text || !input.current) return;
    router.push(searchTarget(text, account));
    input.current.value = '';
    input.current.blur();
  }
  return (
    <form role="search" action={paths.resources()} className="find w-[300px] bg-transparent" onSubmit={onSubmit}>
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        name="q"
        maxLength={64}
        aria-label={t('searchLabel')}
        placeholder={t('search')}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
