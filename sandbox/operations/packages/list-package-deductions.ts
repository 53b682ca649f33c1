import { resourceTypeName } from '../../world/catalogue';
import type { Deduction } from '../../world/bills/deductions';
import { type Json, toJson } from '../../wire/json';
import type { Language } from '../../wire/language';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { dayOf, parseDay, utcText } from '../../wire/times';
import type { Operation } from '../operation';
import { packageName, quantity } from './package-json';

const LONGEST_SPAN = 90;

/** Section 3.3: deductions by day (GMT+08:00), oldest first; each is the covered usage of one bill line. */
export const listPackageDeductions: Operation = {
  name: 'ListFreeResourcesUsageRecords',
  method: 'GET',
  path: '/v2/bills/customer-bills/free-resources-usage-records',
  quota: 10,
  body: 'none',
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const item = query.text('free_resource_id', { max: 64 });
    const product = query.text('product_id', { max: 64 });
    const resourceType = query.text('resource_type_code', { max: 64 });
    const days = readSpan(query);
    const { offset, limit } = query.page(1000);
    const found = call.tenant.bills.deductions
      // What was used on a day is deducted in the small hours of the next one.
      .of(null, { from: days.from - 1, to: Math.min(days.to, dayOf(call.now)) })
      .filter(
        (deduction) =>
          isWithin(deduction, days, call.now) &&
          (item === null || deduction.item.id === item) &&
          (product === null || deduction.bought.productId === product) &&
          (resourceType === null || deduction.stream.item.resourceType === resourceType),
      );
    return toJson({
      free_resource_records: found
        .slice(offset, offset + limit)
        .map((deduction) => deductionJson(deduction, call.language ?? 'zh_CN')),
      total_count: found.length,
    });
  },
};

const deductedAt = ({ stream, day }: Deduction): number => stream.time(day * 24);

function isWithin(deduction: Deduction, days: { from: number; to: number }, now: number): boolean {
  const at = deductedAt(deduction);
  return at <= now && dayOf(at) >= days.from && dayOf(at) <= days.to;
}

function readSpan(query: Parameters): { from: number; to: number } {
  const [from, to] = ['deduct_time_begin', 'deduct_time_end'].map((name) => {
    const day = parseDay(query.requiredText(name, { max: 10 }));
    if (day === null) throw refuse('CBC.0100', name);
    return day;
  });
  if (from === undefined || to === undefined || from > to || to - from > LONGEST_SPAN) {
    throw refuse('CBC.0100', 'deduct_time_end');
  }
  return { from, to };
}

function deductionJson(deduction: Deduction, language: Language): Json {
  const { bought, item, stream, before, used } = deduction;
  return {
    deduct_time: utcText(deductedAt(deduction)),
    free_resource_id: item.id,
    resource_id: stream.resourceId,
    resource_type_code: stream.item.resourceType,
    resource_type_name: resourceTypeName(stream.item.resourceType, language),
    resource_tag: stream.tag,
    product_id: bought.productId,
    product_name: packageName(bought, language),
    usage_type_code: item.item.usageFactor,
    available_amount: quantity(before),
    remaining_amount: quantity(before - used),
    used_amount: quantity(used),
    measure_id: item.item.usageMeasureId,
    effective_time: utcText(bought.from),
    expire_time: utcText(bought.to),
  };
}
