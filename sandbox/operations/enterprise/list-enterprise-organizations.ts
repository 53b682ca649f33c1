import { type OrganizationUnit, unitsOf } from '../../world/enterprise';
import { type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import type { Operation } from '../operation';
import { enterpriseOf } from './master-only';

/** Section 3.8, China site: what is below a unit, or below the root; one level, or with recursive_query 1 all of them. */
export const listEnterpriseOrganizations: Operation = {
  name: 'ListEnterpriseOrganizations',
  method: 'GET',
  path: '/v2/enterprises/multi-accounts/enterprise-organizations',
  quota: 10,
  body: 'none',
  sites: ['cn'],
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const recursive = query.integer('recursive_query', { min: 0, max: 1 }) === 1;
    const parent = query.text('parent_id');
    const { root } = enterpriseOf(call);
    const start = parent === null ? root : unitsOf(root).find((unit) => unit.id === parent);
    if (!start) throw refuse('CBC.0100', 'parent_id');
    return toJson({
      root_id: root.id,
      root_name: root.name,
      child_nodes: start.children.map((unit) => unitJson(unit, recursive)),
    });
  },
};

/** Children that were not asked for are null; a unit without any has an empty list. */
const unitJson = (unit: OrganizationUnit, recursive: boolean): Json => ({
  relation_id: unit.relationId,
  id: unit.id,
  name: unit.name,
  child_nodes: recursive ? unit.children.map((child) => unitJson(child, true)) : null,
});
