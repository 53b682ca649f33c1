import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '@/components/layout/language-switch';
import type { Theme } from '@/components/layout/theme';
import { ThemeSwitch } from '@/components/layout/theme-switch';
import { BrandMark } from '@/components/ui/icon';
import { dayOf, formatDay } from '@/lib/format';
import { Abacus } from './abacus';

interface DoorProps {
  title: string;
  intro: string;
  theme: Theme | null;
  /** The business instant; the abacus shows its day. */
  now: string;
  children: ReactNode;
}

/** What one sees before sign-in: a form and an abacus, no data of any account. */
export async function Door({ title, intro, theme, now, children }: DoorProps) {
  const [t, common, locale] = await Promise.all([getTranslations('auth'), getTranslations('common'), getLocale()]);
  const day = dayOf(now, 'GMT+8');
  return (
    <main className="sign">
      <section className="sign-form">
        <div className="sign-bar">
          <span className="brand px-0!">
            <BrandMark />
            {common('brand')}
          </span>
          <span className="flex-1" />
          <LanguageSwitch />
          <ThemeSwitch initial={theme} />
        </div>
        <div className="w-full max-w-[340px]">
          <h1 className="text-figure">{title}</h1>
          <p className="mt-1 mb-6 text-ink-2">{intro}</p>
          {children}
        </div>
      </section>
      <aside className="sign-art">
        <Abacus digits={day.replaceAll('-', '')} label={t('abacus')} caption={formatDay(day, locale)} />
      </aside>
    </main>
  );
}
