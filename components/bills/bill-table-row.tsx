'use client';

import { type KeyboardEvent, type MouseEvent, type ReactNode, useId } from 'react';
import { Icon } from '@/components/ui/icon';
import type { BillTableColumn } from './bill-column';

interface BillTableRowProps<Row> {
  row: Row;
  columns: readonly BillTableColumn<Row>[];
  phoneLast: string | undefined;
  /** Columns in view. */
  span: number;
  tabIndex: number;
  label: string;
  /** Shown below the row; null when it is closed. */
  details: ReactNode;
  onToggle: () => void;
}

const interactive = 'a, button, input, select, textarea, summary, label';

export function BillTableRow<Row>({ row, columns, ...props }: BillTableRowProps<Row>) {
  const { phoneLast, span, tabIndex, label, details, onToggle } = props;
  const id = useId();
  const open = details !== null;
  function onClick(event: MouseEvent) {
    const onControl = event.target instanceof Element && event.target.closest(interactive);
    // A person who selects text to copy it does not want to open the row.
    if (!onControl && !window.getSelection()?.toString()) onToggle();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || (event.key === 'Escape' && open)) onToggle();
  }
  return (
    <>
      <tr data-open tabIndex={tabIndex} onClick={onClick} onKeyDown={onKeyDown}>
        {columns.map((column) => (
          <td
            key={column.id}
            data-align={column.align}
            data-fill={column.fill || undefined}
            data-muted={column.muted || undefined}
            data-hide-phone={column.hideOnPhone || undefined}
            data-hide-narrow={column.hideWhenNarrow || undefined}
            data-phone-last={phoneLast === column.id || undefined}
          >
            {column.fill ? (
              <div className="flex items-center gap-2">
                {column.cell(row)}
                <button
                  type="button"
                  className="-my-1 ml-auto grid size-6 flex-none place-items-center rounded-row text-ink-3 hover:text-ink max-sm:size-11"
                  aria-expanded={open}
                  aria-controls={open ? id : undefined}
                  aria-label={label}
                  onClick={onToggle}
                >
                  <Icon name={open ? 'down' : 'right'} className="size-3!" />
                </button>
              </div>
            ) : (
              column.cell(row)
            )}
          </td>
        ))}
      </tr>
      {open && (
        <tr id={id}>
          <td colSpan={span} className="whitespace-normal! bg-sunken! px-3!">
            {details}
          </td>
        </tr>
      )}
    </>
  );
}
