import { randomFrom } from './random';

export type Site = 'intl' | 'cn' | 'eu';

export interface Project {
  id: string;
  name: string;
}

export interface Account {
  index: number;
  name: string;
  ak: string;
  sk: string;
  domainId: string;
  projectId: string;
  currency: string;
  site: Site;
  /** Enterprise projects; the first is `default`. */
  projects: readonly [Project, ...Project[]];
  regions: readonly [string, ...string[]];
  users: readonly [string, ...string[]];
  /** Rate kept after discount, in thousandths, by discount type; empty when there is no contract. */
  discounts: readonly Discount[];
  /** Tax in thousandths of the amount before tax; 0 on the China site. */
  taxRate: number;
  /** Share of bills that the credit line pays. */
  paysByCredit: boolean;
  /** The enterprise master this account is a member of. */
  masterId: string | null;
}

export interface Discount {
  type: 605 | 606;
  id: string;
  name: string;
  /** Thousandths of the list price that remain, for compute services and for all others. */
  keepCompute: number;
  keepOther: number;
}

const currencies: Record<Site, string> = { intl: 'USD', cn: 'CNY', eu: 'EUR' };
const names = ['lanting-retail', 'brightwater-data', 'qinghe-lab', 'sanyuan-games', 'harbour-logistics'];
const regions: Record<Site, readonly (readonly [string, ...string[]])[]> = {
  intl: [
    ['ap-southeast-3', 'ap-southeast-1', 'ap-southeast-2'],
    ['la-north-2', 'sa-brazil-1', 'ap-southeast-1'],
    ['ap-southeast-1', 'af-south-1', 'tr-west-1'],
  ],
  cn: [
    ['cn-north-4', 'cn-east-3', 'cn-south-1'],
    ['cn-east-3', 'cn-southwest-2', 'ap-southeast-1'],
    ['cn-south-1', 'cn-north-4', 'cn-north-9'],
  ],
  eu: [
    ['eu-west-101', 'eu-west-0'],
    ['eu-west-0', 'eu-west-101'],
    ['eu-west-101', 'eu-west-0'],
  ],
};
const projectNames = [
  '电商平台',
  'data-platform',
  '研发测试',
  'mobile-backend',
  '财务共享中心',
  'machine-learning',
  'disaster-recovery',
];
const discountTables: readonly (readonly Discount[])[] = [
  [{ type: 605, id: 'DIS-605-1', name: 'Commercial 10%', keepCompute: 900, keepOther: 900 }],
  [
    { type: 605, id: 'DIS-605-2', name: 'Commercial framework', keepCompute: 780, keepOther: 850 },
    { type: 606, id: 'DIS-606-2', name: 'Partner-granted 12%', keepCompute: 880, keepOther: 880 },
  ],
  [{ type: 606, id: 'DIS-606-3', name: 'Partner-granted 5%', keepCompute: 950, keepOther: 950 }],
  [],
];

/** The accounts of a seed: the first is the enterprise master, every other one from the second is its member, the rest stand alone. */
export function createAccounts(options: { site: Site; seed: number; count: number; decorate: Decorate }): Account[] {
  const accounts: Account[] = [];
  for (let index = 0; index < options.count; index += 1) {
    accounts.push(createAccount(options, index, accounts[0]?.domainId ?? null));
  }
  return accounts;
}

/** Turns a plain name into a hostile one when the world was asked to be hostile. */
export type Decorate = (plain: string, salt: number) => string;

function createAccount(
  options: { site: Site; seed: number; decorate: Decorate },
  index: number,
  firstId: string | null,
): Account {
  const random = randomFrom(options.seed, index, options.site.charCodeAt(0));
  const base = names[index % names.length] ?? 'account';
  const places = regions[options.site];
  const projectCount = 4 + (index % 3);
  const projects = projectNames.slice(0, projectCount).map((name, at) => ({
    id: random.uuid(),
    name: options.decorate(name, index * 100 + at),
  }));
  return {
    index,
    name: index < names.length ? base : `${base}-${index}`,
    ak: `SBX${random.code(17)}`,
    sk: random.hex(20) + random.code(20),
    domainId: random.hex(32),
    projectId: random.hex(32),
    currency: currencies[options.site],
    site: options.site,
    projects: [{ id: '0', name: 'default' }, ...projects],
    regions: places[index % places.length] ?? ['ap-southeast-1'],
    users: [base, 'finance-ops', 'platform.team', '王小明'],
    discounts: discountTables[index % discountTables.length] ?? [],
    taxRate: options.site === 'cn' ? 0 : ([90, 160, 0, 200][index % 4] ?? 0),
    paysByCredit: index % 3 === 1,
    masterId: index % 2 === 1 ? firstId : null,
  };
}
