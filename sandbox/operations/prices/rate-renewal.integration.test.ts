import { expect, it, vi } from 'vitest';
import { NOW } from '../../testing/fixture';
import { firstTenant, freePrimaries, oneOwned, owned } from '../../testing/owned';
import { read, type Row, sumUnits, units } from '../../testing/read';
import { renewResource } from '../../world/interventions';
import { createWorld } from '../../world/world';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const world = createWorld({ site: 'cn', seed: 21, accounts: 1, months: 36, lines: 60, hostile: false, now: NOW });
const rate = (resource_ids: readonly string[], more: Row = {}): Row =>
  read({
    world,
    path: '/v2/bills/ratings/period-resources/renew-rate',
    body: { resource_ids, period_type: 2, period_num: 1, ...more },
  });

it('says of each resource why its renewal has no price, with the others priced', () => {
  const [fine, unpaid, running] = freePrimaries(world);
  if (!fine || !unpaid || !running) throw new Error('too few resources');
  const period = { periodType: 2 as const, periodNum: 1 };
  renewResource(firstTenant(world), unpaid.resource, { period, at: NOW, pay: false });
  renewResource(firstTenant(world), running.resource, { period, at: NOW, pay: true });
  const id = (view: { resource: { id: string } }) => view.resource.id;
  const wanted: Record<string, string> = {
    [id(oneOwned(world, (view) => view.resource.parent !== null))]: 'CBC.30050007',
    [id(oneOwned(world, (view) => view.item.resourceType.endsWith('addbandwidth') && view.status === 2))]:
      'CBC.30050008',
    nobody: 'CBC.30050009',
    [id(unpaid)]: 'CBC.30050010',
    [id(running)]: 'CBC.30050011',
    [id(oneOwned(world, (view) => view.resource.kind === 'savings' && view.status === 2))]: 'CBC.30050013',
  };
  const answer = rate([...Object.keys(wanted), id(fine)], { period_type: 3 });
  const failed = answer.fail_resource_infos as Row[];
  expect(Object.fromEntries(failed.map((row) => [row.resource_id, row.error_code]))).toEqual(wanted);
  expect((answer.renew_inquiry_results as Row[]).map((row) => row.resource_id)).toEqual([id(fine)]);
});

it('counts attached resources into the amount of their primary, and lists them when asked to', () => {
  const view = freePrimaries(world).find(
    ({ resource }) => owned(world, (other) => other.resource.parent === resource && other.status === 2).length > 0,
  );
  const id = view?.resource.id ?? '';
  const [alone] = rate([id]).renew_inquiry_results as Row[];
  const rows = rate([id], { include_relative_resources: true }).renew_inquiry_results as Row[];
  expect(rows.length).toBeGreaterThan(1);
  expect(rows[0]).toEqual(alone);
  expect(sumUnits(rows.slice(1), 'amount')).toBeLessThan(units(alone?.amount));
  expect(typeof alone?.amount).toBe('string');
});
