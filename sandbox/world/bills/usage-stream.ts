import { formatUnits, share, toUnits, type Units } from '../../wire/amounts';
import { decimal, decimalText, minus } from '../../wire/decimal';
import type { TextBuffer } from '../../wire/text-buffer';
import { firstDayOf, HOUR, hourStart } from '../../wire/times';
import type { Account, Decorate, Project } from '../accounts';
import { type Item, zonesOf } from '../catalogue';
import { type Commitment, PLAN_RATE } from './commitments';
import { keepRate } from '../ordering';
import { type Priced, usagePrice } from '../prices';
import { hash, hashText, randomFrom } from '../random';
import { growthOf, seasonOf, utilisationOf } from './season';
import { clearPayments, type Line, type Source } from './source';
import { heldBack, shownShare, type Standpoint } from '../standpoint';
import { decodeTradeId, encodeTradeId, putTradeId } from './trade-id';
import type { UsageProduct } from './usage-menu';
import { pricingOf } from './usage-pricing';

type PaidBy = 'cash' | 'credit' | 'coupon' | 'flexi' | 'card' | 'debt' | 'writeOff';

/** Thousandths of the list price that a spot server costs. */
const SPOT_RATE = 330;

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

/** The pay-per-use lines of one resource in one cycle. Nothing is stored: a line follows from seed, slot and standpoint. */
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
  chargeMode: 3 | 10 | 11 = 3;
  billType = 5;
  zero: boolean;
  mixed = false;
  upfront: Commitment['upfront'] | null = null;
  readonly owes: boolean;
  readonly spot: boolean;
  readonly promotions: string | null;
  readonly orderId = null;
  readonly relativeOrderId = null;
  readonly preOrderId = null;
  readonly parentId = null;
  readonly periodType = null;
  readonly periodNum = null;
  readonly term = null;
  readonly productId: string;
  readonly usageType: string;
  readonly usageMeasureId: number;
  readonly unitPrice: Units | null;
  readonly unit: string;
  readonly hours: number;
  readonly index: number;
  private readonly kind: UsageProduct['kind'];
  private readonly price: Units;
  private readonly keep: number;
  readonly paidBy: PaidBy;
  /** Thousandths of a unit on an ordinary day, or seconds of an hour that an elastic server runs. */
  private readonly ordinary: number;
  private readonly seed: number;
  private readonly priced: Priced;
  private free: ReadonlyMap<number, number> | null = null;

  constructor(private readonly stream: StreamSpec) {
    const { account, index, cycle, product } = stream;
    // A resource lives for some months and is then replaced by another of its kind.
    const life = 6 + (hash(stream.seed, index, 11) % 30);
    const generation = Math.floor((cycle + (hash(stream.seed, index, 12) % life)) / life);
    const random = randomFrom(stream.seed, index, generation);
    this.seed = hash(stream.seed, index, generation);
    this.index = index;
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
    this.spot = this.isServer && product.elastic && random.chance(0.15);
    this.zero = this.spec === '5_bgp';
    this.keep = this.spot ? SPOT_RATE : keepRate(account, this.item.service);
    this.promotions = promotionsOf(this.keep, account, this.spot);
    const pricing = pricingOf(this.priced);
    this.unitPrice = pricing.perUnit;
    this.price = product.kind === 'quantity' ? (this.unitPrice ?? 0) : pricing.perHour;
    this.productId = pricing.productId;
    this.usageType = this.item.usageFactor;
    this.usageMeasureId = product.kind === 'time' ? 6 : (this.item.usageMeasureId ?? 14);
    const perUnit = this.item.unit.replace(/-month$/, '');
    this.unit = `${account.currency}/${product.kind === 'quantity' ? perUnit : this.item.linear ? `${perUnit}/hour` : 'hour'}`;
    this.paidBy = payment(account, hash(this.seed, cycle, 21));
    this.owes = this.paidBy === 'debt' && !this.zero;
    this.ordinary = product.elastic
      ? utilisationOf(cycle)
      : share(product.quantity * (600 + (this.seed % 900)), growthOf(cycle), 1_000_000);
  }

  get isServer(): boolean {
    return this.item.resourceType === 'hws.resource.type.vm';
  }

  /** What one hour of it costs a savings plan. */
  get planPrice(): Units {
    return share(this.price, PLAN_RATE, 1000);
  }

  /** From now on a reserved instance or a savings plan pays: nothing is payable for the lines. */
  coverBy(commitment: Commitment): void {
    this.chargeMode = commitment.mode;
    this.billType = commitment.mode === 11 ? 23 : 5;
    this.upfront = commitment.upfront;
    this.zero = true;
  }

  /** Packages pay for so much of the usage of each day. */
  deduct(covered: ReadonlyMap<number, number>): void {
    this.free = covered;
    this.mixed = covered.size > 0;
  }

  /** Lines of a day that have not arrived at an instant. */
  heldBack(day: number, at: number): number {
    if (this.free) return 0;
    return heldBack({ seed: this.seed, hours: this.hours }, { day, end: hourStart(day * 24 + 24) }, at);
  }

  /** Usage of a whole day of a resource that is charged by the day, in thousandths of its unit. */
  usageOn(day: number): number {
    return this.usageOf(day * 24);
  }

  read(slot: number, into: Line, from: Standpoint): void {
    clearPayments(into);
    const usage = this.shownUsage(slot, from);
    const free = this.free?.get(Math.floor(slot / 24)) ?? 0;
    into.usage = usage;
    into.free = free;
    into.reserved = this.chargeMode === 10 ? usage : 0;
    if (this.zero && this.chargeMode !== 11) {
      into.official = 0;
      into.discount = 0;
      into.amount = 0;
      return;
    }
    const official = this.officialOf(slot, usage - free);
    // What a savings plan covers has a list price, of which nothing is left.
    const amount = this.zero ? 0 : share(official, this.keep, 1000);
    into.official = official;
    into.discount = official - amount;
    into.amount = amount;
    if (this.paidBy === 'coupon') {
      into.coupon = (amount - (amount % 2)) / 2;
      into[this.account.paysByCredit ? 'credit' : 'cash'] = amount - into.coupon;
    } else into[this.paidBy] = amount;
  }

  /** Whether a line of a source with some lines of 0 is one of them. */
  isZeroAt(slot: number): boolean {
    return this.zero || (this.free?.get(Math.floor(slot / 24)) ?? -1) === this.usageOf(slot);
  }

  tradeId(slot: number): string {
    return encodeTradeId({ account: this.account.index, index: this.stream.index, slot });
  }

  /** The transaction ID in quotes, straight into an answer. */
  putTradeId(out: TextBuffer, slot: number): void {
    putTradeId(out, { account: this.account.index, index: this.index, slot });
  }

  /** Whether a transaction may be one of its own, and of which slot. */
  slotOf(tradeId: string): number | null {
    const place = decodeTradeId(tradeId);
    return place?.index === this.index && this.tradeId(place.slot) === tradeId ? place.slot : null;
  }

  time(slot: number): number {
    return hourStart(slot) + this.hours * HOUR + 3_900_000 + (hash(this.seed, slot, 5) % 900) * 1000;
  }

  /** Its value is the amount less what coupons paid. */
  formula(line: Line): string | null {
    if (this.unitPrice === null || this.zero) return null;
    const size = this.size === null ? '' : `*${this.size}`;
    const used = formatUnits((line.usage - line.free) * 100_000);
    const usage = this.kind === 'time' ? `${used}s/3600` : this.kind === 'capacity' ? '24h' : used;
    const coupon = line.coupon === 0 ? '' : `-${formatUnits(line.coupon)}`;
    return `${usage}${size}*${formatUnits(this.unitPrice)}${this.unit}*${this.keep / 1000}${coupon}`;
  }

  private shownUsage(slot: number, from: Standpoint): number {
    const usage = this.usageOf(slot);
    if (this.zero || this.free || this.kind === 'capacity') return usage;
    const shown = shownShare(this.seed, { slot, end: hourStart(slot + this.hours) }, from);
    if (shown === 1000) return usage;
    const part = share(usage, shown, 1000);
    return this.kind === 'time' ? Math.max(1000, part - (part % 1000)) : Math.max(1, part);
  }

  private usageOf(slot: number): number {
    if (this.kind === 'capacity') return (this.size ?? 0) * 1000;
    const bits = hash(this.seed, slot, 3);
    if (this.kind === 'quantity') {
      const season = seasonOf(Math.floor(slot / 24));
      return Math.max(1, Math.floor((this.ordinary * season * (850 + (bits % 300))) / 1_000_000));
    }
    return this.secondsOf(slot, bits) * 1000;
  }

  private secondsOf(slot: number, bits: number): number {
    const whole = this.hours * 3600;
    if (this.stream.product.elastic) {
      const share = this.ordinary * seasonOf(Math.floor(slot / 24)) * (900 + (bits % 200));
      return Math.min(whole, Math.max(60, Math.floor((whole * share) / 1_000_000_000)));
    }
    const partial = bits % 100 < (this.seed % 3 === 0 ? 14 : 1);
    return partial && this.hours === 1 ? 600 + (bits % 2990) : whole;
  }

  private officialOf(slot: number, usage: number): Units {
    if (this.kind === 'time') return share(this.price, usage / 1000, 3600);
    if (this.kind === 'capacity') return this.price * 24;
    if (this.unitPrice !== null) return share(this.price, usage, 1000);
    // Graduated prices count what was payable from the first of the month.
    let before = 0;
    for (let day = firstDayOf(this.stream.cycle); day * 24 < slot; day += 1) {
      before += this.usageOf(day * 24) - (this.free?.get(day) ?? 0);
    }
    const upTo = (thousandths: number) => usagePrice(this.priced, decimal(`${thousandths}e-3`)) ?? decimal('0');
    return toUnits(decimalText(minus(upTo(before + usage), upTo(before))));
  }
}

/** Comma-joined codes of the discounts of a line. */
function promotionsOf(keep: number, account: Account, spot: boolean): string | null {
  if (keep === 1000) return null;
  const contract = account.discounts[0]?.type;
  return spot ? ['200', ...(contract ? [contract] : [])].join(',') : String(contract ?? 605);
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

export const streamSeed = (seed: number, account: Account): number => hash(seed, account.index, hashText('streams'));
