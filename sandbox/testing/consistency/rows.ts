import { type Row, units } from '../read';
import { CENT } from '../../wire/amounts';
import type { Check, Findings } from './check';

const PAID = ['cash', 'credit', 'coupon', 'flexipurchase_coupon', 'stored_card', 'bonus', 'debt', 'adjustment'];
const SETTLED = ['cash', 'credit', 'coupon', 'flexipurchase_coupon', 'stored_value_card', 'debt', 'writeoff'];
const REFUNDS = [4, 20, 24, 100];

const parts = (row: Row, names: readonly string[]) =>
  names.reduce((sum, name) => sum + units(row[`${name}_amount`]), 0);

/** List price less discount is the amount, and the amount is what paid it; refunds are not positive. */
export const rowIdentities: Check = ({ fees, usage }, findings) => {
  for (const row of fees) line(row, 'amount', findings);
  for (const row of [...usage[1], ...usage[2], ...usage[3]]) line(row, 'consume_amount', findings);
};

function line(row: Row, member: string, findings: Findings): void {
  const amount = units(row[member]);
  findings.same(`${row.trade_id} official - discount`, units(row.official_amount) - units(row.discount_amount), amount);
  findings.same(`${row.trade_id} payments`, parts(row, PAID), amount);
  if (REFUNDS.includes(Number(row.bill_type))) findings.holds(`${row.trade_id} refund is positive`, amount <= 0);
}

/** Both identities of a summary row, in whole cents, and the totals over all rows. */
export const summaryIdentities: Check = ({ summary }, findings) => {
  const rows = summary.bill_sums as Row[];
  for (const row of rows) {
    const consume = units(row.consume_amount);
    const name = `${row.service_type_code} ${row.charging_mode} ${row.bill_type}`;
    const left = units(row.official_amount) - units(row.official_discount_amount) - units(row.truncated_amount);
    findings.same(`${name} official - discount - truncated`, left, consume);
    findings.same(`${name} payments`, parts(row, SETTLED), consume);
    findings.holds(`${name} is not in cents`, consume % CENT === 0);
  }
  for (const name of ['consume', ...SETTLED].map((each) => `${each}_amount`)) {
    const sum = rows.reduce((total, row) => total + units(row[name]), 0);
    findings.same(`total ${name}`, sum, units(summary[name]));
  }
};

/** Members that a statistic type does not have are null, and the others are of their type. */
export const members: Check = ({ fees, usage }, findings) => {
  for (const row of usage[1]) {
    findings.same(`${row.trade_id} bill_date of a cycle`, row.bill_date, null);
    findings.same(`${row.trade_id} effective_time of a cycle`, row.effective_time, null);
  }
  for (const row of usage[2]) {
    findings.holds(`${row.trade_id} bill_date of a day`, typeof row.bill_date === 'string');
    findings.same(`${row.trade_id} is_spot of a day`, row.is_spot, null);
  }
  for (const row of usage[3]) {
    findings.same(`${row.trade_id} bill_date of a charge`, row.bill_date, null);
    findings.holds(`${row.trade_id} is_spot`, ['Y', 'N', '--'].includes(String(row.is_spot)));
    findings.holds(`${row.trade_id} window`, String(row.effective_time) <= String(row.expire_time));
    const committed = row.charge_mode === 10 || row.charge_mode === 11;
    const taxed = row.res_instance_id === null;
    if (!taxed) findings.same(`${row.trade_id} payment_type`, row.payment_type !== null, committed);
  }
  for (const row of fees) {
    findings.holds(`${row.trade_id} charge_mode`, typeof row.charge_mode === 'string');
    const used = row.bill_type === 5 || row.bill_type === 23;
    findings.same(`${row.trade_id} usage`, row.usage !== null, used);
    findings.same(
      `${row.trade_id} order_id`,
      row.order_id === row.trade_id,
      [1, 2, 3, 4, 8, 20, 24].includes(Number(row.bill_type)),
    );
  }
};
