import { regionName, resourceTypeName, serviceName, specText } from '../../world/catalogue';
import type { Row } from '../../world/selection';
import type { Source } from '../../world/source';
import { formatUnits } from '../../wire/amounts';
import type { Language } from '../../wire/language';
import { dayText, HOUR, hourStart, utcText } from '../../wire/times';
import { skuCode } from './fee-record-json';

const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));

/** Writes usage records (2.f): as in the expenditure writer, the constant part of a source is written once. */
export class UsageRecordWriter {
  private readonly frames = new Map<Source, { head: string; tail: string }>();

  constructor(private readonly context: { cycle: string; language: Language; level: 'lines' | 'days' | 'cycle' }) {}

  write(row: Row): string {
    const { source, line, slot } = row;
    const frame = this.frames.get(source) ?? this.frame(source);
    const day = this.context.level === 'days' && row.day !== null ? `"${dayText(row.day)}"` : 'null';
    return (
      `{"cycle":"${this.context.cycle}","bill_date":${day},${frame.head},"consume_amount":${formatUnits(line.amount)},` +
      `"cash_amount":${formatUnits(line.cash)},"credit_amount":${formatUnits(line.credit)},"coupon_amount":${formatUnits(line.coupon)},` +
      `"flexipurchase_coupon_amount":${formatUnits(line.flexi)},"stored_card_amount":${formatUnits(line.card)},"bonus_amount":0,` +
      `"debt_amount":${formatUnits(line.debt)},"adjustment_amount":${formatUnits(line.writeOff)},` +
      `"official_amount":${formatUnits(line.official)},"discount_amount":${formatUnits(line.discount)},` +
      `"trade_id":${text(source.tradeId(slot))},${this.times(row)},${frame.tail}}`
    );
  }

  /** Members that only transaction level has. */
  private times({ source, slot, line }: Row): string {
    if (this.context.level !== 'lines') {
      return '"effective_time":null,"expire_time":null,"consume_time":null,"is_spot":null,"promotion_type":null,"payment_type":null';
    }
    const { hours, term } = source;
    const charged = source.time(slot);
    const begin = hours === null ? (term?.from ?? charged) : hourStart(slot);
    const end = hours === null ? (term?.to ?? charged) : begin + hours * HOUR;
    const server = source.item.resourceType === 'hws.resource.type.vm' && source.resourceId !== null;
    const promotions = line.discount === 0 ? null : source.promotions;
    return (
      `"effective_time":"${utcText(begin)}","expire_time":"${utcText(end)}",` +
      `"consume_time":"${utcText(hours === null ? charged : begin)}","is_spot":"${server ? (source.spot ? 'Y' : 'N') : '--'}",` +
      `"promotion_type":${text(promotions)},"payment_type":${text(source.upfront)}`
    );
  }

  private frame(source: Source): { head: string; tail: string } {
    const { language } = this.context;
    const { item, account } = source;
    const spec = source.resourceId === null ? null : specText(source, language);
    const relations = source.parentId
      ? JSON.stringify({
          self_resource_id: source.resourceId,
          relation_infos: ['PARENT', 'ROOT'].map((relative_type) => ({
            relative_resource_id: source.parentId,
            relative_type,
          })),
        })
      : 'null';
    const frame = {
      head:
        `"bill_type":${source.billType},"customer_id":"${account.domainId}","region":${text(source.region)},` +
        `"region_name":${text(source.region === null ? null : regionName(source.region, language))},` +
        `"cloud_service_type":"${item.service}","resource_Type_code":"${item.resourceType}",` +
        `"cloud_service_type_name":${text(serviceName(item.service, language))},` +
        `"resource_type_name":${text(resourceTypeName(item.resourceType, language))},"res_instance_id":${text(source.resourceId)},` +
        `"resource_name":${text(source.resourceName)},"resource_tag":${text(source.tag)},"sku_code":${text(skuCode(source))},` +
        `"enterprise_project_id":${text(source.project?.id ?? null)},"enterprise_project_name":${text(source.project?.name ?? null)},` +
        `"charge_mode":${source.chargeMode}`,
      tail:
        `"measure_id":1,"period_type":${source.periodType ?? 'null'},"root_resource_id":${text(source.parentId)},` +
        `"parent_resource_id":${text(source.parentId)},"id":null,"product_spec_desc":${text(spec)},` +
        '"sub_service_type_code":null,"sub_service_type_name":null,"sub_resource_type_code":null,"sub_resource_type_name":null,' +
        `"sub_resource_id":null,"sub_resource_name":null,"pre_order_id":${text(source.preOrderId)},` +
        `"az_code_infos":${source.zone === null ? '[]' : `[{"az_code":${text(source.zone)}}]`},` +
        `"payer_account_id":"${account.domainId}","be_id":null,"extend_params":${relations},` +
        `"account_name":${text(account.name)},"period_num":${source.periodNum ?? 'null'}`,
    };
    this.frames.set(source, frame);
    return frame;
  }
}
