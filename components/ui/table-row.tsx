'use client';

import { type Column, FlexRender, type Row as TanStackRow, type RowData } from '@tanstack/react-table';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import type { KeyboardEvent, MouseEvent } from 'react';
import { cn } from '@/lib/cn';
import type { DataTableFeatures } from './table-columns';

interface TableRowProps<Row extends RowData> {
  row: TanStackRow<DataTableFeatures, Row>;
  href: Route | undefined;
  phoneLast: string | undefined;
  tabIndex: number | undefined;
}

const interactive = 'a, button, input, select, textarea, summary, label';

export function TableRow<Row extends RowData>({ row, href, phoneLast, tabIndex }: TableRowProps<Row>) {
  const router = useRouter();
  const open = (event: MouseEvent | KeyboardEvent) => {
    const onControl = event.target instanceof Element && event.target.closest(interactive);
    // A person who selects text to copy it does not want to leave.
    if (!href || onControl || event.defaultPrevented || window.getSelection()?.toString()) return;
    if (event.metaKey || event.ctrlKey) window.open(href, '_blank', 'noopener');
    else router.push(href);
  };
  return (
    <tr
      data-open={href ? true : undefined}
      tabIndex={tabIndex}
      onClick={href ? open : undefined}
      onKeyDown={href ? (event) => event.key === 'Enter' && open(event) : undefined}
    >
      {row.getAllCells().map((cell) => {
        const look = cell.column.columnDef.meta;
        return (
          <td
            key={cell.id}
            data-align={look?.align}
            data-fill={look?.fill || undefined}
            data-muted={look?.muted || undefined}
            data-hide-phone={look?.hideOnPhone || undefined}
            data-phone-last={phoneLast === cell.column.id || undefined}
            className={look?.className}
          >
            {look?.fill ? (
              <div>
                <FlexRender cell={cell} />
              </div>
            ) : (
              <FlexRender cell={cell} />
            )}
          </td>
        );
      })}
    </tr>
  );
}

const widths = ['w-[112px]', 'w-[96px]', 'w-[120px]', 'w-[80px]', 'w-[108px]'];

/** Bars in the row grid, as high as rows are, so nothing moves when they arrive. */
export function SkeletonRows<Row extends RowData>(props: { columns: Column<DataTableFeatures, Row>[]; rows: number }) {
  return Array.from({ length: props.rows }, (_, row) => (
    <tr key={row}>
      {props.columns.map((column, index) => {
        const look = column.columnDef.meta;
        const width = look?.align === 'end' ? 'w-[64px]' : widths[(row + index) % widths.length];
        return (
          <td
            key={column.id}
            data-align={look?.align}
            data-hide-phone={look?.hideOnPhone || undefined}
            className={look?.className}
          >
            <span className={cn('sk sk-late max-w-full', width)} />
          </td>
        );
      })}
    </tr>
  ));
}
