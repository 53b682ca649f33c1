import { setImmediate as turn } from 'node:timers/promises';
import { listResourceRecords } from '../operations/bills/list-resource-records';
import { listUsageRecords } from '../operations/bills/list-usage-records';
import { showMonthlySum } from '../operations/bills/show-monthly-sum';
import type { Call, Operation } from '../operations/operation';
import { tenantOf } from '../world/world';
import { giveBack } from '../wire/text-buffer';
import { cycleOf, cycleText } from '../wire/times';
import type { Parts } from './parts';

/** As many lines as a reader of whole bills asks for. */
const PAGE = 1000;
/** Of each list and month, until the code that writes a line is compiled. */
const PAGES = 6;
/** The one that runs and a closed one, which has lines of its own. */
const MONTHS = 2;

/**
 * Tells the history of each account and plays its last bills while nobody asks yet: whoever asks first would wait for it,
 * most of a second, and for pages that take three to five times as long as later ones.
 */
export async function rehearse({ world, clock }: Parts): Promise<void> {
  for (const account of world.accounts) {
    const tenant = tenantOf(world, account.domainId);
    await turn();
    void tenant.history;
    const now = clock.now();
    for (let month = 0; month < MONTHS; month += 1) {
      const cycle = cycleText(cycleOf(now) - month);
      const call: Call = {
        ...{ world, account, tenant, now, path: {}, body: {}, query: new URLSearchParams({ bill_cycle: cycle }) },
        language: world.site === 'cn' ? 'zh_CN' : 'en_US',
      };
      await turn();
      showMonthlySum.run(call);
      for (let page = 0; page < PAGES; page += 1) {
        const asked = { cycle, limit: PAGE, offset: page * PAGE };
        await played(listUsageRecords, { ...call, body: { ...asked, statistic_type: BY_DAY } });
        const query = new URLSearchParams({ cycle, limit: `${PAGE}`, offset: `${page * PAGE}` });
        await played(listResourceRecords, { ...call, query });
      }
    }
  }
}

const BY_DAY = 2;

async function played({ run }: Operation, call: Call): Promise<void> {
  await turn();
  const answer = run(call);
  if (Buffer.isBuffer(answer)) giveBack(answer);
}
