import { tableColumns } from '@/components/ui/table-columns';
import { UNKNOWN } from '@/lib/format';
import type { ResourceRow } from './nest';
import { ExpiresHead, ExpiryCell, Head, NameCell, OrderCell, PolicyCell, StatusCell } from './resource-cells';

const column = tableColumns<ResourceRow>();

const name = column.display({
  id: 'resourceName',
  header: () => <Head name="resource" />,
  cell: ({ row }) => <NameCell row={row.original} />,
  meta: { fill: true, sortable: 'ascending' },
});
const account = column.display({
  id: 'account',
  header: () => <Head name="account" />,
  cell: ({ row }) => row.original.account.name,
  meta: { muted: true, hideOnPhone: true },
});
const others = [
  column.display({
    id: 'region',
    header: () => <Head name="region" />,
    cell: ({ row }) => row.original.regionName ?? UNKNOWN,
    meta: { muted: true, hideOnPhone: true },
  }),
  column.display({
    id: 'project',
    header: () => <Head name="project" />,
    cell: ({ row }) => row.original.enterpriseProjectName ?? row.original.enterpriseProjectId ?? UNKNOWN,
    meta: { muted: true, hideOnPhone: true },
  }),
  column.display({
    id: 'status',
    header: () => <Head name="status" />,
    cell: ({ row }) => <StatusCell row={row.original} />,
    meta: { hideOnPhone: true },
  }),
  column.display({
    id: 'expireTime',
    header: () => <ExpiresHead />,
    cell: ({ row }) => <ExpiryCell row={row.original} />,
    meta: { sortable: 'ascending', hideOnPhone: true },
  }),
  column.display({
    id: 'policy',
    header: () => <Head name="policy" />,
    cell: ({ row }) => <PolicyCell row={row.original} />,
    meta: { muted: true, hideOnPhone: true },
  }),
  column.display({
    id: 'order',
    header: () => <Head name="order" />,
    cell: ({ row }) => <OrderCell row={row.original} />,
    meta: { align: 'end', hideOnPhone: true },
  }),
];

export const resourceTableColumns = column.columns([name, ...others]);
/** When several accounts are shown, rows say whose they are. */
export const resourceTableColumnsWithAccount = column.columns([name, account, ...others]);
