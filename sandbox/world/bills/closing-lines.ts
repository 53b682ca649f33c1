import { CENT, ONE, share, truncateToCents, type Units } from '../../wire/amounts';
import { cycleStart } from '../../wire/times';
import type { Account } from '../accounts';
import { type Book, sumsOf } from './book';
import { itemById } from '../catalogue';
import { hash, hashText, randomFrom } from '../random';
import { plainLine, type SingleLine } from './single-line';
import { coarseBillType, type Source } from './source';

/** What a contract promises to spend on notifications in a December; what is missing is charged (bill type 17). */
const MINIMUM_SPEND = 500 * ONE;
const promised = itemById('smn.requests');
const toppedUp = itemById('ecs.c7.xlarge.2');

/** What decides whether a source is taxed, and together with which others. */
export type Taxed = Pick<Source, 'item' | 'chargeMode' | 'billType' | 'zero'>;

const hasShortfall = (account: Account, cycle: number): boolean => account.site !== 'cn' && cycle % 12 === 11;

/** How many lines the end of a cycle adds to what its sources have: they are known before their amounts are. */
export function closingCount(account: Account, cycle: number, sources: readonly Taxed[]): number {
  if (account.site === 'cn') return 1;
  const shortfall = hasShortfall(account, cycle) ? [shortfallLine(account, cycle, 0)] : [];
  return taxGroups(account, [...sources, ...shortfall]).length + shortfall.length;
}

/**
 * The lines of a cycle that follow from all others, at its last second. Outside China the shortfall against a minimum
 * spend and the taxes; in China one line (bill type 25) that brings the sum of the whole bill up to a whole cent.
 */
export function closingLines(account: Account, cycle: number, book: Book): SingleLine[] {
  const sums = sumsOf(book).map((sum) => sum.amount);
  if (account.site === 'cn') return [roundingLine(account, cycle, sums)];
  const sources: Source[] = [...book.sources];
  const shortfall: SingleLine[] = [];
  if (hasShortfall(account, cycle)) {
    const spent = sources.reduce(
      (sum, source, index) => sum + (source.item.service === promised.service ? (sums[index] ?? 0) : 0),
      0,
    );
    shortfall.push(shortfallLine(account, cycle, truncateToCents(spent)));
    sources.push(...shortfall);
    sums.push(...shortfall.map((line) => line.amount));
  }
  const taxes = taxGroups(account, sources).map((group) => {
    const amount = group.members.reduce((sum, index) => sum + (sums[index] ?? 0), 0);
    return taxLine(account, group, { amount, cycle });
  });
  return [...shortfall, ...taxes];
}

function shortfallLine(account: Account, cycle: number, spent: Units): SingleLine {
  return endLine(account, cycle, {
    item: promised,
    billType: 17,
    chargeMode: 3,
    // Never nothing: whoever spends more pays a cent for the statement.
    amount: Math.max(CENT, MINIMUM_SPEND - spent),
    key: hash(hash(account.index, cycle), 17),
  });
}

function roundingLine(account: Account, cycle: number, sums: readonly Units[]): SingleLine {
  const beyond = sums.reduce((sum, amount) => sum + amount, 0) % CENT;
  const amount = beyond === 0 ? 0 : beyond > 0 ? CENT - beyond : -beyond;
  return endLine(account, cycle, {
    item: toppedUp,
    billType: 25,
    chargeMode: 3,
    amount,
    key: hash(hash(account.index, cycle), 25),
  });
}

interface TaxGroup {
  key: string;
  source: Taxed;
  refund: boolean;
  members: number[];
}

/** One tax line per service, resource type and billing mode, and one for what was refunded; none on the China site. */
function taxGroups(account: Account, sources: readonly Taxed[]): TaxGroup[] {
  const groups = new Map<string, TaxGroup>();
  if (account.taxRate === 0) return [];
  for (const [index, source] of sources.entries()) {
    const coarse = coarseBillType(source.billType);
    if (source.zero || coarse === 3) continue;
    const key = `${source.item.service} ${source.item.resourceType} ${source.chargeMode} ${coarse}`;
    const group = groups.get(key) ?? { key, source, refund: coarse === 2, members: [] };
    group.members.push(index);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function taxLine(account: Account, group: TaxGroup, taxed: { amount: Units; cycle: number }): SingleLine {
  const { source, refund } = group;
  return endLine(account, taxed.cycle, {
    item: source.item,
    billType: refund ? 100 : 15,
    chargeMode: source.chargeMode,
    amount: truncateToCents(share(taxed.amount, account.taxRate, 1000)),
    key: hash(hash(account.index, taxed.cycle), hashText(group.key)),
  });
}

interface End {
  item: Source['item'];
  billType: number;
  chargeMode: Source['chargeMode'];
  amount: Units;
  key: number;
}

const endLine = (account: Account, cycle: number, end: End): SingleLine =>
  plainLine({
    account,
    item: end.item,
    at: cycleStart(cycle + 1) - 1000,
    billType: end.billType,
    chargeMode: end.chargeMode,
    line: { amount: end.amount },
    tradeId: randomFrom(end.key).uuid(),
    project: account.projects[0],
  });
