import { regionName, resourceTypeName, serviceName, specText } from '../../world/catalogue';
import type { Level, Row } from '../../world/bills/selection';
import type { Line, Source } from '../../world/bills/source';
import { formatUnits } from '../../wire/amounts';
import type { Language } from '../../wire/language';
import type { TextBuffer } from '../../wire/text-buffer';
import { dayText, HOUR, hourStart } from '../../wire/times';
import { bytes, Frames, jsonText as text, putTradeId } from './frames';

const USAGE_UNIT = 100_000;
/** More than a record has besides its frame and its formula. */
const VARIABLE = 1600;

const START = bytes('{"bill_date":');
const EXPIRE = bytes(',"expire_time":');
const TRADE_TIME = bytes(',"id":null,"trade_time":');
const DISCOUNT = bytes(',"discount_amount":');
const AMOUNT = bytes(',"amount":');
const CASH = bytes(',"cash_amount":');
const CREDIT = bytes(',"credit_amount":');
const COUPON = bytes(',"coupon_amount":');
const FLEXI = bytes(',"flexipurchase_coupon_amount":');
const CARD = bytes(',"stored_card_amount":');
const DEBT = bytes(',"bonus_amount":0,"debt_amount":');
const ADJUSTMENT = bytes(',"adjustment_amount":');
const FORMULA = bytes(',"measure_id":1,"formula":');
const CONSUME = bytes(
  ',"sub_service_type_code":null,"sub_service_type_name":null,"sub_resource_type_code":null,' +
    '"sub_resource_type_name":null,"sub_resource_id":null,"sub_resource_name":null,"consume_time":',
);
const UNMEASURED =
  '"usage":null,"usage_measure_id":null,"free_resource_usage":null,"free_resource_measure_id":null,"ri_usage":null,"ri_usage_measure_id":null';

/** Bytes between the members that differ from line to line, in the order of a record. */
interface Frame {
  /** From the day to the begin of the term. */
  head: Buffer;
  /** To the transaction ID. */
  resource: Buffer;
  /** From the transaction time to the usage, or to the list price when there is no usage. */
  project: Buffer;
  /** From the usage to what packages covered, on to what reserved instances covered, and on to the list price. */
  usage: readonly [Buffer, Buffer, Buffer] | null;
  end: Buffer;
  size: number;
  /** The formula that was printed last, and for what: hours that are fully used have the same. */
  formula: { usage: number; coupon: number; text: string };
}

const frames: Record<Language, Frames<Frame>> = {
  zh_CN: new Frames((source) => frameOf(source, 'zh_CN')),
  en_US: new Frames((source) => frameOf(source, 'en_US')),
};

/**
 * Writes expenditure records (2.g). What the lines of a source have in common is there as bytes; a page of a thousand
 * lines is then mostly numbers.
 */
export class FeeRecordWriter {
  private readonly frames: Frames<Frame>;

  constructor(
    private readonly out: TextBuffer,
    private readonly shown: { language: Language; level: Level },
  ) {
    this.frames = frames[shown.language];
  }

  write(row: Row): void {
    const { out } = this;
    const { source, line, slot } = row;
    const frame = this.frames.of(source);
    const single = this.shown.level === 'lines';
    const formula = single ? formulaOf(frame, source, line) : 'null';
    const { hours } = source;
    const begin = single && hours !== null ? hourStart(slot) : null;
    const charged = single ? source.time(slot) : null;
    out.room(frame.size + VARIABLE + formula.length * 3).put(START);
    if (row.day === null) out.putNull();
    else out.putQuoted(dayText(row.day));
    putTime(out.put(frame.head), begin);
    putTime(out.put(EXPIRE), begin === null || hours === null ? null : begin + hours * HOUR);
    putTradeId(out.put(frame.resource), source, slot);
    putTime(out.put(TRADE_TIME), charged);
    out.put(frame.project);
    putUsage(out, frame, line);
    putMoney(out, line);
    out.put(FORMULA).add(formula);
    putTime(out.put(CONSUME), hours === null ? charged : begin);
    out.put(frame.end);
  }
}

function putTime(out: TextBuffer, instant: number | null): void {
  if (instant === null) out.putNull();
  else out.putInstant(instant);
}

