'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { rememberPreference } from './cookie';
import { isTheme, type Theme } from './theme';

/** Light, dark, or the system's choice. It takes effect at once; the cookie makes the next page come out right. */
export function ThemeSwitch({ initial, words = false }: { initial: Theme | null; words?: boolean }) {
  const t = useTranslations('nav');
  const [theme, setTheme] = useState(initial);
  function choose(value: string) {
    const next = isTheme(value) ? value : null;
    setTheme(next);
    rememberPreference('theme', next ?? '');
    if (next) document.documentElement.dataset.theme = next;
    else delete document.documentElement.dataset.theme;
  }
  return (
    <span className={words ? 'pick relative flex h-11 items-center gap-2 rounded-row' : 'icon-btn max-sm:-mr-3.5'}>
      <Icon name="theme" />
      {words && <span aria-hidden="true">{t(theme ?? 'system')}</span>}
      <select
        className="over-select"
        aria-label={t('theme')}
        value={theme ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{t('system')}</option>
        <option value="light">{t('light')}</option>
        <option value="dark">{t('dark')}</option>
      </select>
    </span>
  );
}
