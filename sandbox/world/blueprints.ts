import { itemById, type Item } from './catalogue';
import type { Random } from './random';

/** One product of a purchase; the first part of a group is the primary resource, the others are attached to it. */
export interface Part {
  item: Item;
  spec: string;
  size: number | null;
  name: string;
}

export interface Blueprint {
  /** Parts by primary resource; groups of different services make a combined order. */
  groups: readonly (readonly Part[])[];
  instances: number;
  /** How long it is bought for, when it is not sold otherwise. */
  months?: number;
}

type Draw = (random: Random) => Blueprint;

const part = (id: string, name: string, size: number | null = null): Part => {
  const item = itemById(id);
  return { item, spec: item.spec, size, name };
};

const flavors = [
  's6.large.2',
  's6.xlarge.2',
  's7.large.4',
  'c7.xlarge.2',
  'c6.2xlarge.2',
  'm7.large.8',
  'c7.2xlarge.4',
] as const;
const sizes = [40, 100, 200, 500] as const;
const hosts = ['web', 'api', 'app', 'job', 'gateway', '订单服务', '支付网关', 'search', 'report', '生产环境'] as const;

function server(random: Random): Blueprint {
  const host = random.pick(hosts);
  const flavor = part(`ecs.${random.pick(flavors)}`, host);
  const windows = random.chance(0.12);
  const main = { ...flavor, spec: windows ? flavor.spec.replace('.linux', '.win') : flavor.spec };
  const disks = [part(`evs.${random.pick(['GPSSD', 'SSD', 'SAS'])}`, `${host}-volume-0000`, random.pick(sizes))];
  if (random.chance(0.45)) disks.push(part('evs.GPSSD', `${host}-volume-0001`, random.pick([100, 300, 800])));
  const address = random.chance(0.4)
    ? [
        [
          part('eip.ip.5_bgp', `${host}-eip`),
          part('bandwidth.19_bgp', `${host}-bandwidth`, random.pick([2, 5, 10, 20])),
        ],
      ]
    : [];
  return { groups: [[main, ...disks], ...address], instances: random.chance(0.15) ? random.between(2, 4) : 1 };
}

function database(random: Random): Blueprint {
  const name = random.pick(['orders-db', '会员数据库', 'ledger-db', 'cms-db']);
  const engine = random.pick([
    'rds.mysql.n1.large.4.ha',
    'rds.mysql.n1.xlarge.4.ha',
    'rds.mysql.x1.large.2',
    'rds.pg.n1.large.2.ha',
  ]);
  const volume = `rds.${engine.includes('pg') ? 'pg' : 'mysql'}.volume.cloudssd${engine.endsWith('.ha') ? '.ha' : ''}`;
  return one([part(engine, name), part(volume, `${name}-storage`, random.pick([100, 200, 500]))]);
}

const one = (parts: readonly Part[], instances = 1): Blueprint => ({ groups: [parts], instances });
const single =
  (id: string, name: string): Draw =>
  () =>
    one([part(id, name)]);

const draws: readonly (readonly [number, Draw])[] = [
  [34, server],
  [10, database],
  [5, (random) => one([part(`dcs.redis.${random.pick(['ha.xu1.large.r2.4', 'single.xu1.large.2'])}`, 'cache')])],
  [3, single('dds.dds.mongodb.s6.large.2.repset', 'profile-store')],
  [4, (random) => one([part(random.pick(['cce.s1.small', 'cce.s2.small']), '容器集群')])],
  [4, (random) => one([part(`nat.natgateway_${random.pick(['small', 'middle'])}`, 'nat')])],
  [3, single('elb.instance', 'elb-public')],
  [2, single('vpn.V300', 'office-vpn')],
  [4, (random) => one([part('cbr.vault.backup.server.normal', 'vault', random.pick([500, 1000, 2000]))])],
  [2, (random) => one([part('sfs.turbo.standard', 'shared-files', random.pick([500, 1000]))])],
  [2, single('waf.instance.professional', 'waf')],
  [1, single('cfw.standard', 'firewall')],
  [5, (random) => one([part('hss.version.advanced', 'host-guard')], random.between(2, 10))],
  [4, (random) => one([part('evs.SSD', 'data-disk', random.pick(sizes))])],
  [
    3,
    (random) => one([part('bandwidth.19_share', '共享带宽', random.pick([10, 20, 50])), part('eip.ip.5_bgp', 'eip')]),
  ],
  [2, single('css.node', 'search-node')],
  [2, single('dms.kafka', 'kafka')],
  [2, single('gaussdb.vm', '核心账务库')],
  [2, single('taurus.vm', 'taurus')],
  [1, single('dws.node', '数仓节点')],
  [1, single('ddm.node', 'ddm')],
  [1, single('apig.instance', 'api-gateway')],
  [1, single('dbss.audit', 'db-audit')],
  [4, (random) => one([part('vdi.desktop', '云桌面')], random.between(1, 8))],
  [2, (random) => one([part('sa.typical', 'secmaster')], random.between(1, 4))],
  [2, (random) => one([part('devcloud.package', 'codearts')], random.between(3, 12))],
  [2, single('marketplace.product', 'monitor-suite')],
  [1, single('dc.port', 'direct-connect')],
];
const weights = draws.map(([weight]) => weight);

/** A purchase drawn with the proportions of an ordinary company. */
export function drawBlueprint(random: Random): Blueprint {
  const draw = draws[random.weighted(weights)]?.[1] ?? server;
  return draw(random);
}

/** What is provisioned for days: mostly servers of a scarce flavour, now and then dedicated hardware. */
export const hardware: Draw = (random) =>
  random.chance(0.06) ? one([part('bms.physical', '裸金属节点')]) : server(random);
/** Sold by partners or with a contract: these orders wait for a confirmation. */
export const confirmed: Draw = (random) =>
  random.chance(0.8) ? one([part('marketplace.product', 'partner-suite')]) : one([part('dc.port', '专线端口')]);
/** More bandwidth for some days of a campaign; it cannot be given back. */
export const bandwidthAddOn: Draw = (random) => ({
  ...one([part('bandwidth.addon', '带宽加油包', random.pick([50, 100, 200]))]),
  months: 1,
});
export { server as serverBlueprint };

/** A larger or smaller specification of the same product, or null when it has none. */
export function resized(item: Item, size: number | null, up: boolean): { item: Item; size: number | null } | null {
  if (item.linear && size !== null) {
    const next = up ? size * 2 : Math.floor(size / 2);
    return next >= (item.minSize ?? 1) ? { item, size: next } : null;
  }
  const ladder = ['s6.large.2', 's6.xlarge.2', 's6.2xlarge.2', 's6.2xlarge.4'].map((code) => `ecs.${code}`);
  const at = ladder.indexOf(item.id);
  const next = at < 0 ? undefined : ladder[at + (up ? 1 : -1)];
  return next ? { item: itemById(next), size } : null;
}
