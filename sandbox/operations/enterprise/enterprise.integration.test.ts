import { describe, expect, it, vi } from 'vitest';
import { smallWorld } from '../../testing/fixture';
import { read, type Row } from '../../testing/read';
import { createAccounts } from '../../world/accounts';
import { createEnterprise } from '../../world/enterprise';

// Whole worlds: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const MEMBERS = '/v2/enterprises/multi-accounts/sub-customers';
const ORGANIZATIONS = '/v2/enterprises/multi-accounts/enterprise-organizations';
const world = smallWorld('cn', 7, { lines: 60 });
const members = (query: Record<string, string> = {}) =>
  read({ world, path: MEMBERS, query: { limit: '100', ...query } }).sub_customer_infos as Row[];
const tree = (query: Record<string, string> = {}) => read({ world, path: ORGANIZATIONS, query });

describe('enterprise members', () => {
  it('are the member accounts of the world and silent ones in every status', () => {
    const all = members();
    expect(all[0]).toMatchObject({
      id: world.accounts[1]?.domainId,
      name: world.accounts[1]?.name,
      status: 1,
    });
    expect(new Set(all.map((member) => member.status))).toEqual(new Set([1, 2, 3, 4, 101, 102]));
    expect(new Set(all.map((member) => member.id)).size).toBe(all.length);
  });

  it('are found by the whole name, or by any part of it when asked', () => {
    expect(members({ sub_customer_account_name: 'lanting-pilot' })).toHaveLength(1);
    expect(members({ sub_customer_account_name: 'lanting' })).toHaveLength(0);
    expect(members({ sub_customer_account_name: 'LANTING', fuzzy_query: '1' }).length).toBeGreaterThan(5);
    expect(members({ sub_customer_display_name: '兰亭', fuzzy_query: '1' }).map((member) => member.name)).toEqual([
      'lanting-hangzhou',
      'lanting-chengdu',
    ]);
    expect(members({ sub_customer_account_name: 'lanting-pilot', sub_customer_display_name: 'Interns' })).toEqual([]);
  });

  it('answer their count alone for a limit of 0, and page as other lists do', () => {
    const total = members().length;
    expect(read({ world, path: MEMBERS, query: { limit: '0' } })).toEqual({
      total_count: total,
      sub_customer_infos: [],
    });
    expect(read({ world, path: MEMBERS }).sub_customer_infos).toHaveLength(10);
    expect(members({ offset: '1' })).toEqual(members().slice(1));
  });

  it('belong to the units of the organization', () => {
    const nodes = (list: readonly Row[]): Row[] => list.flatMap((node) => [node, ...nodes(node.child_nodes as Row[])]);
    const { root_id, root_name, child_nodes } = tree({ recursive_query: '1' });
    expect(root_name).toBe(world.accounts[0]?.name);
    const units = new Map(nodes(child_nodes as Row[]).map((node) => [node.id, node.name]));
    units.set(root_id, root_name);
    for (const member of members()) expect(units.get(member.org_id)).toBe(member.org_name);
    const first = members()[0]?.org_id as string;
    expect(members({ org_id: first })).toEqual(members().filter((member) => member.org_id === first));
  });

  it('are more when the world has more accounts, the first ones being the same', () => {
    const accounts = createAccounts({ site: 'cn', seed: 7, count: 5, decorate: (plain) => plain });
    expect(accounts.slice(0, 3)).toEqual(world.accounts);
    const found = createEnterprise(accounts, 7, (plain) => plain)?.members.map((member) => member.id) ?? [];
    expect(found.slice(0, 2)).toEqual([1, 3].map((at) => accounts[at]?.domainId));
    expect(found).toHaveLength(members().length + 1);
  });
});

describe('the organization', () => {
  it('shows one level, or all of them, from any unit', () => {
    const level = tree();
    expect(level.child_nodes).toEqual(
      (tree({ recursive_query: '1' }).child_nodes as Row[]).map((node) => ({ ...node, child_nodes: null })),
    );
    const [first] = tree({ recursive_query: '1' }).child_nodes as Row[];
    const below = tree({ parent_id: String(first?.id), recursive_query: '1' });
    expect(below).toEqual({ ...level, child_nodes: first?.child_nodes });
    expect((first?.child_nodes as Row[]).length).toBeGreaterThan(0);
  });
});
