import type { Sandbox } from '../e2e/support/upstream';
import { type Result, result } from './result';

const PER_SECOND = 10;
const BILLS = ['ShowCustomerMonthlySum', 'ListCustomerselfResourceRecordDetails', 'ListCustomerselfResourceRecords'];

interface Entry {
  operation: string | null;
  account: string | null;
  /** Of a clock that never jumps. */
  arrivedMs: number;
  /** Milliseconds. */
  duration: number;
}

/**
 * The first sync of a portal that has just been started, as its sandbox saw it: from the first call for bills to the end of
 * the last. No bar: two cores start a portal, an engine and a sandbox meanwhile, which `measureSync` waits for.
 */
export async function measureStartedSync({ control }: Sandbox): Promise<Result[]> {
  const answer = await fetch(`${control}/journal?limit=50000`);
  const { entries } = (await answer.json()) as { entries: Entry[] };
  const bills = entries.filter(({ operation }) => operation !== null && BILLS.includes(operation));
  const calls = new Map<string, number>();
  for (const { account, operation } of bills) {
    calls.set(`${account} ${operation}`, (calls.get(`${account} ${operation}`) ?? 0) + 1);
  }
  const busiest = Math.max(...calls.values());
  const first = Math.min(...bills.map(({ arrivedMs }) => arrivedMs));
  const last = Math.max(...bills.map(({ arrivedMs, duration }) => arrivedMs + duration));
  const ratio = (last - first) / 1000 / (busiest / PER_SECOND);
  const name = `first sync of a portal that has just started: time ÷ (${busiest} calls ÷ quota)`;
  return [result(name, { value: ratio, unit: '×' }, null)];
}
