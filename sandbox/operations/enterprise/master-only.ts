import type { Enterprise } from '../../world/enterprise';
import { refuse } from '../../wire/refusal';
import type { Call } from '../operation';

/** The enterprise that the caller is the master of; for every other account 403 CBC.0155, as for the multi-account APIs (1.6). */
export function enterpriseOf(call: Call): Enterprise {
  const { enterprise } = call.world;
  if (enterprise?.masterId !== call.account.domainId) throw refuse('CBC.0155');
  return enterprise;
}
