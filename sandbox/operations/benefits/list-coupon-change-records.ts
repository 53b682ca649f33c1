import { formatUnits, type Units } from '../../wire/amounts';
import { type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { cycleText, utcText } from '../../wire/times';
import type { BenefitView } from '../../world/benefits/benefit';
import { benefitsAt } from '../../world/benefits/holdings';
import type { Account } from '../../world/accounts';
import { hashText, randomFrom } from '../../world/random';
import { directionOf, passes, readStatement } from '../accounts/statement-input';
import type { Operation } from '../operation';

/**
 * Section 3.5, China only and in the contract's text alone: what happened to the balances of coupons, newest first.
 * Discount coupons have no balance, and cards are none; the balance after a change is that of its coupon.
 */
export const listCouponChangeRecords: Operation = {
  name: 'ListCouponChangeRecords',
  method: 'GET',
  path: '/v2/promotions/benefits/account-change-records',
  quota: 10,
  body: 'none',
  sites: ['cn'],
  run({ tenant, account, now, query }) {
    const parameters = Parameters.ofQuery(query);
    parameters.requiredText('balance_type', { oneOf: ['BALANCE_TYPE_COUPON'] });
    const couponId = parameters.text('coupon_id', { max: 64 });
    const input = readStatement(parameters, now);
    const changes = benefitsAt(tenant, now)
      .filter(({ benefit }) => benefit.kind !== 'discount' && benefit.kind !== 'card')
      .filter(({ benefit }) => couponId === null || benefit.id === couponId)
      .flatMap((view) => changesOf(view, now))
      .filter((change) => change.at >= input.from && change.at <= input.to && passes(change, input))
      // What happened in the same second is turned round too.
      .reverse()
      .sort((a, b) => b.at - a.at);
    const page = changes.slice(input.offset, input.offset + input.limit);
    return toJson({
      total_count: changes.length,
      currency: account.currency,
      records: page.map((change) => changeJson(change, account)),
    });
  },
};

interface Change {
  at: number;
  couponId: string;
  tradeType: 'ADJUST' | 'DEDEUCT' | 'REFUND' | 'EXPIRED' | 'COUPONCANCEL';
  tradeId: string;
  amount: Units;
  balance: Units;
  cycle: number | null;
}

/** Activated, spent, given back by a restated bill, and taken away with what was left: expired or recycled. */
function changesOf({ benefit, uses, status, balance, endedAt }: BenefitView, now: number): Change[] {
  const ids = randomFrom(hashText(benefit.id));
  const change = (at: number, tradeType: Change['tradeType'], amount: Units) => ({
    at,
    couponId: benefit.id,
    tradeType,
    tradeId: `CT${utcText(at).replace(/\D/g, '').slice(2, 14)}${ids.code(6)}`,
    amount,
    balance: 0,
    cycle: null as number | null,
  });
  const changes: Change[] = benefit.activeAt <= now ? [change(benefit.activeAt, 'ADJUST', benefit.face)] : [];
  for (const use of uses) {
    const made = change(use.at, use.amount < 0 ? 'REFUND' : 'DEDEUCT', -use.amount);
    changes.push({ ...made, tradeId: use.orderId ?? made.tradeId, cycle: use.cycle });
  }
  // A single-use coupon forfeits what its order did not need.
  const takenAway = changes.length > 0 && balance > 0 && endedAt !== null;
  if (takenAway) changes.push(change(endedAt, status === 5 ? 'COUPONCANCEL' : 'EXPIRED', -balance));
  let left: Units = 0;
  return changes.map((one) => {
    left += one.amount;
    return { ...one, balance: left };
  });
}

function changeJson(change: Change, account: Account): Json {
  return {
    account_change_id: `CC${hashText(`${change.couponId} ${change.at} ${change.tradeType}`).toString(36).toUpperCase()}`,
    coupon_id: change.couponId,
    trade_detail_type: change.tradeType,
    trade_time: utcText(change.at),
    trade_id: change.tradeId,
    change_amount: formatUnits(change.amount),
    balance_after_change: formatUnits(change.balance),
    revenue_expense_type: directionOf(change.amount),
    bill_cycle: change.cycle === null ? null : cycleText(change.cycle),
    account_name: account.name,
  };
}