function putUsage(out: TextBuffer, { usage }: Frame, line: Line): void {
  if (usage === null) return;
  out.putUnits(line.usage * USAGE_UNIT).put(usage[0]);
  out.putUnits(line.free * USAGE_UNIT).put(usage[1]);
  out.putUnits(line.reserved * USAGE_UNIT).put(usage[2]);
}

function putMoney(out: TextBuffer, line: Line): void {
  out.putUnits(line.official).put(DISCOUNT).putUnits(line.discount).put(AMOUNT).putUnits(line.amount);
  out.put(CASH).putUnits(line.cash).put(CREDIT).putUnits(line.credit);
  out.put(COUPON).putUnits(line.coupon).put(FLEXI).putUnits(line.flexi).put(CARD).putUnits(line.card);
  out.put(DEBT).putUnits(line.debt).put(ADJUSTMENT).putUnits(line.writeOff);
}

function formulaOf({ formula }: Frame, source: Source, line: Line): string {
  const usage = line.usage - line.free;
  if (formula.usage !== usage || formula.coupon !== line.coupon) {
    formula.usage = usage;
    formula.coupon = line.coupon;
    formula.text = text(source.formula(line));
  }
  return formula.text;
}

function frameOf(source: Source, language: Language): Frame {
  const { item } = source;
  const spec = source.resourceId === null ? null : specText(source, language);
  const name =
    spec === null ? null : `${spec}${source.chargeMode === 1 ? '' : language === 'zh_CN' ? ' 按需' : ' pay-per-use'}`;
  const size = source.size;
  const measure = source.usageMeasureId;
  const price = `"unit_price":${source.unitPrice === null ? 'null' : formatUnits(source.unitPrice)},"unit":${text(source.unit)},"official_amount":`;
  const frame = {
    head: bytes(
      `,"bill_type":${source.billType},"customer_id":"${source.account.domainId}","region":${text(source.region)},` +
        `"region_name":${text(source.region === null ? null : regionName(source.region, language))},"cloud_service_type":"${item.service}",` +
        `"resource_type":"${item.resourceType}","cloud_service_type_name":${text(serviceName(item.service, language))},` +
        `"resource_type_name":${text(resourceTypeName(item.resourceType, language))},"effective_time":`,
    ),
    resource: bytes(
      `,"resource_id":${text(source.resourceId)},"resource_name":${text(source.resourceName)},"resource_tag":${text(source.tag)},` +
        `"product_id":${text(source.productId)},"product_name":${text(name)},"product_spec_desc":${text(spec)},` +
        `"sku_code":${text(skuCode(source))},"spec_size":${size ?? 'null'},` +
        `"spec_size_measure_id":${size === null ? 'null' : (item.sizeMeasureId ?? 'null')},"trade_id":`,
    ),
    project: bytes(
      `,"enterprise_project_id":${text(source.project?.id ?? null)},"enterprise_project_name":${text(source.project?.name ?? null)},` +
        `"charge_mode":"${source.chargeMode}","order_id":${text(source.orderId)},` +
        `"period_type":${source.periodType === null ? 'null' : `"${source.periodType}"`},"usage_type":${text(source.usageType)},` +
        (measure === null ? `${UNMEASURED},${price}` : '"usage":'),
    ),
    usage: measure === null ? null : usageBytes(measure, price),
    end: bytes(
      `,"relative_order_id":${text(source.relativeOrderId)},"account_name":${text(source.account.name)},` +
        `"period_num":${source.periodNum ?? 'null'}}`,
    ),
    formula: { usage: Number.NaN, coupon: 0, text: 'null' },
  };
  const parts = [frame.head, frame.resource, frame.project, ...(frame.usage ?? []), frame.end];
  return { ...frame, size: parts.reduce((sum, part) => sum + part.length, 0) };
}

const usageBytes = (measure: number, price: string): [Buffer, Buffer, Buffer] => [
  bytes(`,"usage_measure_id":${measure},"free_resource_usage":`),
  bytes(`,"free_resource_measure_id":${measure},"ri_usage":`),
  bytes(`,"ri_usage_measure_id":${measure},${price}`),
];

/** The SKU code of a specification; lines without a resource have none. */
export function skuCode(source: Source): string | null {
  return source.resourceId === null ? null : `${source.item.id}-${source.spec}--${source.chargeMode}`;
}
