'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Button } from '@/components/ui/button';
import { postJson } from '@/lib/http/fetch-json';
import { paths } from '@/lib/paths';
import type { SyncAccepted, SyncRequest } from '@/lib/sync/schema';

interface SyncButtonProps extends Pick<ComponentProps<typeof Button>, 'look' | 'size'> {
  request: SyncRequest;
  words: string;
  /** What it is about, for those who do not see the row it stands in. */
  label?: string;
  /** Asked for already, by whoever it was. */
  asked?: boolean;
  /** Being done. */
  off?: boolean;
}

/** Asks for a sync or a verification; what becomes of it is seen on the page. */
export function SyncButton({ request, words, label, asked = false, off = false, look, size }: SyncButtonProps) {
  const t = useTranslations('sync');
  const cache = useQueryClient();
  const ask = useMutation({
    mutationFn: () => postJson<SyncAccepted>(paths.api.sync(), request),
    onSettled: () => cache.invalidateQueries({ queryKey: ['sync'] }),
  });
  const pending = ask.isPending || asked;
  return (
    <span className="inline-flex items-center gap-2">
      {ask.isError && (
        <span role="alert" className="text-small text-bad">
          {t('notAsked')}
        </span>
      )}
      <Button
        look={look}
        size={size}
        aria-label={label}
        aria-disabled={pending || off || undefined}
        className={pending || off ? 'opacity-60' : undefined}
        onClick={() => !pending && !off && ask.mutate()}
      >
        {pending ? t('asked') : words}
      </Button>
    </span>
  );
}
