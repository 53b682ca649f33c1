import { regionName, resourceTypeName, serviceName, specText } from '../../world/catalogue';
import type { Level, Row } from '../../world/bills/selection';
import type { Line, Source } from '../../world/bills/source';
import type { Language } from '../../wire/language';
import type { TextBuffer } from '../../wire/text-buffer';
import { dayText, HOUR, hourStart } from '../../wire/times';
import { skuCode } from './fee-record-json';
import { bytes, Frames, jsonText as text, putTradeId } from './frames';

/** More than a record has besides its frame. */
const VARIABLE = 1600;

const CASH = bytes(',"cash_amount":');
const CREDIT = bytes(',"credit_amount":');
const COUPON = bytes(',"coupon_amount":');
const FLEXI = bytes(',"flexipurchase_coupon_amount":');
const CARD = bytes(',"stored_card_amount":');
const DEBT = bytes(',"bonus_amount":0,"debt_amount":');
const ADJUSTMENT = bytes(',"adjustment_amount":');
const OFFICIAL = bytes(',"official_amount":');
const DISCOUNT = bytes(',"discount_amount":');
const TRADE = bytes(',"trade_id":');
const EFFECTIVE = bytes(',"effective_time":');
const EXPIRE = bytes(',"expire_time":');
const CONSUME = bytes(',"consume_time":');
/** Members that only transaction level has. */
const NO_TIMES = bytes(
  ',"effective_time":null,"expire_time":null,"consume_time":null,"is_spot":null,"promotion_type":null,"payment_type":null',
);

/** Bytes of the members that all records of a source share. */
interface Frame {
  /** From the day to the amount. */
  head: Buffer;
  /** From the times on: what of it a line has at transaction level, with a discount and without one. */
  promoted: Buffer;
  plain: Buffer;
  tail: Buffer;
  size: number;
}

const frames: Record<Language, Frames<Frame>> = {
  zh_CN: new Frames((source) => frameOf(source, 'zh_CN')),
  en_US: new Frames((source) => frameOf(source, 'en_US')),
};

/** Writes usage records (2.f): as in the expenditure writer, the constant part of a source is there as bytes. */
export class UsageRecordWriter {
  private readonly frames: Frames<Frame>;
  private readonly start: Buffer;

  constructor(
    private readonly out: TextBuffer,
    private readonly shown: { cycle: string; language: Language; level: Level },
  ) {
    this.frames = frames[shown.language];
    this.start = bytes(`{"cycle":"${shown.cycle}","bill_date":`);
  }

  write(row: Row): void {
    const { out } = this;
    const frame = this.frames.of(row.source);
    out.room(frame.size + VARIABLE).put(this.start);
    if (this.shown.level === 'days' && row.day !== null) out.putQuoted(dayText(row.day));
    else out.putNull();
    out.put(frame.head);
    putMoney(out, row.line);
    putTradeId(out.put(TRADE), row.source, row.slot);
    if (this.shown.level === 'lines') putTimes(out, frame, row);
    else out.put(NO_TIMES);
    out.put(frame.tail);
  }
}

function putMoney(out: TextBuffer, line: Line): void {
  out.putUnits(line.amount).put(CASH).putUnits(line.cash).put(CREDIT).putUnits(line.credit);
  out.put(COUPON).putUnits(line.coupon).put(FLEXI).putUnits(line.flexi).put(CARD).putUnits(line.card);
  out.put(DEBT).putUnits(line.debt).put(ADJUSTMENT).putUnits(line.writeOff);
  out.put(OFFICIAL).putUnits(line.official).put(DISCOUNT).putUnits(line.discount);
}

function putTimes(out: TextBuffer, frame: Frame, { source, slot, line }: Row): void {
  const { hours, term } = source;
  const charged = hours === null ? source.time(slot) : 0;
  const begin = hours === null ? (term?.from ?? charged) : hourStart(slot);
  const end = hours === null ? (term?.to ?? charged) : begin + hours * HOUR;
  out.put(EFFECTIVE).putInstant(begin).put(EXPIRE).putInstant(end);
  out.put(CONSUME).putInstant(hours === null ? charged : begin);
  out.put(line.discount === 0 ? frame.plain : frame.promoted);
}

function frameOf(source: Source, language: Language): Frame {
  const { item, account } = source;
  const spec = source.resourceId === null ? null : specText(source, language);
  const server = item.resourceType === 'hws.resource.type.vm' && source.resourceId !== null;
  const spot = server ? (source.spot ? 'Y' : 'N') : '--';
  const kind = (promotions: string | null) =>
    bytes(`,"is_spot":"${spot}","promotion_type":${text(promotions)},"payment_type":${text(source.upfront)}`);
  const frame = {
    head: bytes(
      `,"bill_type":${source.billType},"customer_id":"${account.domainId}","region":${text(source.region)},` +
        `"region_name":${text(source.region === null ? null : regionName(source.region, language))},` +
        `"cloud_service_type":"${item.service}","resource_Type_code":"${item.resourceType}",` +
        `"cloud_service_type_name":${text(serviceName(item.service, language))},` +
        `"resource_type_name":${text(resourceTypeName(item.resourceType, language))},"res_instance_id":${text(source.resourceId)},` +
        `"resource_name":${text(source.resourceName)},"resource_tag":${text(source.tag)},"sku_code":${text(skuCode(source))},` +
        `"enterprise_project_id":${text(source.project?.id ?? null)},"enterprise_project_name":${text(source.project?.name ?? null)},` +
        `"charge_mode":${source.chargeMode},"consume_amount":`,
    ),
    promoted: kind(source.promotions),
    plain: kind(null),
    tail: bytes(
      `,"measure_id":1,"period_type":${source.periodType ?? 'null'},"root_resource_id":${text(source.parentId)},` +
        `"parent_resource_id":${text(source.parentId)},"id":null,"product_spec_desc":${text(spec)},` +
        '"sub_service_type_code":null,"sub_service_type_name":null,"sub_resource_type_code":null,"sub_resource_type_name":null,' +
        `"sub_resource_id":null,"sub_resource_name":null,"pre_order_id":${text(source.preOrderId)},` +
        `"az_code_infos":${source.zone === null ? '[]' : `[{"az_code":${text(source.zone)}}]`},` +
        `"payer_account_id":"${account.domainId}","be_id":null,"extend_params":${relationsOf(source)},` +
        `"account_name":${text(account.name)},"period_num":${source.periodNum ?? 'null'}}`,
    ),
  };
  return { ...frame, size: frame.head.length + frame.promoted.length + frame.tail.length };
}

function relationsOf(source: Source): string {
  if (!source.parentId) return 'null';
  return JSON.stringify({
    self_resource_id: source.resourceId,
    relation_infos: ['PARENT', 'ROOT'].map((relative_type) => ({
      relative_resource_id: source.parentId,
      relative_type,
    })),
  });
}
