import { itemById, type Item } from './catalogue';

/** A pay-per-use product of the world. */
export interface UsageProduct {
  item: Item;
  /** time: charged by the second; capacity: by size and hour; quantity: by what was used. */
  kind: 'time' | 'capacity' | 'quantity';
  sizes: readonly number[];
  /** Thousandths of a unit on an ordinary day. */
  quantity: number;
  name: string;
  weight: number;
}

interface Drawn {
  weight: number;
  name: string;
  sizes?: readonly number[];
  daily?: number;
}

const product = (kind: UsageProduct['kind'], id: string, drawn: Drawn): UsageProduct => ({
  item: itemById(id),
  kind,
  sizes: drawn.sizes ?? [],
  quantity: (drawn.daily ?? 0) * 1000,
  name: drawn.name,
  weight: drawn.weight,
});
const time = (id: string, drawn: Drawn) => product('time', id, drawn);
const capacity = (id: string, drawn: Drawn) => product('capacity', id, drawn);
const quantity = (id: string, drawn: Drawn) => product('quantity', id, drawn);

/** Charged by the hour. */
export const hourlyMenu: readonly UsageProduct[] = [
  time('ecs.c7.xlarge.2', { weight: 16, name: 'batch' }),
  time('ecs.s7.large.4', { weight: 14, name: 'worker' }),
  time('evs.GPSSD', { weight: 10, name: 'worker-volume', sizes: [40, 100, 200] }),
  time('rds.mysql.n1.large.4.ha', { weight: 6, name: 'staging-db' }),
  time('bandwidth.19_bgp', { weight: 6, name: 'burst-bandwidth', sizes: [5, 10, 20] }),
  time('ecs.c6.2xlarge.4', { weight: 10, name: '推荐引擎' }),
  time('evs.SSD', { weight: 6, name: 'db-volume', sizes: [100, 200, 500] }),
  time('ecs.m7.2xlarge.8', { weight: 4, name: 'analytics' }),
  time('cci.instance', { weight: 4, name: '容器任务' }),
  time('elb.lcu', { weight: 4, name: 'elb-ingress' }),
  time('ecs.s6.large.2', { weight: 3, name: '测试环境' }),
  time('rds.mysql.volume.cloudssd', { weight: 3, name: 'staging-storage', sizes: [100, 200] }),
  time('ecs.kc1.xlarge.2', { weight: 3, name: 'arm-build' }),
  time('modelarts.notebook.cpu.2u', { weight: 3, name: 'notebook', sizes: [1, 2] }),
  time('ecs.g6.xlarge.4', { weight: 2, name: 'render' }),
  time('dcs.redis.ha.xu1.large.r2.2', { weight: 2, name: 'session-cache' }),
  time('nat.natgateway_small', { weight: 2, name: 'egress-nat' }),
  time('eip.ip.5_bgp', { weight: 2, name: 'spare-ip' }),
];

/** Charged once a day. */
export const dailyMenu: readonly UsageProduct[] = [
  capacity('obs.storage.standard', { weight: 6, name: 'media-bucket', sizes: [800, 2500, 6000] }),
  quantity('traffic.12_bgp', { weight: 4, name: 'edge-traffic', daily: 120 }),
  time('ecs.s7.large.2', { weight: 5, name: 'cron' }),
  quantity('cdn.traffic', { weight: 4, name: '静态资源加速', daily: 900 }),
  time('evs.SAS', { weight: 4, name: 'archive-disk', sizes: [200, 500] }),
  quantity('lts.log.flow', { weight: 4, name: 'app-logs', daily: 40 }),
  quantity('lts.log.index', { weight: 4, name: 'app-logs', daily: 40 }),
  capacity('cbr.vault.backup.server.normal', { weight: 3, name: 'backup-vault', sizes: [500, 1500] }),
  time('rds.pg.n1.large.2', { weight: 3, name: 'report-db' }),
  quantity('obs.traffic.external', { weight: 3, name: 'media-bucket', daily: 60 }),
  quantity('obs.request.get', { weight: 2, name: 'media-bucket', daily: 220 }),
  quantity('obs.request.put', { weight: 2, name: 'media-bucket', daily: 40 }),
  capacity('obs.storage.warm', { weight: 2, name: '历史归档', sizes: [3000, 9000] }),
  capacity('obs.storage.cold', { weight: 1, name: 'cold-archive', sizes: [8000, 20000] }),
  time('cce.s1.medium', { weight: 2, name: '容器集群' }),
  time('dds.dds.mongodb.s6.medium.4.repset', { weight: 2, name: 'catalog-store' }),
  time('elb.instance', { weight: 2, name: 'elb-internal' }),
  quantity('functionstage.requests', { weight: 2, name: '图片处理', daily: 300 }),
  time('css.node', { weight: 1, name: 'log-search' }),
  time('dms.kafka', { weight: 1, name: 'event-bus' }),
  time('apig.instance', { weight: 1, name: 'open-api' }),
  time('drs.vm', { weight: 1, name: 'migration' }),
  time('vpn.V300', { weight: 1, name: 'branch-vpn', sizes: [1] }),
  time('sfs.turbo.standard', { weight: 1, name: 'build-cache', sizes: [500] }),
  time('hss.version.advanced', { weight: 1, name: 'host-guard' }),
  time('waf.instance.professional', { weight: 1, name: 'waf-test' }),
  time('ddos.pca', { weight: 1, name: 'private-ca' }),
  time('taurus.vm', { weight: 1, name: 'bi-replica' }),
  quantity('smn.requests', { weight: 1, name: 'notifications', daily: 3 }),
  quantity('dns.zone', { weight: 1, name: 'internal-zone', daily: 6 }),
  quantity('swr.store', { weight: 1, name: 'images', daily: 180 }),
  quantity('kms.cmk', { weight: 1, name: '主密钥', daily: 9 }),
  quantity('ces.monitor', { weight: 1, name: 'metrics', daily: 60 }),
  quantity('aom.rule', { weight: 1, name: 'alarms', daily: 25 }),
  quantity('lts.log.storage', { weight: 1, name: 'app-logs', daily: 900 }),
];

/** Fills a month up to its number of lines. */
export const fillerProduct = quantity('functionstage.requests', { weight: 1, name: 'event-handler', daily: 12 });
