'use client';

import { useTranslations } from 'next-intl';
import { MAX_HOURS } from '@/lib/prices/filters';
import { NumberProblem, useNumberText, wholeNumber } from './number-input';

const USUAL_HOURS = 730;
const isHours = wholeNumber(1, MAX_HOURS);

interface HoursFieldProps {
  hours: number;
  onChange: (hours: number) => void;
}

/** Hours a month in a chip, with what is allowed beside it when something else stands there. */
export function HoursField({ hours, onChange }: HoursFieldProps) {
  const t = useTranslations('prices');
  const { wrong, problemId, input } = useNumberText({
    value: String(hours),
    accepts: isHours,
    onCommit: (value) => onChange(Number(value)),
  });
  return (
    <>
      <span className="chip pr-1! [&_.inp]:border-transparent!" data-active={hours === USUAL_HOURS ? undefined : true}>
        {t('hoursUsed')}
        <span className="inline-flex items-center gap-1.5">
          <input
            className="inp h-6! w-11! bg-transparent! px-1! text-right text-small font-medium aria-invalid:border-bad! max-sm:h-10! max-sm:w-14!"
            aria-label={t('hoursUsedLabel', { max: MAX_HOURS })}
            {...input}
          />
          <span className="text-small text-ink-3">{t('aMonth')}</span>
        </span>
      </span>
      {wrong && (
        <NumberProblem id={problemId} wide>
          {t('wholeProblem', { min: 1, max: MAX_HOURS, used: hours })}
        </NumberProblem>
      )}
    </>
  );
}
