import { DAY, dayOf, dayStart, firstDayOf, termEnd } from '../wire/times';
import type { Account, Decorate } from './accounts';
import { type Item, itemById } from './catalogue';
import { hashText, randomFrom } from './random';
import { PLACES } from './bills/usage-menu';

/** Reset of a quota: never, each day, each calendar month, or each month counted from the start. */
export type Reset = 'never' | 'day' | 'month' | 'anniversary';

export interface PackageItem {
  id: string;
  item: Item;
  /** Place in the daily menu of the resource that it covers. */
  place: number;
  /** Thousandths of a unit, for one reset period or for the whole term. */
  quota: number;
}

/** A bought amount of usage for some time; the usage it covers costs nothing. */
export interface Package {
  id: string;
  orderId: string;
  productId: string;
  nameEn: string;
  nameZh: string;
  project: Account['projects'][number];
  boughtAt: number;
  from: number;
  to: number;
  /** When it was unsubscribed, if ever. */
  endedAt: number | null;
  reset: Reset;
  items: readonly PackageItem[];
}

interface Series {
  nameEn: string;
  nameZh: string;
  items: readonly { id: string; place: number; quota: number }[];
  reset: Reset;
  /** Months that one lasts, and months from one to the next. */
  months: number;
  every: number;
  /** Days from the purchase to the start. */
  lead: number;
  /** Every other one is unsubscribed after so many days. */
  droppedAfter: number | null;
}

const series: readonly Series[] = [
  {
    nameEn: 'CDN traffic package 40 TB',
    nameZh: 'CDN流量包 40TB',
    items: [{ id: 'cdn.traffic', place: PLACES.cdn, quota: 40_960 }],
    reset: 'never',
    months: 12,
    every: 4,
    lead: 0,
    droppedAfter: null,
  },
  {
    nameEn: 'OBS outbound traffic package 1.5 TB a month',
    nameZh: 'OBS公网流出流量包 每月1.5TB',
    items: [{ id: 'obs.traffic.external', place: PLACES.objectTraffic, quota: 1536 }],
    reset: 'month',
    months: 12,
    every: 12,
    lead: 0,
    droppedAfter: null,
  },
  {
    nameEn: 'FunctionGraph requests 50 million',
    nameZh: '函数工作流请求次数包 5000万次',
    items: [{ id: 'functionstage.requests', place: PLACES.functions, quota: 5000 }],
    reset: 'never',
    months: 1,
    every: 1,
    lead: 35,
    droppedAfter: null,
  },
  {
    nameEn: 'LTS log package',
    nameZh: '云日志服务组合包',
    items: [
      { id: 'lts.log.flow', place: PLACES.logFlow, quota: 45 },
      { id: 'lts.log.index', place: PLACES.logIndex, quota: 1100 },
    ],
    reset: 'anniversary',
    months: 12,
    every: 6,
    lead: 3,
    droppedAfter: 50,
  },
  {
    nameEn: 'LTS daily write allowance',
    nameZh: '云日志服务每日写入包',
    items: [{ id: 'lts.log.flow', place: PLACES.logFlow, quota: 12 }],
    reset: 'day',
    months: 6,
    every: 6,
    lead: 1,
    droppedAfter: null,
  },
];

/** Every package an account buys between two cycles, by the time it begins. */
export function createPackages(
  account: Account,
  options: { seed: number; decorate: Decorate; from: number; to: number },
): Package[] {
  const packages: Package[] = [];
  for (const [number, kind] of series.entries()) {
    const random = randomFrom(options.seed, account.index, number, 0x9ac4);
    const onDay = random.between(2, 24);
    const turn = random.between(0, kind.every - 1);
    for (let cycle = options.from; cycle <= options.to; cycle += 1) {
      if (cycle % kind.every !== turn) continue;
      packages.push(newPackage(account, kind, { ...options, cycle, day: firstDayOf(cycle) + onDay, number }));
    }
  }
  return packages.sort((a, b) => a.from - b.from);
}

function newPackage(
  account: Account,
  kind: Series,
  when: { seed: number; cycle: number; day: number; number: number },
): Package {
  const random = randomFrom(when.seed, account.index, when.number, when.cycle, 0x9ac5);
  const from = dayStart(when.day);
  const boughtAt = from - kind.lead * DAY - random.between(60, 7200) * 1000;
  const stamp = new Date(boughtAt).toISOString().replace(/\D/g, '').slice(2, 12);
  const dropped = kind.droppedAfter !== null && Math.floor(when.cycle / kind.every) % 2 === 0;
  return {
    id: random.uuid(),
    orderId: `CS${stamp}${random.code(5)}`,
    productId: `OFFI${String(hashText(kind.nameEn)).padStart(18, '7')}`,
    nameEn: kind.nameEn,
    nameZh: kind.nameZh,
    project: random.pick(account.projects),
    boughtAt,
    from,
    to: termEnd(from, kind.months),
    endedAt: dropped ? dayStart(dayOf(from) + (kind.droppedAfter ?? 0)) : null,
    reset: kind.reset,
    items: kind.items.map(({ id, place, quota }) => ({
      id: random.uuid(),
      item: itemById(id),
      place,
      quota: quota * 1000,
    })),
  };
}

/** The period of a package's quota that a day is in, as days; the end is the first day after it. */
export function quotaPeriod(bought: Package, day: number): { from: number; to: number } {
  const first = dayOf(bought.from);
  const end = dayOf(bought.to) + 1;
  if (bought.reset === 'never') return { from: first, to: end };
  if (bought.reset === 'day') return { from: day, to: day + 1 };
  const date = new Date(day * DAY);
  const cycle = date.getUTCFullYear() * 12 + date.getUTCMonth();
  if (bought.reset === 'month') {
    return { from: Math.max(first, firstDayOf(cycle)), to: Math.min(end, firstDayOf(cycle + 1)) };
  }
  const anchor = new Date(first * DAY).getUTCDate() - 1;
  const start = firstDayOf(cycle) + anchor <= day ? cycle : cycle - 1;
  return { from: Math.max(first, firstDayOf(start) + anchor), to: Math.min(end, firstDayOf(start + 1) + anchor) };
}
