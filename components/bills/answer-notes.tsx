'use client';

import { ErrorState } from '@/components/ui/error-state';
import { ProblemNote } from '@/components/ui/problem-note';
import { UnprovenNote } from '@/components/ui/unproven-note';
import type { Unpublished } from '@/lib/bills/schema';
import type { Unproven } from '@/lib/dto';
import type { FilterProblem } from '@/lib/query/filters';
import { LoadingNote } from './loading-note';

interface AnswerNotesProps {
  problems: readonly FilterProblem[];
  unpublished: readonly Unpublished[];
  unproven: readonly Unproven[];
  error: unknown;
  onRetry: () => void;
}

/** What stands above the figures: an address that was not understood, cycles that are missing, an answer that failed. */
export function AnswerNotes({ problems, unpublished, unproven, error, onRetry }: AnswerNotesProps) {
  return (
    <>
      <ProblemNote problems={problems} />
      {error != null && <ErrorState error={error} onRetry={onRetry} className="mb-3" />}
      <LoadingNote unpublished={unpublished} />
      <UnprovenNote unproven={unproven} />
    </>
  );
}
