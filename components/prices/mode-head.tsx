'use client';

import { useTranslations } from 'next-intl';
import type { PriceMode } from '@/lib/prices/catalogue';

interface ModeHeadProps {
  mode: PriceMode;
  months: number;
  years: number | null;
}

/** What a figure is the price of, and how often it is paid over the span: “Monthly × 12”. */
export function ModeHead({ mode, months, years }: ModeHeadProps) {
  const t = useTranslations('prices');
  if (mode === 'monthly') return t('head.monthly', { months });
  return mode === 'yearly' ? t('head.yearly', { years: years ?? 1 }) : t('mode.payPerUse');
}
