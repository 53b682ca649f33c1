import type { Account } from './accounts';
import type { Bills } from './bills/bills';
import type { Life } from './life/life';
import type { History } from './simulation';

/**
 * An account with everything of the world that is its own. Its history is told when one of these is asked for, up to
 * where business time has come by then: tests look at one account only.
 */
export interface Tenant {
  readonly account: Account;
  readonly history: History;
  readonly life: Life;
  readonly bills: Bills;
}
