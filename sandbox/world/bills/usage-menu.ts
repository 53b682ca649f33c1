import { itemById, type Item } from '../catalogue';

/** A pay-per-use product of the world. */
export interface UsageProduct {
  item: Item;
  /** time: charged by the second; capacity: by size and hour; quantity: by what was used. */
  kind: 'time' | 'capacity' | 'quantity';
  sizes: readonly number[];
  /** Thousandths of a unit on an ordinary day. */
  quantity: number;
  name: string;
  /** How often there are more of it, once every product of the menu is there. */
  weight: number;
  /** Servers of a fleet that scales with demand run a part of each hour. */
  elastic: boolean;
}

interface Drawn {
  weight: number;
  name: string;
  sizes?: readonly number[];
  daily?: number;
  elastic?: boolean;
}

const product = (kind: UsageProduct['kind'], id: string, drawn: Drawn): UsageProduct => ({
  item: itemById(id),
  kind,
  sizes: drawn.sizes ?? [],
  quantity: (drawn.daily ?? 0) * 1000,
  name: drawn.name,
  weight: drawn.weight,
  elastic: drawn.elastic ?? false,
});
const time = (id: string, drawn: Drawn) => product('time', id, drawn);
const capacity = (id: string, drawn: Drawn) => product('capacity', id, drawn);
const quantity = (id: string, drawn: Drawn) => product('quantity', id, drawn);

/** Charged by the hour. */
export const hourlyMenu: readonly UsageProduct[] = [
  time('ecs.c6.16xlarge.4', { weight: 4, name: 'batch', elastic: true }),
  time('ecs.c7.2xlarge.4', { weight: 14, name: 'worker', elastic: true }),
  time('evs.GPSSD', { weight: 9, name: 'worker-volume', sizes: [200, 500, 1000] }),
  time('rds.mysql.n1.xlarge.4.ha', { weight: 6, name: 'staging-db' }),
  time('bandwidth.19_bgp', { weight: 4, name: 'burst-bandwidth', sizes: [10, 20, 50] }),
  time('ecs.c6.8xlarge.4', { weight: 6, name: '推荐引擎', elastic: true }),
  time('evs.SSD', { weight: 6, name: 'db-volume', sizes: [200, 500, 1000] }),
  time('ecs.m7.2xlarge.8', { weight: 8, name: 'analytics' }),
  time('cci.instance', { weight: 4, name: '容器任务', elastic: true }),
  time('elb.lcu', { weight: 4, name: 'elb-ingress' }),
  time('ecs.s6.large.2', { weight: 6, name: '测试环境' }),
  time('rds.mysql.volume.cloudssd', { weight: 3, name: 'staging-storage', sizes: [100, 200] }),
  time('ecs.kc1.xlarge.2', { weight: 5, name: 'arm-build', elastic: true }),
  time('modelarts.notebook.cpu.2u', { weight: 3, name: 'notebook', sizes: [1, 2] }),
  time('ecs.g6.xlarge.4', { weight: 3, name: 'render', elastic: true }),
  time('dcs.redis.ha.xu1.large.r2.2', { weight: 3, name: 'session-cache' }),
  time('nat.natgateway_small', { weight: 2, name: 'egress-nat' }),
  time('eip.ip.5_bgp', { weight: 2, name: 'spare-ip' }),
];

/** Places of the daily menu that packages and commitments are bought for: even the smallest bill has the first. */
export const PLACES = {
  reserved: 0,
  cdn: 1,
  objectTraffic: 2,
  functions: 3,
  logFlow: 4,
  logIndex: 5,
  plan: 6,
} as const;

