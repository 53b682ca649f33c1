'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button, buttonLook } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { Note } from '@/components/ui/note';
import { ProblemError } from '@/lib/http/fetch-json';
import { TextField } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/paths';
import { changeView, createView, deleteView, viewsQuery } from '@/lib/views/queries';
import type { View } from '@/lib/views/schema';

type Open = { kind: 'save' } | { kind: 'rename' | 'delete'; view: View } | null;

/** Views by name, the one on screen among them, and what can be done with one's own. @param query the view on screen */
export function SavedViews({ query }: { query: string }) {
  const t = useTranslations('explore.views');
  const common = useTranslations('common');
  const views = useQuery(viewsQuery());
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const [error, setError] = useState<unknown>(null);
  const items = views.data?.items ?? [];
  const shown = items.find((view) => view.query === query);
  async function change(work: Promise<unknown>) {
    setError(null);
    try {
      await work;
      setOpen(null);
      await client.invalidateQueries({ queryKey: viewsQuery().queryKey });
    } catch (failure) {
      setError(failure);
    }
  }
  const close = () => {
    setOpen(null);
    setError(null);
  };
  return (
    <>
      <Menu
        label={shown ? t('current', { name: shown.name }) : t('title')}
        triggerClass={buttonLook()}
        popClass="right-0 top-[calc(100%+4px)] w-[300px] max-sm:right-auto max-sm:left-0"
        trigger={
          <>
            <span className="max-w-[180px] truncate">{shown ? t('current', { name: shown.name }) : t('title')}</span>
            <Icon name="down" />
          </>
        }
      >
        {items.length === 0 && <p className="px-2.5 py-1.5 text-ink-3">{t('none')}</p>}
        {items.map((view) => (
          <ViewItem
            key={view.id}
            view={view}
            onShare={() => void change(changeView(view.id, { shared: !view.shared }))}
            onOpen={(kind) => setOpen({ kind, view })}
          />
        ))}
      </Menu>
      <Button onClick={() => setOpen({ kind: 'save' })}>{t('save')}</Button>
      <NameDialog
        open={open?.kind === 'save' || open?.kind === 'rename'}
        view={open?.kind === 'rename' ? open.view : null}
        error={error}
        onClose={close}
        onSave={(name, shared) =>
          void change(
            open?.kind === 'rename' ? changeView(open.view.id, { name }) : createView({ name, query, shared }),
          )
        }
      />
      <Dialog
        open={open?.kind === 'delete'}
        onClose={close}
        title={t('deleteTitle', { name: open?.kind === 'delete' ? open.view.name : '' })}
        actions={
          <>
            <Button onClick={close}>{t('keep')}</Button>
            <Button look="danger" onClick={() => open?.kind === 'delete' && void change(deleteView(open.view.id))}>
              {t('doDelete')}
            </Button>
          </>
        }
      >
        <p className="mt-2 text-ink-2">{t('deleteText')}</p>
        {error !== null && <ErrorState error={error} className="mt-3" />}
      </Dialog>
      <Dialog
        open={open === null && error !== null}
        onClose={close}
        title={t('failed')}
        actions={<Button onClick={close}>{common('close')}</Button>}
      >
        <ErrorState error={error} className="mt-3" />
      </Dialog>
    </>
  );
}

interface ViewItemProps {
  view: View;
  onShare: () => void;
  onOpen: (kind: 'rename' | 'delete') => void;
}

function ViewItem({ view, onShare, onOpen }: ViewItemProps) {
  const t = useTranslations('explore.views');
  return (
    <div className="flex items-center gap-1">
      <Link
        href={paths.explore(view.query)}
        className="min-w-0 flex-1 rounded-row px-2.5 py-1.5 text-ink hover:bg-hover hover:no-underline max-sm:py-3"
      >
        <span className="block truncate">{view.name}</span>
        {(view.shared || !view.mine) && (
          <small className="block truncate text-small text-ink-3">
            {view.mine ? t('isShared') : t('by', { name: view.owner })}
          </small>
        )}
      </Link>
      {view.mine && (
        <>
          <button
            type="button"
            className="rounded-row px-1.5 py-1 text-small text-ink-2 hover:bg-hover"
            onClick={onShare}
          >
            {view.shared ? t('unshare') : t('share')}
          </button>
          <button
            type="button"
            className="rounded-row px-1.5 py-1 text-small text-ink-2 hover:bg-hover"
            aria-label={`${t('rename')}: ${view.name}`}
            onClick={() => onOpen('rename')}
          >
            {t('rename')}
          </button>
          <button
            type="button"
            className="icon-btn"
            aria-label={`${t('delete')}: ${view.name}`}
            onClick={() => onOpen('delete')}
          >
            <Icon name="trash" className="size-3.5" />
          </button>
        </>
      )}
    </div>
  );
}

interface NameDialogProps {
  open: boolean;
  /** The one to rename; null for a new one. */
  view: View | null;
  error: unknown;
  onClose: () => void;
  onSave: (name: string, shared: boolean) => void;
}

const FORM = 'saved-view';

const isTaken = (error: unknown): boolean => error instanceof ProblemError && error.code === 'conflict';

function NameDialog({ open, view, error, onClose, onSave }: NameDialogProps) {
  const t = useTranslations('explore.views');
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    onSave(String(given.get('name') ?? ''), given.get('shared') === 'on');
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={view ? t('renameTitle', { name: view.name }) : t('saveTitle')}
      actions={
        <>
          <Button onClick={onClose}>{view ? t('keepName') : t('cancel')}</Button>
          <Button look="primary" type="submit" form={FORM}>
            {view ? t('doRename') : t('doSave')}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="mt-3 grid gap-3">
        <TextField label={t('name')} name="name" required maxLength={80} defaultValue={view?.name ?? ''} />
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
      {isTaken(error) ? (
        <Note tone="bad" role="alert" className="mt-3">
          {t('taken')}
        </Note>
      ) : (
        error !== null && <ErrorState error={error} title={t('failed')} className="mt-3" />
      )}
    </Dialog>
  );
}
