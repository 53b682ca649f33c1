import { addCycles, type Cycle, cycleStart } from '@/lib/cycles';
import type { RecordColumns } from '@/lib/record-columns';
import { SyncProblem } from './problem';

interface Owner {
  domainId: string;
  currency: string;
  cycle: Cycle;
}

interface Answered {
  currency: string;
  rows: RecordColumns<object>;
}

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-(\d{2})$/;

const shown = (text: string) => text.slice(0, 40).replace(/[^\w.-]/g, '?');

/**
 * Refuses an answer with a row of another account, cycle or currency, or of a day that there is not: none of it is kept.
 * @throws SyncProblem `foreign_rows`
 */
export function refuseForeign(fact: string, { domainId, currency, cycle }: Owner, answer: Answered): void {
  if (answer.currency !== currency) {
    throw foreign(fact, `the currency is ${shown(answer.currency)}, that of the account is ${currency}`);
  }
  const said = (member: string) =>
    answer.rows
      .columnNamed(member)
      .values.filter((value) => typeof value === 'string')
      .filter((value) => value !== '');
  for (const customer of said('customer_id')) {
    if (customer !== domainId) throw foreign(fact, `a row is of account ${shown(customer)}`);
  }
  for (const own of said('currency')) if (own !== currency) throw foreign(fact, `a row is in ${shown(own)}`);
  for (const member of ['cycle', 'bill_cycle', 'bill_date']) {
    for (const at of said(member)) {
      if (at.slice(0, 7) !== cycle) throw foreign(fact, `a row has ${member} ${shown(at)}`);
    }
  }
  // It would be found by no day and belong to none (contract 2.f and 2.g: a day, YYYY-MM-DD).
  const days = (cycleStart(addCycles(cycle, 1)).getTime() - cycleStart(cycle).getTime()) / DAY_MS;
  for (const at of new Set(said('bill_date'))) {
    const day = Number(DAY.exec(at)?.[1] ?? 0);
    if (day < 1 || day > days) throw foreign(fact, `a row has bill_date ${shown(at)}, which is no day`);
  }
}

const VIEWS: Readonly<Record<string, string>> = {
  usage_lines: 'usage details',
  fee_lines: 'expenditures',
  summary_rows: 'the summary',
};

/** A list as people know it. */
export const listNamed = (fact: string): string => VIEWS[fact] ?? fact;

const foreign = (fact: string, what: string) =>
  new SyncProblem('foreign_rows', `In ${listNamed(fact)} ${what}. Nothing of this answer was kept.`);
