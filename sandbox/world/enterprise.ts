import type { Account, Decorate } from './accounts';
import { randomFrom } from './random';

/** A node of the organization: the root is the enterprise itself. */
export interface OrganizationUnit {
  id: string;
  /** Names the relation to the unit above. */
  relationId: string;
  name: string;
  children: readonly OrganizationUnit[];
}

/** 1 normal, 2 being created, 3 being closed, 4 closed, 101 registering, 102 awaiting activation (section 4.9). */
type MemberStatus = 1 | 2 | 3 | 4 | 101 | 102;

export interface Member {
  id: string;
  name: string;
  displayName: string;
  status: MemberStatus;
  unit: OrganizationUnit;
}

/** What an enterprise master manages. */
export interface Enterprise {
  masterId: string;
  root: OrganizationUnit;
  /** First the members with bills of their own, which are accounts of the world, then those that have none. */
  members: readonly Member[];
}

const units: readonly (readonly [name: string, below: readonly string[]])[] = [
  ['零售事业部', ['华东大区', 'Overseas stores']],
  ['Platform engineering', ['数据平台', 'Site reliability']],
  ['财务共享中心', []],
];

/** Members that never ordered anything, in every status that an account can have. */
const idle: readonly (readonly [name: string, displayName: string, status: MemberStatus])[] = [
  ['lanting-hangzhou', '兰亭杭州', 1],
  ['lanting-singapore', 'Lanting Singapore', 1],
  ['lanting-pilot', '试点项目', 1],
  ['lanting-stores', '门店系统', 1],
  ['lanting-new-york', 'Lanting New York', 2],
  ['lanting-legacy', '旧系统', 3],
  ['lanting-chengdu', '兰亭成都', 4],
  ['lanting-studio', 'Studio (closed)', 4],
  ['lanting-partner', '合作伙伴', 101],
  ['lanting-interns', 'Interns', 102],
  ['lanting-training', '培训中心', 102],
];

/** The enterprise of a seed; its master is the first account. Accounts of the world are members in status 1. */
export function createEnterprise(accounts: readonly Account[], seed: number, decorate: Decorate): Enterprise | null {
  const [master] = accounts;
  if (!master) return null;
  const random = randomFrom(seed, 0xe47e, master.site.charCodeAt(0));
  let salt = 7000;
  const unit = (name: string, children: readonly OrganizationUnit[]): OrganizationUnit => {
    salt += 1;
    return { id: random.hex(32), relationId: random.hex(32), name: decorate(name, salt), children };
  };
  const below = units.map(([name, names]) =>
    unit(
      name,
      names.map((each) => unit(each, [])),
    ),
  );
  const root = unit(master.name, below);
  const [first, ...others] = unitsOf(root);
  const places = [first ?? root, ...others] as const;
  const real = accounts
    .filter((account) => account.masterId === master.domainId)
    .map((account) => ({ id: account.domainId, name: account.name, displayName: account.name, status: 1 as const }));
  const silent = idle.map(([name, displayName, status], index) => ({
    id: random.hex(32),
    name,
    displayName: decorate(displayName, 7100 + index),
    status,
  }));
  const members = [...real, ...silent].map((member) => ({ ...member, unit: random.pick(places) }));
  return { masterId: master.domainId, root, members };
}

/** A unit and everything below it, parents first. */
export const unitsOf = (unit: OrganizationUnit): readonly OrganizationUnit[] => [
  unit,
  ...unit.children.flatMap(unitsOf),
];
