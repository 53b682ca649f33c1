export interface TableSort {
  column: string;
  descending: boolean;
}

/** What the first click on a head shows first: words from A on; the most recent, or the largest. */
export type FirstSort = 'ascending' | 'descending';

/** What a click on a head asks for: the second one turns it round. */
export function clickedSort(sort: TableSort | undefined, column: string, first: FirstSort): TableSort {
  return { column, descending: sort?.column === column ? !sort.descending : first === 'descending' };
}
