import { z } from 'zod';
import { cycleOf, cycleText, parseCycle } from '../../wire/times';
import { closeOf } from '../../world/standpoint';
import type { Tenant } from '../../world/world';
import type { Parts } from '../parts';
import { wrong } from './control-error';
import { describeIssue } from './describe-issue';
import { accountOf } from './look-up';

const target = { cycle: z.string(), account: z.string().nullish() };
const restatement = z.strictObject({ ...target, perMille: z.int().min(1).max(1000) });
const late = z.strictObject({ ...target, count: z.int().min(1).max(100_000) });

/**
 * `{"cycle":"2026-10","perMille":20}`: so many of a thousand usage lines of a closed cycle get other figures under the
 * same IDs. Answers how many `lines` that were.
 */
export function restateBill(parts: Parts, body: unknown): unknown {
  const { perMille, ...wanted } = read(restatement, body);
  const { cycle, tenants } = find(parts, wanted);
  if (parts.clock.now() < closeOf(cycle)) throw wrong('cycle: must be closed; before that bills move by themselves');
  const lines = tenants.reduce((sum, { bills }) => sum + bills.restate(cycle, perMille), 0);
  if (lines === 0)
    throw wrong('perMille: picks none of the usage lines, of which a world of few --lines has few; say more');
  return { cycle: cycleText(cycle), perMille, accounts: tenants.length, lines };
}

/** `{"cycle":"2026-10","count":50}`: so many lines more, spread over the days of a cycle, open or closed. */
export function addLateLines(parts: Parts, body: unknown): unknown {
  const { count, ...wanted } = read(late, body);
  const { cycle, tenants } = find(parts, wanted);
  for (const { bills } of tenants) bills.addLate(cycle, count);
  return { cycle: cycleText(cycle), count, accounts: tenants.length };
}

function read<Input>(schema: z.ZodType<Input>, body: unknown): Input {
  const input = schema.safeParse(body);
  if (!input.success) throw wrong(describeIssue(input.error));
  return input.data;
}

/** The cycle, and the account that is named or all of them. */
function find(
  parts: Parts,
  wanted: { cycle: string; account?: string | null | undefined },
): { cycle: number; tenants: readonly Tenant[] } {
  const cycle = parseCycle(wanted.cycle);
  const current = cycleOf(parts.clock.now());
  if (cycle === null || cycle > current || cycle <= current - parts.world.months) {
    throw wrong('cycle: must be a cycle of the world, such as 2026-10');
  }
  const domainId = accountOf(wanted.account ?? null, parts);
  const tenants = [...parts.world.tenants.values()].filter(
    ({ account }) => domainId === null || account.domainId === domainId,
  );
  return { cycle, tenants };
}
