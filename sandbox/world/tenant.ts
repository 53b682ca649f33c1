import type { Account } from './accounts';
import type { Bills } from './bills';
import type { Life } from './life/life';
import type { History } from './simulation';

/** An account with everything of the world that is its own. */
export interface Tenant {
  account: Account;
  history: History;
  life: Life;
  bills: Bills;
}
