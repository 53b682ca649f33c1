import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

const glyphs = {
  dot: (
    <>
      <circle cx="7" cy="7" r="5.3" />
      <circle cx="7" cy="7" r="1.9" fill="currentColor" stroke="none" />
    </>
  ),
  half: (
    <>
      <circle cx="7" cy="7" r="5.3" />
      <path d="M7 1.7a5.3 5.3 0 0 1 0 10.6z" fill="currentColor" stroke="none" />
    </>
  ),
  dashed: (
    <>
      <circle cx="7" cy="7" r="5.3" strokeDasharray="2.2 1.96" />
      <path d="M7 4.3v3.2M7 9.6v.1" />
    </>
  ),
  arc: <path d="M7 1.7a5.3 5.3 0 1 1-4.6 2.65M2.3 1.7v2.8h2.8" />,
  check: <path d="m2.8 7.5 2.8 2.8 5.6-6" />,
  struck: (
    <>
      <circle cx="7" cy="7" r="5.3" />
      <path d="m3.3 10.7 7.4-7.4" />
    </>
  ),
  cross: (
    <>
      <circle cx="7" cy="7" r="5.3" />
      <path d="m5 5 4 4M9 5 5 9" />
    </>
  ),
  back: <path d="M4.8 3 2 5.7l2.8 2.7M2 5.7h6.2a3.2 3.2 0 0 1 0 6.3H5.5" />,
  question: (
    <>
      <circle cx="7" cy="7" r="5.3" />
      <path d="M5.3 5.6a1.7 1.7 0 1 1 2.3 1.6c-.4.2-.6.5-.6.9M7 10v.1" />
    </>
  ),
} as const;

export type StatusGlyph = keyof typeof glyphs;
/** attn: a person must act; go: under way; plain: done; mute: over; bad: failed or unknown to us. */
export type StatusTone = 'attn' | 'go' | 'plain' | 'mute' | 'bad';
export interface StatusLook {
  glyph: StatusGlyph;
  tone: StatusTone;
}

const tones: Record<StatusTone, { word: string; glyph: string }> = {
  attn: { word: 'font-medium text-ink', glyph: 'text-attn' },
  go: { word: 'text-ink', glyph: 'text-accent' },
  plain: { word: 'text-ink-2', glyph: 'text-ink-3' },
  mute: { word: 'text-ink-3', glyph: 'text-ink-3' },
  bad: { word: 'font-medium text-bad', glyph: 'text-bad' },
};

/** Shape, word and colour together; never a pill. */
export function Status({ glyph, tone, className, children }: StatusLook & { className?: string; children: ReactNode }) {
  return (
    <span className={cn('status inline-flex items-center gap-1.5 whitespace-nowrap', tones[tone].word, className)}>
      <svg
        className={cn('size-3.5 flex-none', tones[tone].glyph)}
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {glyphs[glyph]}
      </svg>
      {children}
    </span>
  );
}

const looksByCode: Readonly<Record<string, StatusLook>> = {
  1: { glyph: 'dot', tone: 'attn' },
  2: { glyph: 'back', tone: 'plain' },
  3: { glyph: 'arc', tone: 'go' },
  4: { glyph: 'struck', tone: 'mute' },
  5: { glyph: 'check', tone: 'plain' },
  6: { glyph: 'half', tone: 'attn' },
  9: { glyph: 'dashed', tone: 'attn' },
};

/** The look of an order's status code; a code that we do not know is a neutral question, never an error. */
export function statusLook(code: number | string | null): StatusLook {
  return looksByCode[String(code)] ?? { glyph: 'question', tone: 'mute' };
}
