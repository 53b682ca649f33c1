import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Door } from '@/components/auth/door';
import { SignInForm } from '@/components/auth/sign-in-form';
import { isTheme, THEME_COOKIE } from '@/components/layout/theme';
import { isSetupOpen } from '@/lib/auth/setup.server';
import { businessClock } from '@/lib/clock.server';
import { createServiceContext } from '@/lib/context.server';
import { env } from '@/lib/env.server';
import { AppError } from '@/lib/http/errors';
import { localPath, paths } from '@/lib/paths';

const DEMO_USERS = 'viewer@, finance@, approver@, approver2@, admin@demo.test';
const DEMO_PASSWORD = 'suanpan-demo';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('signIn') };
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { callbackUrl } = await searchParams;
  const [t, jar] = await Promise.all([getTranslations('auth'), cookies()]);
  if (!env().demo && (await isSetupOpen())) redirect(paths.setup());
  const target = localPath(typeof callbackUrl === 'string' ? callbackUrl : null);
  if (await isSignedIn()) redirect(target);
  const theme = jar.get(THEME_COOKIE)?.value;
  return (
    <Door
      title={t('signIn')}
      intro={t('tagline')}
      theme={isTheme(theme) ? theme : null}
      now={businessClock().now().toISOString()}
    >
      <SignInForm callbackUrl={target} />
      {env().demo && (
        <p className="mt-6 text-small text-ink-3">{t('demo', { password: DEMO_PASSWORD, users: DEMO_USERS })}</p>
      )}
    </Door>
  );
}

/** By the same reading as the pages, so that the two never send a person to and fro. */
async function isSignedIn(): Promise<boolean> {
  try {
    await createServiceContext();
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthorized') return false;
    throw error;
  }
}
