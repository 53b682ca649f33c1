import { pageOver } from '../../world/bills/page';
import { type Row, Selection } from '../../world/bills/selection';
import type { Source } from '../../world/bills/source';
import { regionName, resourceTypeName, serviceName } from '../../world/catalogue';
import { tenantOf } from '../../world/world';
import { amount, type Json, toJson } from '../../wire/json';
import type { Language } from '../../wire/language';
import { Parameters } from '../../wire/parameters';
import { cycleText, dayOf, hourStart, utcText } from '../../wire/times';
import type { Operation } from '../operation';
import { readCycle, readDays, readSubjects } from './bill-input';
import { inCents } from './in-cents';

const MARKETPLACE = 'hws.service.type.marketplace';
type Status = 1 | 2 | 3;

/**
 * Section 3.4: transaction bills, `fee-records`, China site only. One row per charge, cut to whole cents; what is cut is
 * the erased amount. Usage of the running day is not billed yet (3), what is owed is unsettled (2), the rest paid (1).
 */
export const listTransactions: Operation = {
  name: 'ListCustomerBillsFeeRecords',
  method: 'GET',
  path: '/v2/bills/customer-bills/fee-records',
  quota: 10,
  body: 'none',
  sites: ['cn'],
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const { cycle, known } = readCycle(call, query.requiredText('bill_cycle', { max: 10 }), 'bill_cycle');
    const subjects = readSubjects(call, query);
    const today = dayOf(call.now);
    const status = query.integer('status', { min: 1, max: 3, empty: 'none' }) as Status | null;
    const begin = query.text('bill_date_begin');
    const end = query.text('bill_date_end');
    const filter = {
      matches: readMatcher(query),
      zeros: query.boolean('include_zero_record') ?? true,
      days: begin === null || end === null ? null : readDays([begin, end], cycle, 'bill_date_begin'),
      tradeId: query.text('trade_id'),
      entries: (source: Source, day: number) => status === null || statusOf(source, day, today) === status,
    };
    const page = query.page(1000);
    const selections = known
      ? subjects.map(
          (account) => new Selection(tenantOf(call.world, account.domainId).bills.feeBook(cycle, call.now), filter),
        )
      : [];
    const { total, each } = pageOver(selections, 'lines', page);
    const shown = { cycle: cycleText(cycle), language: call.language ?? 'zh_CN', today };
    const records: Json[] = [];
    each((row) => records.push(rowJson(row, shown)));
    return toJson({
      total_count: total,
      records,
      currency: call.account.currency,
    });
  },
};

function statusOf(source: Source, day: number, today: number): Status {
  if (source.hours !== null && day >= today) return 3;
  return source.owes ? 2 : 1;
}

function readMatcher(query: Parameters): (source: Source) => boolean {
  const provider = query.integer('provider_type', { min: 1, max: 2, empty: 'none' });
  const service = query.text('service_type_code', { max: 64 });
  const resourceType = query.text('resource_type_code', { max: 64 });
  const region = query.text('region_code', { max: 64 });
  const mode = query.integer('charging_mode', { min: 1, max: 11, oneOf: [1, 3, 10, 11], empty: 'none' });
  const billType = query.integer('bill_type', { min: 1, max: 103, empty: 'none' });
  const project = query.text('enterprise_project_id', { max: 64 });
  return (source) =>
    (provider === null || provider === providerOf(source)) &&
    (service === null || service === source.item.service) &&
    (resourceType === null || resourceType === source.item.resourceType) &&
    (region === null || region === source.region) &&
    (mode === null || mode === source.chargeMode) &&
    (billType === null || billType === source.billType) &&
    (project === null || (project === 'null' ? source.project === null : project === source.project?.id));
}

const providerOf = (source: Source): 1 | 2 => (source.item.service === MARKETPLACE ? 2 : 1);

function rowJson(row: Row, shown: { cycle: string; language: Language; today: number }): Json {
  const { source, line, slot } = row;
  const { item, account, project, region } = source;
  const { language } = shown;
  const money = inCents(line);
  const charged = source.time(slot);
  return {
    bill_cycle: shown.cycle,
    customer_id: account.domainId,
    service_type_code: item.service,
    resource_type_code: item.resourceType,
    service_type_name: serviceName(item.service, language),
    resource_type_name: resourceTypeName(item.resourceType, language),
    region_code: region,
    region_name: region === null ? null : regionName(region, language),
    enterprise_project_id: project?.id ?? null,
    enterprise_project_name: project?.name ?? null,
    charging_mode: source.chargeMode,
    consume_time: utcText(source.hours === null ? charged : hourStart(slot)),
    trade_time: utcText(charged),
    provider_type: providerOf(source),
    trade_id: source.tradeId(slot),
    id: null,
    bill_type: source.billType,
    status: statusOf(source, row.day ?? shown.today, shown.today),
    official_amount: amount(line.official),
    official_discount_amount: amount(line.discount),
    erase_amount: amount(money.truncated),
    consume_amount: amount(money.consume),
    cash_amount: amount(money.cash),
    credit_amount: amount(money.credit),
    coupon_amount: amount(money.coupon),
    flexipurchase_coupon_amount: amount(money.flexi),
    stored_value_card_amount: amount(money.card),
    bonus_amount: 0,
    debt_amount: amount(money.debt),
    writeoff_amount: amount(money.writeOff),
    account_name: account.name,
  };
}
