import { share, type Units } from '../../wire/amounts';
import { dayText, DAY, firstDayOf, daysIn, parseCycle } from '../../wire/times';
import { covers, PLAN_RATE } from '../../world/bills/commitments';
import { tenantOf } from '../../world/world';
import { read, readAll, type Row, sumUnits, units } from '../read';
import type { Check, Subject } from './check';

const billsOf = ({ world, account }: Subject) => tenantOf(world, world.accounts[account]?.domainId ?? '').bills;
const add = <Key>(sums: Map<Key, number>, key: Key, value: number) => sums.set(key, (sums.get(key) ?? 0) + value);

/** Reserved instances and savings plans are paid for, and cover no more in any hour than what was bought. */
export const commitments: Check = (subject, findings) => {
  const index = parseCycle(subject.cycle) ?? 0;
  const active = billsOf(subject).commitments.filter((each) => covers(each, index));
  for (const { resource, monthly } of active) {
    const paid = subject.fees.filter((row) => row.bill_type === 18 && row.resource_id === resource.id);
    findings.same(`${resource.id} payment`, sumUnits(paid, 'amount'), monthly.official - monthly.discount);
  }
  const reserved = new Map<string, number>();
  const planned = new Map<unknown, number>();
  for (const row of subject.fees.filter((each) => each.bill_type === 5 || each.bill_type === 23)) {
    const hours = (Date.parse(String(row.expire_time)) - Date.parse(String(row.effective_time))) / 3_600_000;
    const committed = row.charge_mode !== '3';
    findings.same(`${row.trade_id} ri_usage`, row.ri_usage, row.charge_mode === '10' ? row.usage : 0);
    if (committed) findings.same(`${row.trade_id} covered`, units(row.amount), 0);
    if (row.charge_mode === '10') add(reserved, `${row.bill_date} ${hours} ${row.product_id}`, Number(row.ri_usage));
    // By the hour: a line of a day counts with a 24th in each of its hours.
    if (row.charge_mode === '11') add(planned, row.bill_date, share(units(row.official_amount), PLAN_RATE, 1000));
  }
  const instances = active.reduce((sum, each) => sum + each.instances, 0);
  for (const [key, seconds] of reserved) findings.holds(`reserved ${key}`, seconds <= (instances * DAY) / 1000);
  const perHour = active.reduce((sum: Units, each) => sum + each.perHour, 0);
  for (const [key, spent] of planned) findings.holds(`planned ${String(key)}`, spent <= perHour * 24);
};

/** What packages covered is what they recorded, item by item, and never more than the quota. */
export const packages: Check = (subject, findings) => {
  const { world, account } = subject;
  const first = firstDayOf(parseCycle(subject.cycle) ?? 0);
  const last = first + daysIn(parseCycle(subject.cycle) ?? 0) - 1;
  const records = readAll(
    {
      world,
      account,
      path: '/v2/bills/customer-bills/free-resources-usage-records',
      // What was used on a day is deducted in the small hours of the next one.
      query: { deduct_time_begin: dayText(first + 1), deduct_time_end: dayText(last + 1) },
    },
    { member: 'free_resource_records', limit: 1000 },
  );
  const used = new Map<string, number>();
  for (const record of records) {
    const day = Math.floor((Date.parse(String(record.deduct_time)) + 8 * 3_600_000) / DAY) - 1;
    add(used, `${dayText(day)} ${record.resource_id} ${record.usage_type_code}`, units(record.used_amount));
    const left = units(record.available_amount) - units(record.used_amount);
    findings.same(`${record.free_resource_id} left`, left, units(record.remaining_amount));
    findings.holds(`${record.free_resource_id} overdrawn`, left >= 0);
  }
  const free = new Map<string, number>();
  for (const row of subject.fees.filter((each) => Number(each.free_resource_usage) > 0)) {
    add(free, `${row.bill_date} ${row.resource_id} ${row.usage_type}`, units(row.free_resource_usage));
    findings.holds(`${row.trade_id} free usage`, Number(row.free_resource_usage) <= Number(row.usage));
  }
  for (const [key, amount] of used) findings.same(`deducted ${key}`, free.get(key), amount);
  for (const [key, amount] of free) findings.same(`covered ${key}`, used.get(key), amount);
  remaining(subject, findings);
};

/** The list and the usage of an item say the same that is left, once as text and once as a number. */
function remaining({ world, account }: Subject, findings: Parameters<Check>[1]): void {
  const list = readAll(
    { world, account, path: '/v3/payments/free-resources/query', body: { limit: 1000 } },
    { member: 'free_resource_packages', limit: 1000 },
  );
  const items = list.flatMap((bought) => bought.free_resources as Row[]).slice(0, 100);
  const asked = { free_resource_ids: items.map((item) => item.free_resource_id) };
  const usages = read({ world, account, path: '/v2/payments/free-resources/usages/details/query', body: asked });
  for (const [index, usage] of (usages.free_resources as Row[]).entries()) {
    findings.same(`${usage.free_resource_id} list`, String(usage.amount), items[index]?.amount);
    findings.holds(`${usage.free_resource_id} quota`, Number(usage.amount) <= Number(usage.original_amount));
  }
}