/** Charged once a day. */
export const dailyMenu: readonly UsageProduct[] = [
  time('ecs.s7.large.2', { weight: 8, name: 'cron' }),
  quantity('cdn.traffic', { weight: 0.8, name: '静态资源加速', daily: 420 }),
  quantity('obs.traffic.external', { weight: 2, name: 'media-bucket', daily: 60 }),
  quantity('functionstage.requests', { weight: 2, name: '图片处理', daily: 300 }),
  quantity('lts.log.flow', { weight: 2, name: 'app-logs', daily: 60 }),
  quantity('lts.log.index', { weight: 2, name: 'app-logs', daily: 60 }),
  time('ecs.c7.8xlarge.4', { weight: 8, name: 'checkout' }),
  time('ecs.i3.8xlarge.8', { weight: 2, name: 'warehouse' }),
  time('ecs.m7.4xlarge.8', { weight: 7, name: '会员服务' }),
  time('evs.SSD', { weight: 10, name: 'order-volume', sizes: [500, 1000, 2000] }),
  time('rds.mysql.n1.2xlarge.4.ha', { weight: 5, name: '订单库' }),
  capacity('obs.storage.standard', { weight: 7, name: 'media-bucket', sizes: [8000, 25000, 60000] }),
  time('ecs.kc1.4xlarge.4', { weight: 9, name: 'arm-service', elastic: true }),
  quantity('traffic.12_bgp', { weight: 2.5, name: 'edge-traffic', daily: 90 }),
  time('cce.s1.medium', { weight: 2, name: '容器集群' }),
  time('evs.SAS', { weight: 6, name: 'archive-disk', sizes: [500, 1000] }),
  time('rds.pg.n1.large.2', { weight: 4, name: 'report-db' }),
  time('ecs.c7.2xlarge.2', { weight: 12, name: 'gateway', elastic: true }),
  capacity('cbr.vault.backup.server.normal', { weight: 3, name: 'backup-vault', sizes: [2000, 8000] }),
  time('dcs.redis.cluster.xu1.large.r1.4', { weight: 2, name: 'cart-cache' }),
  time('dds.dds.mongodb.c6.large.4.repset', { weight: 1.5, name: 'catalog-store' }),
  quantity('obs.request.get', { weight: 1.5, name: 'media-bucket', daily: 220 }),
  quantity('obs.request.put', { weight: 1.5, name: 'media-bucket', daily: 40 }),
  time('taurus.vm', { weight: 0.5, name: 'bi-replica' }),
  time('dms.kafka', { weight: 0.5, name: 'event-bus' }),
  time('css.node', { weight: 0.8, name: 'log-search' }),
  time('gaussdb.vm', { weight: 0.3, name: '核心账务库' }),
  time('elb.instance', { weight: 2, name: 'elb-internal' }),
  time('nat.natgateway_middle', { weight: 1, name: 'shared-nat' }),
  time('waf.instance.professional', { weight: 0.3, name: 'waf-test' }),
  time('apig.instance', { weight: 0.6, name: 'open-api' }),
  time('ecs.p2s.4xlarge.8', { weight: 0.5, name: '图像识别', elastic: true }),
  time('modelarts.notebook.cpu.2u', { weight: 1, name: 'training', sizes: [2, 4] }),
  time('dws.node', { weight: 0.3, name: '数仓节点' }),
  time('ddm.node', { weight: 0.2, name: 'sharding' }),
  time('drs.vm', { weight: 0.5, name: 'migration' }),
  time('vpn.V300', { weight: 0.3, name: 'branch-vpn', sizes: [1] }),
  time('sfs.turbo.standard', { weight: 1, name: 'build-cache', sizes: [500, 1000] }),
  time('hss.version.advanced', { weight: 1, name: 'host-guard' }),
  time('cfw.professional', { weight: 0.3, name: 'east-firewall' }),
  time('ddos.pca', { weight: 0.2, name: 'private-ca' }),
  time('cci.instance', { weight: 2, name: 'nightly-jobs', elastic: true }),
  quantity('smn.requests', { weight: 1, name: 'notifications', daily: 3 }),
  quantity('dns.zone', { weight: 1, name: 'internal-zone', daily: 6 }),
  quantity('swr.store', { weight: 1, name: 'images', daily: 180 }),
  quantity('kms.cmk', { weight: 1, name: '主密钥', daily: 9 }),
  quantity('ces.monitor', { weight: 1, name: 'metrics', daily: 60 }),
  quantity('aom.rule', { weight: 1, name: 'alarms', daily: 25 }),
  quantity('lts.log.storage', { weight: 1, name: 'app-logs', daily: 900 }),
  capacity('obs.storage.warm', { weight: 2, name: '历史归档', sizes: [30000, 90000] }),
  capacity('obs.storage.cold', { weight: 1, name: 'cold-archive', sizes: [80000, 200000] }),
];

/** Fills a month up to its number of lines. */
export const fillerProduct = quantity('functionstage.requests', { weight: 1, name: 'event-handler', daily: 12 });
