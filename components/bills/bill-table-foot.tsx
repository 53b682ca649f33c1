import type { BillFootRow, BillTableColumn } from './bill-column';

interface BillTableFootProps<Row> {
  columns: readonly BillTableColumn<Row>[];
  /** One total for each currency, never one sum. */
  rows: readonly BillFootRow[];
  phoneLast: string | undefined;
}

/** One cell for each column, never a colspan: the label runs over the empty cells beside it. */
export function BillTableFoot<Row>({ columns, rows, phoneLast }: BillTableFootProps<Row>) {
  return (
    <tfoot>
      {rows.map((row) => (
        <tr key={row.key} data-kind="total">
          {columns.map(({ id, align, hideOnPhone, hideWhenNarrow }, index) =>
            index === 0 ? (
              <th key={id} scope="row">
                {row.label}
              </th>
            ) : (
              <td
                key={id}
                data-align={align}
                data-hide-phone={hideOnPhone || undefined}
                data-hide-narrow={hideWhenNarrow || undefined}
                data-phone-last={phoneLast === id || undefined}
              >
                {row.cells[id]}
              </td>
            ),
          )}
        </tr>
      ))}
    </tfoot>
  );
}
