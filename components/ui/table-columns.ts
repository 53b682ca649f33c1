import {
  type ColumnHelper,
  createColumnHelper,
  type RowData,
  type TableOptions,
  tableFeatures,
} from '@tanstack/react-table';
import type { FirstSort } from './sort';

/** How a column looks; everything else about it is its header and cell. */
export interface ColumnLook {
  /** Numbers stand at the end, words at the start; nothing is centred. */
  align?: 'end';
  /** Key columns only on a phone. */
  hideOnPhone?: boolean;
  /** The one column that truncates and takes the remaining width. Give its cell a `title` with the full text. */
  fill?: boolean;
  /** Which way it sorts first. */
  sortable?: FirstSort;
  /** Secondary text. */
  muted?: boolean;
  className?: string;
}

/** No optional feature: sorting, filtering and paging are the server's, through the URL. */
export const dataTableFeatures = tableFeatures({ columnMeta: {} as ColumnLook });
export type DataTableFeatures = typeof dataTableFeatures;

export type TableColumns<Row extends RowData> = TableOptions<DataTableFeatures, Row>['columns'];

/** `const column = tableColumns<Order>(); column.columns([column.accessor('orderId', { header: … }), …])` */
export const tableColumns = <Row extends RowData>(): ColumnHelper<DataTableFeatures, Row> =>
  createColumnHelper<DataTableFeatures, Row>();
