import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceContext } from '@/lib/context.server';
import { testDatabases } from '@/lib/state/databases.server.test-data';
import type { Db } from '@/lib/state/schema';
import { createUser } from '@/lib/state/users.server';
import { newViewSchema } from './schema';
import { changeView, createView, deleteView, listViews } from './service.server';

describe.each(testDatabases(process.env.SUANPAN_TEST_DATABASE_URL))('saved views on $name', ({ open }) => {
  let db: Db;
  let drop: () => Promise<void>;
  let ada: ServiceContext;
  let bo: ServiceContext;
  beforeEach(async () => {
    ({ db, drop } = await open());
    [ada, bo] = await Promise.all([contextOf('Ada'), contextOf('Bo')]);
  });
  afterEach(() => drop());

  const contextOf = async (name: string) => {
    const userId = await createUser(db, { email: `${name}@x.test`, name, role: 'viewer', passwordHash: 'h' });
    // What the views do not touch is not there.
    const clock = { now: () => new Date('2026-11-22T04:00:00Z') };
    return { state: db, clock, actor: { userId, name }, accounts: [{ domainId: name }] } as unknown as ServiceContext;
  };
  const view = { name: 'By region', query: 'by=region', shared: false };

  test('one’s own are seen by oneself, shared ones by all', async () => {
    const own = await createView(ada, view);
    const common = await createView(ada, { ...view, name: 'For all', shared: true });
    expect((await listViews(ada)).items.map(({ name, mine }) => [name, mine])).toEqual([
      ['By region', true],
      ['For all', true],
    ]);
    expect((await listViews(bo)).items).toEqual([{ ...common, mine: false, owner: 'Ada' }]);
    await changeView(ada, own.id, { shared: true });
    expect((await listViews(bo)).items).toHaveLength(2);
  });

  test('one of accounts that somebody has not is not for them', async () => {
    await createView(ada, { name: 'Mine', query: 'account=Ada', shared: true });
    await createView(ada, { name: 'All but hers', query: 'account=!Bo', shared: true });
    expect((await listViews(ada)).items).toHaveLength(2);
    expect((await listViews(bo)).items.map(({ name }) => name)).toEqual(['All but hers']);
  });

  test('one of days that cannot be is not kept', async () => {
    const { id } = await createView(ada, view);
    for (const query of ['from=2026-02-30&to=2026-03-01', 'cycle=2027-01', 'from=2014-01']) {
      const refused = { code: 'bad_request', field: 'query' };
      await expect(createView(ada, { ...view, name: 'Never', query })).rejects.toMatchObject(refused);
      await expect(changeView(ada, id, { query })).rejects.toMatchObject(refused);
    }
    expect((await listViews(ada)).items).toMatchObject([{ name: 'By region', query: 'by=region' }]);
  });

  test('only who made a view changes or deletes it', async () => {
    const { id } = await createView(ada, { ...view, shared: true });
    await expect(changeView(bo, id, { name: 'Mine now' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteView(bo, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await changeView(ada, id, { name: 'Regions' })).toMatchObject({ name: 'Regions', shared: true });
    await deleteView(ada, id);
    expect((await listViews(ada)).items).toEqual([]);
    await expect(deleteView(ada, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a name is used once by a person, and by another person too', async () => {
    const { id } = await createView(ada, view);
    await expect(createView(ada, view)).rejects.toMatchObject({ code: 'conflict', field: 'name' });
    await createView(bo, view);
    const other = await createView(ada, { ...view, name: 'Other' });
    await expect(changeView(ada, other.id, { name: view.name })).rejects.toMatchObject({ code: 'conflict' });
    await expect(changeView(ada, id, { name: view.name })).resolves.toMatchObject({ id });
  });
});

test('a view that the page could not read is not saved', () => {
  expect(newViewSchema.safeParse({ name: 'x', query: 'by=region&top=5' }).success).toBe(true);
  // As it is copied from an address.
  expect(newViewSchema.safeParse({ name: 'x', query: '?by=region' }).data?.query).toBe('by=region');
  expect(newViewSchema.safeParse({ name: 'x', query: 'by=planet' }).success).toBe(false);
  expect(newViewSchema.safeParse({ name: ' ', query: '' }).error?.issues.map(({ message }) => message)).toEqual([
    'must not be empty',
  ]);
  expect(newViewSchema.safeParse({ name: 'x', query: '', userId: 'me' }).success).toBe(false);
});

test('letters of a name have one form, however they were typed', () => {
  expect(newViewSchema.safeParse({ name: 'e\u0301t\u00e9', query: '' }).data?.name).toBe('\u00e9t\u00e9');
});

test.each(['a\u0000b', '\ud800', '  ', 'a\u202eb', '\u200b', 'a\u200bb', '\u0301'])(
  '%j is no name of a view',
  (name) => {
    expect(newViewSchema.safeParse({ name, query: '' }).error?.issues[0]?.path).toEqual(['name']);
  },
);
