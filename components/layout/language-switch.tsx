'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { Segmented } from '@/components/ui/segmented';
import type { Locale } from '@/i18n/locales';
import { rememberPreference } from './cookie';

const languages = [
  { value: 'en', label: 'EN', lang: 'en' },
  { value: 'zh-CN', label: '中文', lang: 'zh-CN' },
] as const satisfies readonly { value: Locale; label: string; lang: string }[];

export function LanguageSwitch() {
  const t = useTranslations('nav');
  const locale = useLocale();
  const router = useRouter();
  function choose(next: Locale) {
    rememberPreference('locale', next);
    router.refresh();
  }
  return <Segmented label={t('language')} segments={languages} value={locale} onChange={choose} />;
}
