import { setImmediate as turn } from 'node:timers/promises';
import { listResourceRecords } from '../operations/bills/list-resource-records';
import { listUsageRecords } from '../operations/bills/list-usage-records';
import type { Call } from '../operations/operation';
import { tenantOf } from '../world/world';
import { giveBack } from '../wire/text-buffer';
import { cycleOf, cycleText } from '../wire/times';
import type { Parts } from './parts';

/** As many lines as a reader of whole bills asks for. */
const PAGE = 1000;
/** Until the code that writes a line is compiled. */
const PAGES = 8;

/**
 * Tells the history of each account and plays the bill of the month while nobody asks yet: whoever asks first would wait for it,
 * most of a second, and for pages that take three to five times as long as later ones.
 */
export async function rehearse({ world, clock }: Parts): Promise<void> {
  for (const account of world.accounts) {
    const tenant = tenantOf(world, account.domainId);
    await turn();
    void tenant.history;
    const now = clock.now();
    for (let page = 0; page < PAGES; page += 1) {
      const asked = { cycle: cycleText(cycleOf(now)), limit: PAGE, offset: page * PAGE };
      const query = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]));
      const call: Call = {
        world,
        account,
        tenant,
        now,
        query,
        body: { ...asked, statistic_type: 3 },
        path: {},
        language: null,
      };
      for (const { run } of [listUsageRecords, listResourceRecords]) {
        await turn();
        const answer = run(call);
        if (Buffer.isBuffer(answer)) giveBack(answer);
      }
    }
  }
}
