'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { requestSignIn, type SignInResult } from './sign-in-request';

type Problem = Extract<SignInResult, { ok: false }>;

export function SignInForm({ callbackUrl }: { callbackUrl: string | null }) {
  const t = useTranslations('auth');
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState<'emailMissing' | 'passwordMissing' | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const pair = { email: String(form.get('email') ?? '').trim(), password: String(form.get('password') ?? '') };
    setProblem(null);
    setMissing(pair.email ? (pair.password ? null : 'passwordMissing') : 'emailMissing');
    if (!pair.email || !pair.password) return;
    setBusy(true);
    const result = await requestSignIn(pair, callbackUrl);
    // A full load: the portal starts with the session, and nothing of this page stays.
    if (result.ok) return window.location.assign(result.target);
    setProblem(result);
    setBusy(false);
  }

  const said =
    problem && (problem.reason === 'tooMany' ? t('tooMany', { minutes: problem.minutes }) : t(problem.reason));
  return (
    <form method="post" noValidate onSubmit={(event) => void onSubmit(event)}>
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        required
        large
        error={missing === 'emailMissing' ? t('emailMissing') : undefined}
      />
      <TextField
        className="mt-3.5"
        label={t('password')}
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={1024}
        required
        large
        reserve={2}
        error={missing === 'passwordMissing' ? t('passwordMissing') : (said ?? undefined)}
      />
      {/* The sentence stands under the password; a screen reader hears it at once. */}
      <p role="alert" className="sr-only">
        {said}
      </p>
      <Button type="submit" look="primary" size="large" wide className="mt-2" disabled={busy}>
        {busy ? t('signingIn') : t('signIn')}
      </Button>
    </form>
  );
}
