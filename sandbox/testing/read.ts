import { type Units, toUnits } from '../wire/amounts';
import { decimal, decimalText } from '../wire/decimal';
import { type Ask, ask } from './fixture';

export type Row = Record<string, unknown>;

/** A JSON number of a test answer as units; the amounts of the world have few enough digits to survive JSON.parse. */
export function units(value: unknown): Units {
  const text = String(value);
  return toUnits(text.includes('e') ? decimalText(decimal(text)) : text);
}

export const sumUnits = (rows: readonly Row[], member: string): Units =>
  rows.reduce((sum, row) => sum + units(row[member]), 0);

export function read(wanted: Ask): Row {
  const answer = ask(wanted);
  if (answer.status !== 200) throw new Error(`${wanted.path}: ${answer.code} ${answer.text}`);
  return JSON.parse(answer.text) as Row;
}

/** Every row of a paged list. */
export function readAll(wanted: Ask, list: { member: string; limit: number }): Row[] {
  const rows: Row[] = [];
  for (;;) {
    const page = { offset: rows.length, limit: list.limit };
    const text = { offset: String(page.offset), limit: String(page.limit) };
    const answer = read(
      wanted.body
        ? { ...wanted, body: { ...wanted.body, ...page } }
        : { ...wanted, query: { ...wanted.query, ...text } },
    );
    const part = answer[list.member] as Row[];
    rows.push(...part);
    if (rows.length >= Number(answer.total_count)) return rows;
    if (part.length === 0) throw new Error(`${wanted.path}: an empty page before the end`);
  }
}

type Account = Pick<Ask, 'world' | 'account' | 'now'>;

export const feeRecords = (of: Account, query: Record<string, string>): Row[] =>
  readAll(
    { ...of, path: '/v2/bills/customer-bills/res-fee-records', query: { method: 'oneself', ...query } },
    { member: 'fee_records', limit: 1000 },
  );

export const usageRecords = (of: Account, body: Row): Row[] =>
  readAll(
    { ...of, path: '/v2/bills/customer-bills/res-records/query', body: { method: 'oneself', ...body } },
    { member: 'monthly_records', limit: 1000 },
  );

export const monthlySum = (of: Account, query: Record<string, string>): Row =>
  read({
    ...of,
    path: '/v2/bills/customer-bills/monthly-sum',
    query: { method: 'oneself', limit: '1000', ...query },
  });

export const orders = (of: Account, query: Record<string, string> = {}): Row[] =>
  readAll({ ...of, path: '/v2/orders/customer-orders', query }, { member: 'order_infos', limit: 100 });

export const resources = (of: Account, body: Row = {}): Row[] =>
  readAll({ ...of, path: '/v2/orders/suscriptions/resources/query', body }, { member: 'data', limit: 500 });
