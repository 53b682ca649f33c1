import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

const tones = {
  plain: 'border-rule-2 text-ink-2',
  attn: 'border-transparent bg-attn-soft text-attn',
  bad: 'border-transparent bg-bad-soft text-bad',
} as const;

/** A word that qualifies a row: “Refund”, “auto-renew”, “off by 0.01”. Statuses are no tags. */
export function Tag({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span className={cn('inline-block rounded-[3px] border px-[5px] text-axis whitespace-nowrap', tones[tone])}>
      {children}
    </span>
  );
}
