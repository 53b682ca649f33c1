import { LosslessNumber } from 'lossless-json';
import { decimal, decimalText, plus } from '../../wire/decimal';
import { hash, hashText } from '../../world/random';
import type { Fault, FaultOf } from './fault';
import { listMember } from './lists';
import { isNumber, rawValue, type Row, rowsOf } from './tree';

const MONEY = /amount|price|balance|debt|quota|value/i;

/** Changes values of one answer in place: U10 to U14. `seed` decides which rows are restated. */
export function changeValues(fault: Fault, answer: Row, seed: number): void {
  if (fault.kind === 'edit') edit(fault, answer);
  if (fault.kind === 'numbers') rewriteNumbers(fault, answer);
  if (fault.kind === 'restate') {
    for (const row of listOf(answer)) if (isRestated(row, fault.share, seed)) restate(row, fault.by);
  }
}

const listOf = (answer: Row): Row[] => (answer[listMember(answer) ?? ''] ?? []) as Row[];

function edit({ rows, set, raw }: FaultOf<'edit'>, answer: Row): void {
  const changes: Row = { ...(rawValue(JSON.stringify(set)) as Row) };
  for (const [name, text] of Object.entries(raw)) changes[name] = rawValue(text);
  if (rows === 'top') Object.assign(answer, changes);
  else for (const row of listOf(answer).slice(0, rows === 'all' ? undefined : rows)) Object.assign(row, changes);
}

function rewriteNumbers({ as, members }: FaultOf<'numbers'>, answer: Row): void {
  for (const row of rowsOf(answer)) {
    for (const [name, value] of Object.entries(row)) {
      if (isNumber(value) && (members ? members.includes(name) : MONEY.test(name)))
        row[name] = otherForm(value.value, as);
    }
  }
}

function otherForm(text: string, as: FaultOf<'numbers'>['as']): unknown {
  if (as === 'text') return text;
  if (as === 'null') return null;
  if (as === 'negativeZero') return new LosslessNumber('-0');
  if (as === 'huge') return new LosslessNumber('1e21');
  if (as === 'exponent') return new LosslessNumber(scientific(text));
  return new LosslessNumber(`${text.includes('.') ? text : `${text}.`}${'0'.repeat(12 - decimalsOf(text))}1`);
}

const decimalsOf = (text: string): number => Math.min(11, text.split('.')[1]?.length ?? 0);

/** The same value with an exponent: -12.5 is -1.25e1. */
function scientific(text: string): string {
  const { digits, scale } = decimal(text);
  const sign = digits < 0n ? '-' : '';
  const figures = String(digits < 0n ? -digits : digits);
  const fraction = figures.slice(1).replace(/0+$/, '');
  return `${sign}${figures[0] ?? '0'}${fraction ? `.${fraction}` : ''}e${digits === 0n ? 0 : figures.length - 1 - scale}`;
}

/** The same rows whatever the page, and again as long as the fault lasts. */
const isRestated = (row: Row, share: number, seed: number): boolean =>
  share >= 1 || hash(hashText(JSON.stringify(row)), seed) / 4_294_967_296 < share;

const PAYMENTS = [
  'cash_amount',
  'credit_amount',
  'coupon_amount',
  'stored_card_amount',
  'debt_amount',
  'amount_in_debt',
];
const LIST_PRICES = ['official_amount'];
const CHARGES = ['consume_amount', 'amount', 'amount_after_discount'];

/** Moves the charge and, so that the row still adds up, its list price and the payment that is largest. */
function restate(row: Row, by: string): void {
  const has = (name: string) => isNumber(row[name]);
  const size = (name: string) => Math.abs(Number(String(row[name])));
  const paid = PAYMENTS.filter(has).sort((a, b) => size(b) - size(a))[0];
  for (const name of [...LIST_PRICES, ...CHARGES].filter(has).concat(paid ?? [])) {
    const value = row[name];
    if (isNumber(value)) row[name] = new LosslessNumber(decimalText(plus(decimal(value.value), decimal(by))));
  }
}
