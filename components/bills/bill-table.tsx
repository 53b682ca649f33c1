'use client';

import { type ReactNode, useState } from 'react';
import type { TableSort } from '@/components/ui/sort';
import { useRowKeys } from '@/components/ui/use-row-keys';
import { cn } from '@/lib/cn';
import type { BillFootRow, BillTableColumn } from './bill-column';
import { BillTableFoot } from './bill-table-foot';
import { BillTableHead } from './bill-table-head';
import { BillTableRow } from './bill-table-row';
import { usePhone } from './use-phone';

interface BillTableProps<Row> {
  columns: readonly BillTableColumn<Row>[];
  rows: readonly Row[];
  caption: string;
  sort: TableSort;
  onSort: (sort: TableSort) => void;
  foot: readonly BillFootRow[];
  /** Old rows stay, at 60 %, while new ones are read. */
  busy: boolean;
  /** The accessible name of the button that opens a row. */
  openLabel: (row: Row) => string;
  /** Every field of a row, below it. */
  details: (row: Row) => ReactNode;
  className?: string;
}

/** Dense table whose rows open in place: a bill line has no page of its own. */
export function BillTable<Row extends { id: string }>(props: BillTableProps<Row>) {
  const { columns, rows, caption, sort, onSort, foot, busy, openLabel, details, className } = props;
  const [open, setOpen] = useState<string | null>(null);
  const keys = useRowKeys(rows.length);
  const phone = usePhone();
  const span = columns.filter(({ hideOnPhone }) => !phone || !hideOnPhone).length;
  const phoneLast = columns.findLast(({ hideOnPhone }) => !hideOnPhone)?.id;
  return (
    <div className="t-wrap">
      <table
        className={cn('t', className)}
        data-density="bills"
        data-sticky-foot
        data-busy={busy || undefined}
        aria-busy={busy || undefined}
      >
        <caption className="sr-only">{caption}</caption>
        <BillTableHead columns={columns} phoneLast={phoneLast} sort={sort} onSort={onSort} />
        <tbody {...keys.bodyProps}>
          {rows.map((row, index) => (
            <BillTableRow
              key={row.id}
              row={row}
              columns={columns}
              phoneLast={phoneLast}
              span={span}
              tabIndex={keys.tabIndexOf(index)}
              label={openLabel(row)}
              details={row.id === open ? details(row) : null}
              onToggle={() => setOpen(row.id === open ? null : row.id)}
            />
          ))}
        </tbody>
        <BillTableFoot columns={columns} rows={foot} phoneLast={phoneLast} />
      </table>
    </div>
  );
}
