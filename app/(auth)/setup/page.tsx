import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Door } from '@/components/auth/door';
import { SetupForm } from '@/components/auth/setup-form';
import { isTheme, THEME_COOKIE } from '@/components/layout/theme';
import { isSetupOpen } from '@/lib/auth/setup.server';
import { businessClock } from '@/lib/clock.server';
import { paths } from '@/lib/paths';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('setupTitle'), robots: { index: false } };
}

export default async function SetupPage() {
  if (!(await isSetupOpen())) redirect(paths.signIn());
  const [t, jar] = await Promise.all([getTranslations('auth'), cookies()]);
  const theme = jar.get(THEME_COOKIE)?.value;
  return (
    <Door
      title={t('setupTitle')}
      intro={t('setupIntro')}
      theme={isTheme(theme) ? theme : null}
      now={businessClock().now().toISOString()}
    >
      <SetupForm />
    </Door>
  );
}
