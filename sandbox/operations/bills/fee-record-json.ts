import { regionName, resourceTypeName, serviceName, specText } from '../../world/catalogue';
import type { Row } from '../../world/selection';
import type { Source } from '../../world/source';
import { formatUnits } from '../../wire/amounts';
import type { Language } from '../../wire/language';
import { dayText, HOUR, hourStart, utcText } from '../../wire/times';

const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));
const thousandths = (value: number): string => formatUnits(value * 100_000);
const reserved =
  '"sub_service_type_code":null,"sub_service_type_name":null,"sub_resource_type_code":null,"sub_resource_type_name":null,"sub_resource_id":null,"sub_resource_name":null';

interface Frame {
  head: string;
  resource: string;
  project: string;
  usage: string;
  account: string;
}

/**
 * Writes expenditure records (2.g). What the lines of a source have in common is written once; a page of a thousand
 * lines is then mostly numbers. A frame lives for one answer.
 */
export class FeeRecordWriter {
  private readonly frames = new Map<Source, Frame>();

  constructor(
    private readonly language: Language,
    private readonly level: 'lines' | 'days' | 'cycle',
  ) {}

  write(row: Row): string {
    const { source, line, slot } = row;
    const frame = this.frames.get(source) ?? this.frame(source);
    const single = this.level === 'lines';
    const { hours } = source;
    const begin = single && hours !== null ? `"${utcText(hourStart(slot))}"` : 'null';
    const end = single && hours !== null ? `"${utcText(hourStart(slot) + hours * HOUR)}"` : 'null';
    const charged = source.time(slot);
    const consumed = hours === null ? `"${utcText(charged)}"` : begin;
    const covered = source.usageMeasureId === null;
    const usage = covered
      ? '"usage":null,"usage_measure_id":null,"free_resource_usage":null,"free_resource_measure_id":null,"ri_usage":null,"ri_usage_measure_id":null'
      : `"usage":${thousandths(line.usage)},"usage_measure_id":${source.usageMeasureId},"free_resource_usage":${thousandths(line.free)},"free_resource_measure_id":${source.usageMeasureId},"ri_usage":${thousandths(line.reserved)},"ri_usage_measure_id":${source.usageMeasureId}`;
    return (
      `{"bill_date":${row.day === null ? 'null' : `"${dayText(row.day)}"`},${frame.head},"effective_time":${begin},"expire_time":${end},` +
      `${frame.resource},"trade_id":${text(source.tradeId(slot))},"id":null,"trade_time":${single ? `"${utcText(charged)}"` : 'null'},` +
      `${frame.project},${usage},${frame.usage},"official_amount":${formatUnits(line.official)},` +
      `"discount_amount":${formatUnits(line.discount)},"amount":${formatUnits(line.amount)},"cash_amount":${formatUnits(line.cash)},` +
      `"credit_amount":${formatUnits(line.credit)},"coupon_amount":${formatUnits(line.coupon)},` +
      `"flexipurchase_coupon_amount":${formatUnits(line.flexi)},"stored_card_amount":${formatUnits(line.card)},"bonus_amount":0,` +
      `"debt_amount":${formatUnits(line.debt)},"adjustment_amount":${formatUnits(line.writeOff)},"measure_id":1,` +
      `"formula":${single ? text(source.formula(line)) : 'null'},${reserved},"consume_time":${single ? consumed : 'null'},${frame.account}}`
    );
  }

  private frame(source: Source): Frame {
    const { language } = this;
    const { item } = source;
    const spec = source.resourceId === null ? null : specText(source, language);
    const name =
      spec === null ? null : `${spec}${source.chargeMode === 1 ? '' : language === 'zh_CN' ? ' 按需' : ' pay-per-use'}`;
    const size = source.size;
    const frame = {
      head:
        `"bill_type":${source.billType},"customer_id":"${source.account.domainId}","region":${text(source.region)},` +
        `"region_name":${text(source.region === null ? null : regionName(source.region, language))},"cloud_service_type":"${item.service}",` +
        `"resource_type":"${item.resourceType}","cloud_service_type_name":${text(serviceName(item.service, language))},` +
        `"resource_type_name":${text(resourceTypeName(item.resourceType, language))}`,
      resource:
        `"resource_id":${text(source.resourceId)},"resource_name":${text(source.resourceName)},"resource_tag":${text(source.tag)},` +
        `"product_id":${text(source.productId)},"product_name":${text(name)},"product_spec_desc":${text(spec)},` +
        `"sku_code":${text(skuCode(source))},"spec_size":${size ?? 'null'},"spec_size_measure_id":${size === null ? 'null' : (item.sizeMeasureId ?? 'null')}`,
      project:
        `"enterprise_project_id":${text(source.project?.id ?? null)},"enterprise_project_name":${text(source.project?.name ?? null)},` +
        `"charge_mode":"${source.chargeMode}","order_id":${text(source.orderId)},` +
        `"period_type":${source.periodType === null ? 'null' : `"${source.periodType}"`},"usage_type":${text(source.usageType)}`,
      usage: `"unit_price":${source.unitPrice === null ? 'null' : formatUnits(source.unitPrice)},"unit":${text(source.unit)}`,
      account:
        `"relative_order_id":${text(source.relativeOrderId)},"account_name":${text(source.account.name)},` +
        `"period_num":${source.periodNum ?? 'null'}`,
    };
    this.frames.set(source, frame);
    return frame;
  }
}

/** The SKU code of a specification; lines without a resource have none. */
export function skuCode(source: Source): string | null {
  return source.resourceId === null ? null : `${source.item.id}-${source.spec}--${source.chargeMode}`;
}
