import { Icon } from '@/components/ui/icon';
import { clickedSort, type TableSort } from '@/components/ui/sort';
import type { BillTableColumn } from './bill-column';

interface BillTableHeadProps<Row> {
  columns: readonly BillTableColumn<Row>[];
  phoneLast: string | undefined;
  sort: TableSort;
  onSort: (sort: TableSort) => void;
}

export function BillTableHead<Row>({ columns, phoneLast, sort, onSort }: BillTableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {columns.map(({ id, header, align, hideOnPhone, hideWhenNarrow, sortable }) => {
          const direction = sort.column === id ? (sort.descending ? 'descending' : 'ascending') : undefined;
          const arrow = direction && (
            <Icon
              name={direction === 'descending' ? 'sortDown' : 'sortUp'}
              className="ml-[3px] inline size-2.5! align-[-1px]"
            />
          );
          return (
            <th
              key={id}
              scope="col"
              aria-sort={direction}
              data-align={align}
              data-hide-phone={hideOnPhone || undefined}
              data-hide-narrow={hideWhenNarrow || undefined}
              data-phone-last={phoneLast === id || undefined}
            >
              {sortable ? (
                <button type="button" onClick={() => onSort(clickedSort(sort, id, sortable))}>
                  {header}
                  {arrow}
                </button>
              ) : (
                header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
