import { describe, expect, test } from 'vitest';
import { LiveCache } from '@/lib/bss/live.server';
import type { SubscribedResource } from '@/lib/bss/operations/query-resources';
import type { ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { exportResources } from './export-resources.server';
import { type ResourceFilters, resourceFilters } from './filters';
import { listResources } from './service.server';

const NOW = '2026-11-22T04:00:00Z';

const resource = (id: string, change: Partial<SubscribedResource> = {}): SubscribedResource => ({
  id: `internal-${id}`,
  resource_id: id,
  resource_name: `name of ${id}`,
  region_code: 'ap-southeast-3',
  service_type_code: 'hws.service.type.ec2',
  resource_type_code: 'hws.resource.type.vm',
  resource_type_name: 'VM',
  service_type_name: 'Elastic Cloud Server',
  resource_spec_code: 's6.large.2.linux',
  project_id: 'p',
  product_id: 'o',
  parent_resource_id: null,
  is_main_resource: 1,
  status: 2,
  effective_time: '2026-09-01T00:00:00Z',
  expire_time: '2026-12-22T04:00:00Z',
  expire_policy: 3,
  product_spec_desc: 'General computing|s6.large.2',
  spec_size: null,
  spec_size_measure_id: null,
  update_time: null,
  enterprise_project: { id: '0', name: 'default' },
  ...change,
});

const disk = (id: string, parent: string, change: Partial<SubscribedResource> = {}) =>
  resource(id, {
    is_main_resource: 0,
    parent_resource_id: parent,
    service_type_code: 'hws.service.type.ebs',
    service_type_name: 'Elastic Volume Service',
    ...change,
  });

interface Asked {
  account: string;
  order_id?: string | null;
  limit?: number;
}

/** Each account answers its rows by page, or fails. */
function contextOf(accounts: Record<string, SubscribedResource[] | AppError>) {
  const asked: Asked[] = [];
  const clock = { now: () => new Date(NOW) };
  const ctx = {
    accounts: Object.keys(accounts).map((domainId) => ({
      domainId,
      name: `Account ${domainId}`,
      currency: 'USD',
      site: 'intl',
      projectId: 'p',
    })),
    bss: (account: string) => ({
      queryResources: async ({
        offset = 0,
        limit = 10,
        order_id,
      }: {
        offset?: number;
        limit?: number;
        order_id?: string;
      }) => {
        asked.push({ account, order_id, limit });
        const rows = accounts[account];
        if (rows instanceof AppError || !rows) throw rows;
        return { total_count: rows.length, data: rows.slice(offset, offset + limit) };
      },
    }),
    live: new LiveCache(clock),
    clock,
    locale: 'en',
  } as unknown as ServiceContext;
  return { ctx, asked };
}

const filters = (change: Partial<ResourceFilters> = {}): ResourceFilters => ({
  ...resourceFilters.parse({}).values,
  ...change,
});
const idsOf = async (ctx: ServiceContext, change: Partial<ResourceFilters> = {}) =>
  (await listResources(ctx, filters(change))).items.map((item) => item.resourceId);

describe('the tree', () => {
  const rows = [
    disk('disk-b', 'vm-late'),
    disk('disk-a', 'vm-late', { expire_time: '2026-12-01T00:00:00Z' }),
    resource('vm-late', { expire_time: '2027-01-01T00:00:00Z', resource_name: 'late' }),
    resource('vm-soon', { expire_time: '2026-11-25T00:00:00Z' }),
    disk('disk-of-nobody', 'vm-gone', { expire_time: '2026-12-15T00:00:00Z' }),
    resource('vm-open', { expire_time: null }),
  ];

  test('attached resources stand right after their primary one, primaries by what expires first', async () => {
    const { ctx } = contextOf({ a: rows });
    expect(await idsOf(ctx)).toEqual(['vm-soon', 'disk-of-nobody', 'vm-late', 'disk-a', 'disk-b', 'vm-open']);
  });

  test('descending turns the primaries round and leaves what has no date last', async () => {
    const { ctx } = contextOf({ a: rows });
    expect(await idsOf(ctx, { sort: '-expireTime' })).toEqual([
      'vm-late',
      'disk-b',
      'disk-a',
      'disk-of-nobody',
      'vm-soon',
      'vm-open',
    ]);
  });

  test('closed ones come last, whichever way the list is sorted', async () => {
    const closed = resource('vm-closed', { status: 3, expire_time: '2024-01-01T00:00:00Z' });
    const { ctx } = contextOf({ a: [closed, disk('disk-closed', 'vm-closed', { status: 3 }), resource('vm')] });
    expect(await idsOf(ctx)).toEqual(['vm', 'vm-closed', 'disk-closed']);
    expect(await idsOf(ctx, { sort: '-expireTime' })).toEqual(['vm', 'vm-closed', 'disk-closed']);
  });

  test('an attached resource whose primary is filtered out stands alone and names it', async () => {
    const { ctx } = contextOf({ a: rows });
    const { items } = await listResources(ctx, filters({ kind: 'attached', q: 'disk-a' }));
    expect(items).toMatchObject([
      { resourceId: 'disk-a', parentResourceName: 'late', parentServiceTypeCode: 'hws.service.type.ec2' },
    ]);
  });

  test('what is attached is counted before filtering, and another date than the primary is marked', async () => {
    const { ctx } = contextOf({ a: [...rows, disk('disk-same', 'vm-soon', { expire_time: '2026-11-25T00:00:00Z' })] });
    const { items } = await listResources(ctx, filters({ q: 'vm-late' }));
    expect(items).toMatchObject([{ resourceId: 'vm-late', attachedCount: 2 }]);
    const all = (await listResources(ctx, filters())).items;
    expect(all.filter((item) => item.expiresApart).map((item) => item.resourceId)).toEqual(['disk-a', 'disk-b']);
  });

  test('the same ID in two accounts is two resources', async () => {
    const { ctx } = contextOf({ a: [resource('x'), disk('d', 'x')], b: [resource('x'), disk('e', 'x')] });
    const { items } = await listResources(ctx, filters());
    expect(items.map((item) => `${item.account.domainId} ${item.resourceId}`)).toEqual(['a x', 'a d', 'b x', 'b e']);
  });
});

describe('filters', () => {
  test.each([
    ['7', ['now', 'edge7']],
    ['30', ['now', 'edge7', 'edge30']],
    ['90', ['now', 'edge7', 'edge30', 'edge90']],
  ] as const)('expires within %s days holds both ends and nothing that is over or closed', async (expires, ids) => {
    const at = (id: string, expire_time: string | null) => resource(id, { expire_time });
    const { ctx } = contextOf({
      a: [
        at('over', '2026-11-22T03:59:59Z'),
        at('now', NOW),
        at('edge7', '2026-11-29T04:00:00Z'),
        at('edge30', '2026-12-22T04:00:00Z'),
        at('edge90', '2027-02-20T04:00:00Z'),
        at('beyond', '2027-02-20T04:00:01Z'),
        at('never', null),
        resource('closed', { expire_time: '2026-11-24T00:00:00Z', status: 3 }),
      ],
    });
    expect(await idsOf(ctx, { expires })).toEqual(ids);
  });

  test('days left are calendar days of the business clock, in UTC', async () => {
    const { ctx } = contextOf({
      a: [
        resource('x', { expire_time: '2026-11-24T03:59:59Z' }),
        resource('y', { expire_time: '2026-11-21T23:00:00Z' }),
        resource('z', { expire_time: '2026-11-23T00:30:00Z' }),
      ],
    });
    const { items } = await listResources(ctx, filters());
    expect(items.map((item) => item.daysLeft)).toEqual([-1, 1, 2]);
  });

  test('a text is found as it stands in name, ID and specification, in any case', async () => {
    const { ctx } = contextOf({
      a: [
        resource('abc-1', { resource_name: 'Web.01%' }),
        resource('abc-2', { resource_name: null, product_spec_desc: 'GPSSD|40.0GB' }),
      ],
    });
    expect(await idsOf(ctx, { q: 'web.01%' })).toEqual(['abc-1']);
    expect(await idsOf(ctx, { q: 'web.0.' })).toEqual([]);
    expect(await idsOf(ctx, { q: 'gpssd|40' })).toEqual(['abc-2']);
    expect(await idsOf(ctx, { q: 'ABC-' })).toEqual(['abc-1', 'abc-2']);
  });

  test('counts are of the other filters, and the tab leaves them as they are', async () => {
    const { ctx } = contextOf({
      a: [
        resource('in-use'),
        resource('frozen', { status: 4 }),
        resource('expired', { status: 5 }),
        resource('other-region', { region_code: 'cn-north-4' }),
        resource('new-code', { status: 77 }),
      ],
    });
    const expected = { all: 4, 2: 1, 4: 1, 5: 1, 77: 1 };
    expect((await listResources(ctx, filters({ region: 'ap-southeast-3' }))).counts).toEqual(expected);
    const frozen = await listResources(ctx, filters({ region: 'ap-southeast-3', status: '4' }));
    expect(frozen.counts).toEqual(expected);
    expect(frozen).toMatchObject({ total: 1, items: [{ resourceId: 'frozen' }] });
  });

  test('an order is asked of the upstream, and a page is cut from the whole', async () => {
    const { ctx, asked } = contextOf({ a: Array.from({ length: 7 }, (_, index) => resource(`r${index}`)) });
    const list = await listResources(ctx, filters({ order: 'CS1234567', page: 2, pageSize: 5 }));
    expect(list).toMatchObject({ total: 7, page: 2, pageSize: 5 });
    expect(list.items.map((item) => item.resourceId)).toEqual(['r5', 'r6']);
    expect(asked).toEqual([{ account: 'a', order_id: 'CS1234567', limit: 500 }]);
  });
});

describe('accounts', () => {
  test('one outside the scope is not found', async () => {
    const { ctx, asked } = contextOf({ a: [] });
    await expect(listResources(ctx, filters({ account: 'b' }))).rejects.toMatchObject({
      code: 'not_found',
      field: 'account',
    });
    await expect(exportResources(ctx, filters({ account: 'b' }))).rejects.toMatchObject({ code: 'not_found' });
    expect(asked).toEqual([]);
  });

  test('one that does not answer is named, and no file is made without it', async () => {
    const { ctx } = contextOf({
      a: [resource('x')],
      b: new AppError('upstream_unavailable', 'The billing service failed.'),
    });
    const list = await listResources(ctx, filters());
    expect(list.missing).toMatchObject([{ domainId: 'b', code: 'upstream_unavailable' }]);
    expect(list.total).toBe(1);
    await expect(exportResources(ctx, filters())).rejects.toThrow(/Account b cannot be read/);
  });
});

test('the file has every row of the view, in the order of the list', async () => {
  const { ctx } = contextOf({
    a: [resource('vm'), disk('d1', 'vm', { spec_size: '40' as never }), resource('other', { status: 4 })],
  });
  const { items } = await listResources(ctx, filters({ status: '2' }));
  const { columns, rows } = await exportResources(ctx, filters({ status: '2', page: 9, pageSize: 1 }));
  const at = columns.findIndex(({ header }) => header === 'resourceId');
  expect([...(rows as Iterable<readonly (string | null)[]>)].map((row) => row[at])).toEqual(
    items.map((item) => item.resourceId),
  );
});
