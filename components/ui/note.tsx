import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { Icon, type IconName } from './icon';

const tones = {
  plain: { box: 'bg-sunken text-ink-2', icon: 'text-ink-3', name: 'info' },
  attn: { box: 'bg-attn-soft text-ink', icon: 'text-attn', name: 'warning' },
  bad: { box: 'bg-bad-soft text-ink', icon: 'text-bad', name: 'warning' },
} as const satisfies Record<string, { box: string; icon: string; name: IconName }>;

interface NoteProps {
  tone?: keyof typeof tones;
  /** `alert` interrupts a screen reader, `status` waits for a pause. */
  role?: 'alert' | 'status';
  className?: string;
  children: ReactNode;
}

/** A tinted line above what it speaks of. */
export function Note({ tone = 'plain', role, className, children }: NoteProps) {
  return (
    <div role={role} className={cn('flex gap-[9px] rounded-control px-3 py-[9px]', tones[tone].box, className)}>
      <Icon name={tones[tone].name} className={cn('mt-0.5', tones[tone].icon)} />
      <div className="min-w-0 [overflow-wrap:anywhere]">{children}</div>
    </div>
  );
}
