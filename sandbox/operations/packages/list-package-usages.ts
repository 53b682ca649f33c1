import { resourceTypeName } from '../../world/catalogue';
import type { Package, PackageItem, Reset } from '../../world/packages';
import { type Json, Raw, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { dayStart, utcText } from '../../wire/times';
import type { Call, Operation } from '../operation';
import { quantity, usageTypeName } from './package-json';

const MOST_IDS = 100;
/** Reset cycle: 2 day, 4 month; none where the quota is for the whole term. */
const REUSE_CYCLE: Record<Reset, number | null> = { never: null, day: 2, month: 4, anniversary: 4 };
/** Anchor: 1 the calendar, 2 the day of the purchase. */
const REUSE_ANCHOR: Record<Reset, number | null> = { never: null, day: 1, month: 1, anniversary: 2 };

/** Section 3.3: what is left of package items in their current period, in the order asked for; unknown IDs are left out. */
export const listPackageUsages: Operation = {
  name: 'ListFreeResourceUsages',
  method: 'POST',
  path: '/v2/payments/free-resources/usages/details/query',
  quota: 10,
  body: 'required',
  run(call) {
    const ids = readIds(Parameters.ofBody(call.body));
    const { packages } = call.tenant.bills.deductions;
    const items = new Map(
      packages
        .filter((bought) => bought.boughtAt <= call.now)
        .flatMap((bought) => bought.items.map((item) => [item.id, { bought, item }] as const)),
    );
    return toJson({
      free_resources: ids.flatMap((id) => {
        const found = items.get(id);
        return found ? [usageJson(call, found.bought, found.item)] : [];
      }),
    });
  },
};

function readIds(body: Parameters): readonly string[] {
  const list = body.list('free_resource_ids', MOST_IDS);
  if (list === null || list.length === 0) throw refuse('CBC.0100', 'free_resource_ids');
  return list.map((id) => {
    if (typeof id !== 'string' || id === '' || id.length > 64) throw refuse('CBC.0100', 'free_resource_ids');
    return id;
  });
}

function usageJson(call: Call, bought: Package, item: PackageItem): Json {
  const language = call.language ?? 'zh_CN';
  const { left, from, to } = call.tenant.bills.deductions.leftAt(bought, item, call.now);
  return {
    free_resource_id: item.id,
    free_resource_type_name: resourceTypeName(item.item.resourceType, language),
    quota_reuse_cycle: REUSE_CYCLE[bought.reset],
    quota_reuse_cycle_type: REUSE_ANCHOR[bought.reset],
    usage_type_name: usageTypeName(item.item.usageFactor, language),
    start_time: utcText(Math.max(bought.from, dayStart(from))),
    end_time: utcText(Math.min(bought.to, dayStart(to) - 1000)),
    amount: new Raw(quantity(left)),
    original_amount: new Raw(quantity(item.quota)),
    measure_id: item.item.usageMeasureId,
  };
}
