import { formatUnits } from '../../wire/amounts';
import { type Json, toJson } from '../../wire/json';
import { type Page, Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { cycleText, dayOf, dayStart, parseDay, utcText } from '../../wire/times';
import { resourceTypeName, serviceName } from '../../world/catalogue';
import type { FundsRecord, RecordKind } from '../../world/funds/ledger';
import { fundMonthOf } from '../../world/funds/policy';
import { recordsBetween } from '../../world/funds/funds';
import { hashText, randomFrom } from '../../world/random';
import type { Call, Operation } from '../operation';

/** Trade type of section 3.4 and payment channel: 0 none, 2 bank transfer, 6 withdrawal, 11 adjustment. */
const trades: Record<RecordKind, { type: string; detail: string; channel: string }> = {
  recharge: { type: 'RECHARGE', detail: 'RECHARGE', channel: '2' },
  repayment: { type: 'RECHARGE', detail: 'CREDIT_REPAYMENT', channel: '2' },
  withdrawal: { type: 'TRANS', detail: 'WITHDRAWAL', channel: '6' },
  payout: { type: 'TRANS', detail: 'WITHDRAWAL', channel: '6' },
  order: { type: 'DEDEUCT', detail: 'ORDER_PAYMENT', channel: '0' },
  consumption: { type: 'DEDEUCT', detail: 'CONSUMPTION', channel: '0' },
  collection: { type: 'DEDEUCT', detail: 'DEBT_COLLECTION', channel: '0' },
  refund: { type: 'REFUND', detail: 'REFUND', channel: '0' },
  adjustment: { type: 'ADJUST', detail: 'ADJUSTMENT', channel: '11' },
};

/** Section 3.4, China only: every change of the cash or the credit account and the balance after it, newest first. */
export const listAccountChangeRecords: Operation = {
  name: 'ListCustomerAccountChangeRecords',
  method: 'GET',
  path: '/v2/accounts/customer-accounts/account-change-records',
  quota: 10,
  body: 'none',
  sites: ['cn'],
  run(call) {
    const input = read(Parameters.ofQuery(call.query), call.now);
    const entries = entriesOf(call, input).filter((entry) => matches(entry, input));
    return toJson({
      total_count: entries.length,
      currency: call.account.currency,
      records: entries.slice(input.offset, input.offset + input.limit).map((entry) => recordJson(call, entry)),
    });
  },
};

interface Input extends Page {
  account: FundsRecord['account'];
  direction: string | null;
  tradeType: string | null;
  from: number;
  to: number;
  tradeId: string | null;
  channels: readonly string[] | null;
  channelNo: string | null;
}

/** Days are in GMT+08:00; without them the last year up to today. */
function read(query: Parameters, now: number): Input {
  const balance = query.requiredText('balance_type', { oneOf: ['BALANCE_TYPE_DEBIT', 'BALANCE_TYPE_CREDIT'] });
  const day = (name: string, otherwise: number): number => {
    const text = query.text(name, { max: 10 });
    const found = text === null ? otherwise : parseDay(text);
    if (found === null) throw refuse('CBC.0100', name);
    return found;
  };
  const today = dayOf(now);
  const input = {
    account: balance === 'BALANCE_TYPE_DEBIT' ? ('cash' as const) : ('credit' as const),
    direction: query.text('revenue_expense_type', { oneOf: ['REVENUE', 'EXPENSE'], empty: 'refuse' }),
    tradeType: query.text('trade_type', { max: 20 }),
    from: day('trade_time_begin', today - 365),
    to: day('trade_time_end', today),
    tradeId: query.text('trade_id', { max: 128 }),
    channels: query.text('payment_channel_id', { max: 64 })?.split(',') ?? null,
    channelNo: query.text('payment_channel_no', { max: 64 }),
    ...query.page(100),
  };
  if (input.channels?.some((id) => !/^\d{1,4}$/.test(id))) throw refuse('CBC.0100', 'payment_channel_id');
  if (input.from > input.to) throw refuse('CBC.0100', 'trade_time_begin is after trade_time_end');
  return input;
}

interface Entry {
  record: FundsRecord;
  id: string;
  tradeId: string;
  channelNo: string | null;
}

/** The records of the days asked for, as far back as the world goes. */
function entriesOf({ world, tenant, now }: Call, input: Input): Entry[] {
  const from = dayStart(input.from);
  const until = Math.min(now, dayStart(input.to + 1) - 1);
  const oldest = fundMonthOf(now) - world.months + 1;
  const cycle = Math.max(fundMonthOf(from), oldest);
  const entries: Entry[] = [];
  const seen = new Map<number, number>();
  for (const record of recordsBetween(world, tenant, { cycle, now: until })) {
    const place = seen.get(record.at) ?? 0;
    seen.set(record.at, place + 1);
    if (record.at < from || record.account !== input.account) continue;
    const random = randomFrom(hashText(tenant.account.domainId), record.at / 1000, place);
    const stamp = utcText(record.at).replace(/\D/g, '').slice(0, 14);
    const id = `AC${stamp}${random.code(8)}`;
    const isBank = trades[record.kind].channel === '2' || trades[record.kind].channel === '6';
    const tradeId = record.movement?.tradeId ?? `TR${stamp}${random.code(8)}`;
    entries.push({ record, id, tradeId, channelNo: isBank ? `BT${stamp}${random.code(6)}` : null });
  }
  return entries.reverse();
}

function matches({ record, tradeId, channelNo }: Entry, input: Input): boolean {
  const trade = trades[record.kind];
  if (input.direction !== null && directionOf(record) !== input.direction) return false;
  if (input.tradeType !== null && trade.type !== input.tradeType) return false;
  if (input.tradeId !== null && tradeId.toLowerCase() !== input.tradeId.toLowerCase()) return false;
  if (input.channels !== null && !input.channels.includes(trade.channel)) return false;
  return input.channelNo === null || channelNo === input.channelNo;
}

const directionOf = (record: FundsRecord): string => (record.amount >= 0 ? 'REVENUE' : 'EXPENSE');

function recordJson(call: Call, { record, id, tradeId, channelNo }: Entry): Json {
  const { movement } = record;
  const language = call.language ?? 'zh_CN';
  const trade = trades[record.kind];
  return {
    account_change_id: id,
    trade_detail_type: trade.detail,
    trade_time: utcText(record.at),
    trade_id: tradeId,
    change_amount: formatUnits(record.amount),
    balance_after_change: formatUnits(record.balance),
    revenue_expense_type: directionOf(record),
    bill_cycle: movement === null ? null : cycleText(movement.cycle),
    payment_channel_id: trade.channel,
    payment_channel_no: channelNo,
    consume_time: movement === null ? null : utcText(record.at),
    account_name: (movement?.consumer ?? call.account).name,
    cloud_service_type_name: movement?.service ? serviceName(movement.service, language) : null,
    resource_type_name: movement?.resourceType ? resourceTypeName(movement.resourceType, language) : null,
  };
}
