'use client';

import { type RowData, useTable } from '@tanstack/react-table';
import type { Route } from 'next';
import { cn } from '@/lib/cn';
import { dataTableFeatures, type TableColumns } from './table-columns';
import { type FootRow, TableFoot } from './table-foot';
import type { TableSort } from './sort';
import { TableHead } from './table-head';
import { SkeletonRows, TableRow } from './table-row';
import { useRowKeys } from './use-row-keys';

interface DataTableProps<Row extends RowData> {
  columns: TableColumns<Row>;
  rows: readonly Row[];
  /** Names the table for those who cannot see it. */
  caption: string;
  getRowId: (row: Row) => string;
  /** Enter and a click anywhere in the row go there. Keep a real link in one cell too. */
  rowHref?: (row: Row) => Route;
  /** The column (by id) that the rows come sorted by. */
  sort?: TableSort;
  /** Called with what a click on a sortable head asks for. */
  onSort?: (sort: TableSort) => void;
  foot?: readonly FootRow[];
  density?: 'dense' | 'bills';
  /** Old rows stay, at 60 %, while new ones are read. */
  busy?: boolean;
  /** That many rows of bars instead of rows: the first read. */
  pending?: number;
  stickyFoot?: boolean;
  /** The head is kept for those who cannot see, where the section's title says it all. */
  hideHead?: boolean;
  /** Tailwind `min-w-*`: below it the table scrolls inside itself. */
  className?: string;
}

/** A real table: the caller owns what the rows are, this owns how they look and how keys move in them. */
export function DataTable<Row extends RowData>({ columns, rows, caption, getRowId, ...props }: DataTableProps<Row>) {
  const { rowHref, sort, onSort, foot, density, busy, pending, stickyFoot, hideHead, className } = props;
  const table = useTable({ features: dataTableFeatures, columns, data: rows, getRowId });
  const keys = useRowKeys(rows.length);
  const leaves = table.getAllLeafColumns();
  const phoneLast = leaves.findLast((column) => !column.columnDef.meta?.hideOnPhone)?.id;
  return (
    <div className="t-wrap">
      <table
        className={cn('t', className)}
        data-density={density}
        data-busy={busy || undefined}
        data-sticky-foot={stickyFoot || undefined}
        aria-busy={busy || pending !== undefined || undefined}
      >
        <caption className="sr-only">{caption}</caption>
        <TableHead table={table} hidden={hideHead} phoneLast={phoneLast} sort={sort} onSort={onSort} />
        <tbody {...keys.bodyProps}>
          {pending === undefined ? (
            table
              .getRowModel()
              .rows.map((row, index) => (
                <TableRow
                  key={row.id}
                  row={row}
                  href={rowHref?.(row.original)}
                  phoneLast={phoneLast}
                  tabIndex={rowHref ? keys.tabIndexOf(index) : undefined}
                />
              ))
          ) : (
            <SkeletonRows columns={leaves} rows={pending} />
          )}
        </tbody>
        {foot && foot.length > 0 && pending === undefined && (
          <TableFoot columns={leaves} rows={foot} phoneLast={phoneLast} />
        )}
      </table>
    </div>
  );
}
