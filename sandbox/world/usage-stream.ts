import { formatUnits, share, toUnits, type Units } from '../wire/amounts';
import { decimal, decimalText, minus } from '../wire/decimal';
import { firstDayOf, HOUR, hourStart, weekdayOf } from '../wire/times';
import type { Account, Decorate, Project } from './accounts';
import { type Item, zonesOf } from './catalogue';
import { keepRate } from './ordering';
import { type Priced, productId, unitPrice, usagePrice } from './prices';
import { hash, hashText, randomFrom } from './random';
import type { Line, Source } from './source';
import type { UsageProduct } from './usage-menu';

type PaidBy = 'cash' | 'credit' | 'coupon' | 'flexi' | 'card' | 'debt' | 'writeOff';

const SEASON = [700, 1000, 1040, 1060, 1050, 1080, 780];
const TRADE_SALT = 0x71ade;

export interface StreamSpec {
  account: Account;
  seed: number;
  /** Place in the account's list of pay-per-use resources. */
  index: number;
  cycle: number;
  product: UsageProduct;
  hourly: boolean;
  decorate: Decorate;
}

/** The pay-per-use lines of one resource in one cycle. Nothing is stored: a line follows from seed and slot. */
export class UsageStream implements Source {
  readonly account: Account;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly tag: string;
  readonly item: Item;
  readonly spec: string;
  readonly size: number | null;
  readonly region: string;
  readonly zone: string;
  readonly project: Project | null;
  readonly chargeMode: 3 | 10 | 11;
  readonly billType: number;
  readonly zero: boolean;
  readonly orderId = null;
  readonly relativeOrderId = null;
  readonly preOrderId = null;
  readonly parentId = null;
  readonly periodType = null;
  readonly periodNum = null;
  readonly productId: string;
  readonly usageType: string;
  readonly usageMeasureId: number;
  readonly unitPrice: Units | null;
  readonly unit: string;
  readonly hours: number;
  private readonly kind: UsageProduct['kind'];
  private readonly price: Units;
  private readonly keep: number;
  private readonly paidBy: PaidBy;
  private readonly daily: number;
  private readonly seed: number;
  private readonly priced: Priced;

  constructor(private readonly stream: StreamSpec) {
    const { account, index, cycle, product } = stream;
    // A resource lives for some months and is then replaced by another of its kind.
    const life = 6 + (hash(stream.seed, index, 11) % 30);
    const generation = Math.floor((cycle + (hash(stream.seed, index, 12) % life)) / life);
    const random = randomFrom(stream.seed, index, generation);
    this.seed = hash(stream.seed, index, generation);
    this.account = account;
    this.item = product.item;
    this.spec = product.item.spec;
    this.kind = product.kind;
    this.hours = stream.hourly ? 1 : 24;
    this.region = account.regions[random.weighted([6, 3, 1])] ?? account.regions[0];
    const zones = zonesOf(this.region);
    this.zone = zones[random.between(0, Math.max(zones.length - 1, 0))] ?? this.region;
    this.project = random.chance(0.06) ? null : random.pick(account.projects);
    this.resourceId = random.uuid();
    const number = String(random.between(1, 999)).padStart(3, '0');
    this.resourceName = stream.decorate(`${product.name}-${number}`, hash(this.seed, 1));
    const tag = random.pick(['', 'env=prod', 'env=test', '环境=生产;团队=数据', 'team=ml;cost=2048']);
    this.tag = tag === '' ? '' : stream.decorate(tag, hash(this.seed, 2));
    this.size = product.sizes[random.between(0, Math.max(product.sizes.length - 1, 0))] ?? null;

    this.priced = {
      item: this.item,
      spec: this.spec,
      region: this.region,
      currency: account.currency,
      size: this.size,
    };
    const cost = random.between(0, 99);
    const isServer = this.item.resourceType === 'hws.resource.type.vm';
    this.chargeMode = isServer && cost < 6 ? 10 : isServer && cost < 14 ? 11 : 3;
    this.billType = this.chargeMode === 11 ? 23 : 5;
    this.zero = this.chargeMode === 10 || (product.kind === 'quantity' && cost < 7) || this.spec === '5_bgp';
    this.keep = keepRate(account, this.item.service);
    this.unitPrice = pricePerUnit(this.priced);
    this.price = product.kind === 'quantity' ? (this.unitPrice ?? 0) : pricePerHour(this.priced);
    this.productId = productId('usage', this.priced);
    this.usageType = this.item.usageFactor;
    this.usageMeasureId = product.kind === 'time' ? 6 : (this.item.usageMeasureId ?? 14);
    this.unit = `${account.currency}/${product.kind === 'quantity' ? this.item.unit : this.item.linear ? `${this.item.unit}/hour` : 'hour'}`;
    this.paidBy = payment(account, hash(this.seed, cycle, 21));
    const growth = Math.round(1000 * 1.016 ** (cycle - 2023 * 12));
    this.daily = share(product.quantity * (600 + (this.seed % 900)), growth, 1_000_000);
  }

