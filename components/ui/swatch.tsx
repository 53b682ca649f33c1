import { cn } from '@/lib/cn';

const fills = ['bg-c1', 'bg-c2', 'bg-c3', 'bg-c4', 'bg-c5', 'bg-c6', 'bg-c7', 'bg-c8'];

/** The colour of a series beside its name; null is the grey of “others”. Slots count from 1. */
export function Swatch({ slot }: { slot: number | null }) {
  return <span className={cn('sw', slot === null ? 'bg-c9' : (fills[slot - 1] ?? 'bg-c9'))} aria-hidden="true" />;
}
