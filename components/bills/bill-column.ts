import type { ReactNode } from 'react';
import type { FirstSort } from '@/components/ui/sort';

export interface BillTableColumn<Row> {
  /** Also the sort parameter when the column is sortable. */
  id: string;
  header: ReactNode;
  align?: 'end';
  hideOnPhone?: boolean;
  /** Gives way on a small desk, so that names and amounts stay readable; the details have it. */
  hideWhenNarrow?: boolean;
  /** The one column that truncates and carries the button that opens the details. */
  fill?: boolean;
  muted?: boolean;
  /** Which way it sorts first. */
  sortable?: FirstSort;
  cell: (row: Row) => ReactNode;
}

export interface BillFootRow {
  key: string;
  label: ReactNode;
  cells: Readonly<Record<string, ReactNode>>;
}