  read(slot: number, into: Line): void {
    const usage = this.usageOf(slot);
    into.usage = usage;
    into.free = 0;
    into.reserved = 0;
    into.coupon = 0;
    into.cash = 0;
    into.credit = 0;
    into.flexi = 0;
    into.card = 0;
    into.debt = 0;
    into.writeOff = 0;
    if (this.zero) {
      if (this.chargeMode === 10) into.reserved = usage;
      else if (this.kind === 'quantity') into.free = usage;
      into.official = 0;
      into.discount = 0;
      into.amount = 0;
      return;
    }
    const official = this.officialOf(slot, usage);
    const amount = share(official, this.keep, 1000);
    into.official = official;
    into.discount = official - amount;
    into.amount = amount;
    if (this.paidBy === 'coupon') {
      into.coupon = (amount - (amount % 2)) / 2;
      into.cash = amount - into.coupon;
    } else into[this.paidBy] = amount;
  }

  tradeId(slot: number): string {
    const check = hash(this.account.index * 131 + this.stream.index, slot, TRADE_SALT);
    const place = hex((this.stream.index ^ check) & 0xfffffff, 7);
    const when = hex((slot ^ (check >>> 4)) & 0xffffff, 6);
    const rest = hex(hash(check, slot), 8);
    return `${hex(check, 8)}-${place.slice(0, 4)}-4${place.slice(4)}-8${when.slice(0, 3)}-${when.slice(3)}${rest}0`;
  }

  time(slot: number): number {
    return hourStart(slot) + this.hours * HOUR + 3_900_000 + (hash(this.seed, slot, 5) % 900) * 1000;
  }

  formula(line: Line): string | null {
    if (this.unitPrice === null || this.zero) return null;
    const size = this.size === null ? '' : `*${this.size}`;
    const used = line.usage / 1000;
    const usage = this.kind === 'time' ? `${used}s/3600` : this.kind === 'capacity' ? '24h' : `${used}`;
    return `${usage}${size}*${formatUnits(this.unitPrice)}${this.unit}*${this.keep / 1000}`;
  }

  private usageOf(slot: number): number {
    if (this.kind === 'capacity') return (this.size ?? 0) * 1000;
    const bits = hash(this.seed, slot, 3);
    if (this.kind === 'quantity') {
      const season = SEASON[weekdayOf(Math.floor(slot / 24))] ?? 1000;
      return Math.max(1, Math.floor((this.daily * season * (850 + (bits % 300))) / 1_000_000));
    }
    const partial = bits % 100 < (this.seed % 3 === 0 ? 14 : 1);
    const seconds = partial && this.hours === 1 ? 600 + (bits % 2990) : this.hours * 3600;
    return seconds * 1000;
  }

  private officialOf(slot: number, usage: number): Units {
    if (this.kind === 'time') return share(this.price, usage / 1000, 3600);
    if (this.kind === 'capacity') return this.price * 24;
    if (this.unitPrice !== null) return share(this.price, usage, 1000);
    // Graduated prices count from the first of the month.
    let before = 0;
    for (let day = firstDayOf(this.stream.cycle) * 24; day < slot; day += 24) before += this.usageOf(day);
    const upTo = (thousandths: number) => usagePrice(this.priced, decimal(`${thousandths}e-3`)) ?? decimal('0');
    return toUnits(decimalText(minus(upTo(before + usage), upTo(before))));
  }
}

function pricePerUnit(priced: Priced): Units | null {
  const price = unitPrice(priced);
  return price === null ? null : toUnits(decimalText(price));
}

function pricePerHour(priced: Priced): Units {
  const price = usagePrice(priced, decimal('1'));
  return price === null ? 0 : toUnits(decimalText(price));
}

function payment(account: Account, bits: number): PaidBy {
  const draw = bits % 1000;
  if (draw < 25) return 'coupon';
  if (draw < 35) return 'flexi';
  if (draw < 45 && account.site === 'cn') return 'card';
  if (draw < 60 && account.index % 3 === 2) return 'debt';
  if (draw < 62) return 'writeOff';
  return account.paysByCredit ? 'credit' : 'cash';
}

const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0').slice(-length);

/** Which resource and hour a usage transaction ID may belong to; the caller compares the ID it gets back. */
export function decodeTradeId(tradeId: string): { index: number; slot: number } | null {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{3})[0-9a-f]{8}0$/.exec(tradeId);
  if (!match) return null;
  const [, check = '0', placeHead = '', placeTail = '', whenHead = '', whenTail = ''] = match;
  const mask = Number.parseInt(check, 16);
  return {
    index: (Number.parseInt(placeHead + placeTail, 16) ^ mask) & 0xfffffff,
    slot: (Number.parseInt(whenHead + whenTail, 16) ^ (mask >>> 4)) & 0xffffff,
  };
}

export const streamSeed = (seed: number, account: Account): number => hash(seed, account.index, hashText('streams'));
