'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  /** Verb, count, sum: “Pay 2 orders, 1,930.86 USD”. */
  title: ReactNode;
  children: ReactNode;
  /** Buttons at the end; the one that leaves says what happens (“Keep orders unpaid”). */
  actions: ReactNode;
  /** Has a table. */
  wide?: boolean;
}

/** The browser's own modal: focus is kept in and given back, Escape closes. A click outside does not. */
export function Dialog({ open, onClose, title, children, actions, wide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="dialog" data-wide={wide || undefined} aria-labelledby={id} onClose={onClose}>
      <h2 id={id} className="text-dialog">
        {title}
      </h2>
      {open && children}
      <div className="mt-4 flex flex-wrap justify-end gap-2">{actions}</div>
    </dialog>
  );
}
