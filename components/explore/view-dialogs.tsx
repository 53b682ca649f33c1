'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { TextField } from '@/components/ui/field';
import { Note } from '@/components/ui/note';
import { ProblemError } from '@/lib/http/fetch-json';
import type { View } from '@/lib/views/schema';

interface NameDialogProps {
  open: boolean;
  /** The one to rename; null for a new one. */
  view: View | null;
  error: unknown;
  onClose: () => void;
  onSave: (name: string, shared: boolean) => void;
  /** Own view that has the name already and may be made what is on the screen; null where that is not to be had. */
  taken: string | null;
  onReplace: () => void;
}

const FORM = 'saved-view';

const isTaken = (error: unknown): boolean => error instanceof ProblemError && error.code === 'conflict';

/** The name of a new view, or another one of a known. */
export function NameDialog({ open, view, error, onClose, onSave, taken, onReplace }: NameDialogProps) {
  const t = useTranslations('explore.views');
  const [nameless, setNameless] = useState(false);
  const close = () => {
    setNameless(false);
    onClose();
  };
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const name = String(given.get('name') ?? '').trim();
    setNameless(name === '');
    if (name !== '') onSave(name, given.get('shared') === 'on');
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={view ? t('renameTitle', { name: view.name }) : t('saveTitle')}
      actions={
        <>
          <Button onClick={close}>{view ? t('keepName') : t('cancel')}</Button>
          <Button look="primary" type="submit" form={FORM}>
            {view ? t('doRename') : t('doSave')}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="mt-3 grid gap-3">
        <TextField
          label={t('name')}
          error={nameless && t('nameNeeded')}
          name="name"
          required
          maxLength={80}
          defaultValue={view?.name ?? ''}
        />
        {!view && (
          <label className="flex items-start gap-2">
            <input type="checkbox" name="shared" className="mt-1" />
            <span>
              {t('shared')}
              <small className="block text-small text-ink-3">{t('sharedHint')}</small>
            </span>
          </label>
        )}
      </form>
      {nameless ? null : isTaken(error) ? (
        <Note tone="bad" role="alert" className="mt-3">
          {t(taken === null ? 'takenName' : 'taken')}{' '}
          {taken !== null && (
            <button type="button" className="text-accent underline" onClick={onReplace}>
              {t('replace', { name: taken })}
            </button>
          )}
        </Note>
      ) : (
        error !== null && <ErrorState error={error} title={t('failed')} className="mt-3" />
      )}
    </Dialog>
  );
}

interface DeleteDialogProps {
  view: View | null;
  error: unknown;
  onClose: () => void;
  onDelete: (view: View) => void;
}

/** Asks once more: the view goes for everyone. */
export function DeleteDialog({ view, error, onClose, onDelete }: DeleteDialogProps) {
  const t = useTranslations('explore.views');
  return (
    <Dialog
      open={view !== null}
      onClose={onClose}
      title={t('deleteTitle', { name: view?.name ?? '' })}
      actions={
        <>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button look="danger" onClick={() => view && onDelete(view)}>
            {t('doDelete')}
          </Button>
        </>
      }
    >
      <p className="mt-2 text-ink-2">{t('deleteText')}</p>
      {error !== null && <ErrorState error={error} className="mt-3" />}
    </Dialog>
  );
}
