import type { Column, RowData } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { DataTableFeatures } from './table-columns';

export interface FootRow {
  key: string;
  label: ReactNode;
  /** By column id; a total's figures carry the double rule: `<Amount total …>`. */
  cells: Readonly<Record<string, ReactNode>>;
  /** sub: a quieter line above; total: thin rule, bold figures. One total per currency, never one sum. */
  kind: 'sub' | 'total';
}

interface TableFootProps<Row extends RowData> {
  columns: Column<DataTableFeatures, Row>[];
  rows: readonly FootRow[];
  phoneLast: string | undefined;
}

/**
 * One cell for each column, never a colspan: columns that a phone hides would leave a span too wide.
 * The label starts in the first column that a phone shows and runs over the empty cells beside it.
 */
export function TableFoot<Row extends RowData>({ columns, rows, phoneLast }: TableFootProps<Row>) {
  const labelColumn = columns.find((column) => !column.columnDef.meta?.hideOnPhone) ?? columns[0];
  return (
    <tfoot>
      {rows.map((row) => (
        <tr key={row.key} data-kind={row.kind}>
          {columns.map((column) => {
            const look = column.columnDef.meta;
            if (column === columns[0]) {
              return (
                <th key={column.id} scope="row" data-label data-hide-phone={look?.hideOnPhone || undefined}>
                  {row.label}
                </th>
              );
            }
            if (column === labelColumn) {
              // The head cell beside it is hidden on a phone, and this one empty elsewhere.
              return (
                <td key={column.id} data-label>
                  <span data-phone-only>{row.label}</span>
                </td>
              );
            }
            return (
              <td
                key={column.id}
                data-align={look?.align}
                data-hide-phone={look?.hideOnPhone || undefined}
                data-phone-last={phoneLast === column.id || undefined}
              >
                {row.cells[column.id]}
              </td>
            );
          })}
        </tr>
      ))}
    </tfoot>
  );
}
