'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { TextField } from '@/components/ui/field';
import { postJson, ProblemError } from '@/lib/http/fetch-json';
import { paths } from '@/lib/paths';
import { checkSetup, type SetupField, type SetupProblem } from './check-setup';

export function SetupForm() {
  const t = useTranslations('auth');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SetupProblem | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const textOf = (name: SetupField) => String(form.get(name) ?? '');
    const given = {
      token: textOf('token').trim(),
      name: textOf('name').trim(),
      email: textOf('email').trim(),
      password: textOf('password'),
    };
    const wrong = checkSetup(given);
    setProblem(wrong);
    setFailure(null);
    if (wrong) return;
    setBusy(true);
    try {
      await postJson(paths.api.setup(), given);
      window.location.assign(paths.signIn());
    } catch (error) {
      const wrongToken = error instanceof ProblemError && error.code === 'forbidden';
      if (wrongToken) setProblem({ field: 'token', says: 'tokenWrong' });
      else setFailure(error);
      setBusy(false);
    }
  }

  const errorOf = (field: SetupField) => (problem?.field === field ? t(problem.says) : undefined);
  return (
    <form method="post" noValidate onSubmit={(event) => void onSubmit(event)} className="grid gap-2.5">
      <TextField
        label={t('token')}
        name="token"
        autoComplete="off"
        spellCheck={false}
        required
        large
        hint={t('tokenHint')}
        error={errorOf('token')}
        reserve={1}
      />
      <TextField
        label={t('name')}
        name="name"
        autoComplete="name"
        maxLength={100}
        required
        large
        error={errorOf('name')}
        reserve={1}
      />
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        maxLength={254}
        required
        large
        error={errorOf('email')}
        reserve={1}
      />
      <TextField
        label={t('password')}
        name="password"
        type="password"
        autoComplete="new-password"
        maxLength={1024}
        required
        large
        hint={t('passwordHint')}
        error={errorOf('password')}
        reserve={1}
      />
      {failure !== null && <ErrorState error={failure} />}
      <Button type="submit" look="primary" size="large" wide className="mt-2" disabled={busy}>
        {busy ? t('creating') : t('create')}
      </Button>
    </form>
  );
}
