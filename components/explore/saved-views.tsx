'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, buttonLook } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { ProblemError } from '@/lib/http/fetch-json';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/paths';
import { changeView, createView, deleteView, viewsQuery } from '@/lib/views/queries';
import type { View } from '@/lib/views/schema';
import { DeleteDialog, NameDialog } from './view-dialogs';

type Open = { kind: 'save' } | { kind: 'rename' | 'delete'; view: View } | null;

/** Views by name, the one on screen among them, and what can be done with one's own. @param query the view on screen */
export function SavedViews({ query }: { query: string }) {
  const t = useTranslations('explore.views');
  const common = useTranslations('common');
  const views = useQuery(viewsQuery());
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  /** Of several views of one query, the one that was saved or opened last. */
  const [chosen, setChosen] = useState<string | null>(null);
  /** What was to be saved last. */
  const [tried, setTried] = useState({ name: '', shared: false });
  const items = views.data?.items ?? [];
  const same = items.filter((view) => view.query === query);
  const shown = same.find(({ id }) => id === chosen) ?? same[0];
  const taken = items.find(({ mine, name }) => mine && name === tried.name);
  // One that is shared stays so.
  const replaced = ({ id }: View) => changeView(id, { query, ...(tried.shared ? { shared: true } : {}) });
  async function change(work: () => Promise<View | undefined>) {
    if (busy) return;
    setError(null);
    setBusy(true);
    try {
      const view = await work();
      if (view) setChosen(view.id);
      setOpen(null);
      await client.invalidateQueries({ queryKey: viewsQuery().queryKey });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
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
        popClass="right-0 top-[calc(100%+4px)] w-[300px]"
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
            onChoose={() => setChosen(view.id)}
            onShare={() => void change(() => changeView(view.id, { shared: !view.shared }))}
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
        onSave={(name, shared) => {
          setTried({ name, shared });
          void change(() =>
            open?.kind === 'rename' ? changeView(open.view.id, { name }) : createView({ name, query, shared }),
          );
        }}
        taken={open?.kind === 'save' && taken ? taken.name : null}
        onReplace={() => taken && void change(() => replaced(taken))}
      />
      <DeleteDialog
        view={open?.kind === 'delete' ? open.view : null}
        error={error}
        onClose={close}
        onDelete={(view) => void change(() => deleted(view.id))}
      />
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

/** One that is gone already is what was wanted. */
async function deleted(id: string): Promise<undefined> {
  try {
    await deleteView(id);
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'not_found')) throw error;
  }
}

interface ViewItemProps {
  view: View;
  onChoose: () => void;
  onShare: () => void;
  onOpen: (kind: 'rename' | 'delete') => void;
}

function ViewItem({ view, onChoose, onShare, onOpen }: ViewItemProps) {
  const t = useTranslations('explore.views');
  return (
    <div className="flex items-center gap-1">
      <Link
        href={paths.explore(view.query)}
        onClick={onChoose}
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
