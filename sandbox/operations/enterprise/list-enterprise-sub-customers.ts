import type { Member } from '../../world/enterprise';
import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import type { Operation } from '../operation';
import { enterpriseOf } from './master-only';

/** Section 3.8: the member accounts of an enterprise master. `limit` may be 0 here: then only the count is answered. */
export const listEnterpriseSubCustomers: Operation = {
  name: 'ListEnterpriseSubCustomers',
  method: 'GET',
  path: '/v2/enterprises/multi-accounts/sub-customers',
  quota: 10,
  body: 'none',
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const matches = readMatcher(query);
    const offset = query.integer('offset', { min: 0, max: 2_147_483_647 }) ?? 0;
    const limit = query.integer('limit', { min: 0, max: 100 }) ?? 10;
    const found = enterpriseOf(call).members.filter(matches);
    return toJson({
      total_count: found.length,
      sub_customer_infos: found.slice(offset, offset + limit).map((member) => ({
        id: member.id,
        name: member.name,
        display_name: member.displayName,
        status: member.status,
        org_id: member.unit.id,
        org_name: member.unit.name,
      })),
    });
  },
};

/** Names match whole, or with fuzzy_query 1 any part of them whatever the letter case. A unit does not include those below it. */
function readMatcher(query: Parameters): (member: Member) => boolean {
  const name = query.text('sub_customer_account_name');
  const displayName = query.text('sub_customer_display_name');
  const fuzzy = query.integer('fuzzy_query', { min: 0, max: 1 }) === 1;
  const unit = query.text('org_id');
  const fits = (filter: string | null, value: string) =>
    filter === null || (fuzzy ? value.toLowerCase().includes(filter.toLowerCase()) : value === filter);
  return (member) =>
    fits(name, member.name) && fits(displayName, member.displayName) && (unit === null || member.unit.id === unit);
}
