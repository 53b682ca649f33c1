import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Result, result } from './result';
import type { SyncRun } from './sync-run';

const MONTHS = 36;
const ACCOUNTS = 3;
/** Bill lines per account and closed month: a small customer, whose cycles are a page each, a middling and a large one. */
const SIZES = [600, 5000, 20_000];
/** The time that the quota of the busiest operation takes is 1. */
const BAR = 1.05;

/** The first sync of three accounts against what the upstream's quota allows, in a process of its own. */
export async function measureSync(): Promise<Result[]> {
  const results: Result[] = [];
  for (const lines of SIZES) {
    const { seconds, busiest, ratio, throttled, cpu, lines: stored, heldUpMs } = await run(lines);
    const name = `sync of ${MONTHS} × ${ACCOUNTS} cycles of ${lines} lines`;
    const cost = (used: number) => ({ value: (used / stored) * 1_000_000, unit: 'ms' });
    results.push(
      result(`${name}: time ÷ (${busiest} calls ÷ quota)`, { value: ratio, unit: '×' }, BAR),
      result(`${name}: time`, { value: seconds, unit: 's' }, null),
      result(`${name}: calls over the quota`, { value: throttled, unit: '' }, 0),
      result(`${name}: portal's processor time per 1,000 lines`, cost(cpu.portal), null),
      result(`${name}: engine's processor time per 1,000 lines`, cost(cpu.engine), null),
      result(`${name}: event loop held up, p99`, { value: heldUpMs.p99, unit: 'ms' }, null),
    );
  }
  return results;
}

async function run(lines: number): Promise<SyncRun> {
  const program = join(import.meta.dirname, 'measure-sync.ts');
  const args = ['--import', 'tsx', '--conditions=react-server', program, MONTHS, lines, ACCOUNTS];
  const { stdout } = await promisify(execFile)(process.execPath, args.map(String), {
    env: { ...process.env, LOG_LEVEL: 'silent' },
  });
  return JSON.parse(stdout) as SyncRun;
}
