import type { ReactTable, RowData } from '@tanstack/react-table';
import { Icon } from './icon';
import { clickedSort, type TableSort } from './sort';
import type { DataTableFeatures } from './table-columns';

interface TableHeadProps<Row extends RowData> {
  table: ReactTable<DataTableFeatures, Row>;
  hidden?: boolean;
  phoneLast: string | undefined;
  sort?: TableSort;
  onSort?: (sort: TableSort) => void;
}

export function TableHead<Row extends RowData>({ table, hidden, phoneLast, sort, onSort }: TableHeadProps<Row>) {
  return (
    <thead className={hidden ? 'sr-only' : undefined}>
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id}>
          {group.headers.map((header) => {
            const { id, columnDef } = header.column;
            const look = columnDef.meta;
            const first = look?.sortable;
            const direction = sort?.column === id ? (sort.descending ? 'descending' : 'ascending') : undefined;
            const content = <table.FlexRender header={header} />;
            return (
              <th
                key={header.id}
                scope="col"
                aria-sort={direction}
                data-align={look?.align}
                data-hide-phone={look?.hideOnPhone || undefined}
                data-phone-last={phoneLast === id || undefined}
                className={look?.className}
              >
                {first && onSort ? (
                  <button type="button" onClick={() => onSort(clickedSort(sort, id, first))}>
                    {content}
                    {direction && <SortArrow descending={direction === 'descending'} />}
                  </button>
                ) : (
                  <>
                    {content}
                    {direction && <SortArrow descending={direction === 'descending'} />}
                  </>
                )}
              </th>
            );
          })}
        </tr>
      ))}
    </thead>
  );
}

function SortArrow({ descending }: { descending: boolean }) {
  return <Icon name={descending ? 'sortDown' : 'sortUp'} className="ml-[3px] inline size-2.5 align-[-1px]" />;
}
