import { LosslessNumber } from 'lossless-json';
import type { Row } from './tree';
import type { Applied } from './faults';
import type { Paging } from './request';

const IDENTITIES = ['id', 'trade_id', 'order_id', 'coupon_id', 'transaction_id', 'resource_id', 'res_instance_id'];

/** Changes the rows and the total of one answer; `answer` is its tree, edited in place. */
export function changeList(applied: Applied, answer: Row, paging: Paging): void {
  const { fault } = applied;
  const list = listMember(answer);
  if (fault.kind === 'total') setTotal(answer, (total) => wrongTotal(applied, total));
  if (list === null) return;
  const rows = answer[list] as Row[];
  if (fault.kind === 'page') answer[list] = rows.slice(0, fault.keep);
  if (fault.kind === 'reorder') answer[list] = shuffled(rows, applied);
  if (fault.kind === 'shift') {
    answer[list] = inserted(rows, paging);
    if (fault.total === 'follows') setTotal(answer, (total) => Math.max(0, total + paging.shift));
  }
}

/** The first member that is a list. */
export const listMember = (answer: Row): string | null =>
  Object.keys(answer).find((name) => Array.isArray(answer[name])) ?? null;

function setTotal(answer: Row, change: (total: number) => number): void {
  for (const name of ['total_count', 'count']) {
    const value = answer[name];
    if (value instanceof LosslessNumber) answer[name] = new LosslessNumber(String(change(Number(value.value))));
  }
}

function wrongTotal({ fault, nth }: Applied, total: number): number {
  if (fault.kind !== 'total') return total;
  if (typeof fault.total === 'number') return fault.total;
  if (fault.total === 'changing') return total + nth;
  return Math.max(0, total + Number(fault.total));
}

/** Rows that came in at the head are copies of the first real ones of the page with identities of their own. */
function inserted(rows: readonly Row[], { offset, limit, shift }: Paging): Row[] {
  const count = Math.min(limit, Math.max(0, shift - offset));
  const fresh = Array.from({ length: count }, (_, index) =>
    newRow(rows[index % rows.length] ?? {}, shift - offset - index),
  );
  return [...fresh, ...rows].slice(0, limit);
}

function newRow(like: Row, number: number): Row {
  const name = IDENTITIES.find((known) => typeof like[known] === 'string');
  return name === undefined ? { ...like } : { ...like, [name]: `${String(like[name])}-${number}` };
}

function shuffled(rows: readonly Row[], { random }: Applied): Row[] {
  const mixed = [...rows];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = random.between(0, index);
    const [a, b] = [mixed[index], mixed[other]];
    if (a && b) [mixed[index], mixed[other]] = [b, a];
  }
  return mixed;
}
