import { describe, expect, it, vi } from 'vitest';
import { ask, smallWorld } from '../../testing/fixture';
import { feeRecords, orders, read, readAll, resources, type Row, usageRecords } from '../../testing/read';
import { catalogue } from '../../world/catalogue';
import type { World } from '../../world/world';

// Whole worlds: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const SPECS = '/v2/products/resource-specs-query';
const worlds = { intl: smallWorld('intl', 5, { lines: 150 }), cn: smallWorld('cn', 5, { lines: 150 }) };
const world = worlds.intl;

const specsPage = (of: World, body: Row) => read({ world: of, path: SPECS, body });
const listOf = (of: World, [path, member]: readonly [string, string], query: Record<string, string> = {}) =>
  readAll({ world: of, path, query, language: 'en_US' }, { member, limit: 100 });
const SERVICES = ['/v2/products/service-types', 'service_types'] as const;
const RESOURCES = ['/v2/products/resource-types', 'resource_types'] as const;
const USAGE = ['/v2/products/usage-types', 'usage_types'] as const;
const names = (query: Record<string, string>, language?: string) =>
  (read({ world, path: '/v2/products/service-types', query, language }).service_types as Row[]).map(
    (type) => type.service_type_name,
  );

describe('the catalogue', () => {
  it('is Chinese unless asked otherwise, and ten rows long', () => {
    const lists = [
      [...SERVICES, 'service_type_name'],
      [...RESOURCES, 'resource_type_name'],
      [...USAGE, 'resource_type_name'],
    ] as const;
    for (const [path, member, name] of lists) {
      const rows = read({ world, path })[member] as Row[];
      expect(rows).toHaveLength(10);
      expect(rows.some((row) => /\p{Script=Han}/u.test(String(row[name])))).toBe(true);
    }
  });

  it('finds services by any part of the name in the language of the request', () => {
    expect(names({ service_type_name: 'ELASTIC', limit: '1000' }, 'en_US')).toContain('Elastic Cloud Server');
    expect(names({ service_type_name: '弹性云' }, 'zh_CN')).toEqual(['弹性云服务器']);
    expect(names({ service_type_name: '弹性云' }, 'en_US')).toEqual([]);
  });

  it('lists the resource types of one service, and none of a service in other letters', () => {
    const path = '/v2/products/service-resources';
    const found = read({ world, path, query: { service_type_code: 'hws.service.type.ebs' }, language: 'en_US' });
    expect(found).toEqual({
      total_count: 1,
      infos: [
        {
          basic_info: {
            resource_type_code: 'hws.resource.type.volume',
            product_owner_service: 'hws.service.type.ebs',
            name: 'EVS Disk',
            description: 'EVS Disk',
          },
        },
      ],
    });
    const upper = read({ world, path, query: { service_type_code: 'HWS.SERVICE.TYPE.EBS' } });
    expect(upper).toEqual({ total_count: 0, infos: [] });
  });

  it('converts units within their family', () => {
    const of = (measure_type: string) => read({ world, path: '/v2/bases/conversions', query: { measure_type } });
    expect(of('3').conversions).toContainEqual({
      measure_id: 10,
      ref_measure_id: 11,
      conversion_ratio: 1024,
      measure_type: 3,
    });
    expect(of('5')).toEqual({ conversions: [] });
    // A ratio is a 64-bit number: a terabyte in bytes does not fit in 32.
    const ratio = (row: Row) => Number(row.conversion_ratio);
    expect(Math.max(...(of('3').conversions as Row[]).map(ratio))).toBe(1024 ** 4);
    const types = new Map(
      (read({ world, path: '/v2/bases/measurements' }).measure_units as Row[]).map((unit) => [
        unit.measure_id,
        unit.measure_type,
      ]),
    );
    for (const row of read({ world, path: '/v2/bases/conversions' }).conversions as Row[]) {
      expect([types.get(row.measure_id), types.get(row.ref_measure_id)]).toEqual([row.measure_type, row.measure_type]);
    }
  });
});

describe('resource specifications', () => {
  const servers = {
    cloud_service_type: 'hws.service.type.ec2',
    resource_type: 'hws.resource.type.vm',
    region_code: 'ap-southeast-3',
    charge_mode: '1',
  };
  const codes = (answer: Row) => (answer.cloud_service_basics as Row[]).map((row) => row.resource_spec);
  const next = (answer: Row) => (answer.page_info as Row).next_marker as string | null;

  it('come page by page after a marker, none missing and none twice', () => {
    const all = [];
    let marker: string | null = null;
    do {
      const answer: Row = specsPage(world, { ...servers, limit: 7, marker });
      all.push(...codes(answer));
      marker = next(answer);
    } while (marker !== null);
    const whole = specsPage(world, servers);
    expect(whole.page_info).toHaveProperty('next_marker');
    expect(all.slice(0, 100)).toEqual(codes(whole));
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(['s6.large.2.linux', 's6.large.2.win']));
  });

  it('end with a null marker also when the last page is full', () => {
    const disks = { ...servers, cloud_service_type: 'hws.service.type.ebs', resource_type: 'hws.resource.type.volume' };
    const count = codes(specsPage(world, disks)).length;
    expect(next(specsPage(world, { ...disks, limit: count }))).toBeNull();
    expect(next(specsPage(world, { ...disks, limit: count - 1 }))).not.toBeNull();
  });

  it('can be looked up one by one, and are none in a region that does not sell', () => {
    const filters = [{ key: 'RESOURCE_SPEC', value: 's6.large.2.linux' }];
    expect(codes(specsPage(world, { ...servers, filters }))).toEqual(['s6.large.2.linux']);
    expect(codes(specsPage(world, { ...servers, region_code: 'cn-north-2' }))).toEqual([]);
    expect(codes(specsPage(world, { ...servers, charge_mode: '10' }))).toEqual([]);
  });

  it.each(['intl', 'cn'] as const)('are what the ratings of the %s site accept', (site) => {
    const of = worlds[site];
    const region = of.accounts[0]?.regions[0] ?? '';
    const units = (read({ world: of, path: '/v2/bases/measurements' }).measure_units as Row[]).map((row) =>
      Number(row.measure_id),
    );
    const refused = [];
    let rated = 0;
    for (const type of catalogue.resourceTypes) {
      const usage = listOf(of, USAGE, { resource_type_code: type.code });
      for (const charge_mode of ['1', '3']) {
        const about = { cloud_service_type: type.serviceCode, resource_type: type.code, region_code: region };
        for (const spec of codes(specsPage(of, { ...about, charge_mode }))) {
          const product = { ...about, resource_spec: String(spec), region };
          const found =
            charge_mode === '1' ? isRatedByPeriod(of, product) : isRatedByUsage(of, product, [usage, units]);
          rated += 1;
          if (!found) refused.push(`${charge_mode} ${String(spec)}`);
        }
      }
    }
    expect(refused).toEqual([]);
    expect(rated).toBeGreaterThan(300);
  });
});

/** Prices as a client would that does not know whether a product is linear. */
function isRated(of: World, path: string, product: Row): boolean {
  const sizes = [{}, ...[17, 15, 14].map((size_measure_id) => ({ resource_size: 1, size_measure_id }))];
  return sizes.some((size) => {
    const body = { project_id: 'p', product_infos: [{ id: '1', subscription_num: 1, ...product, ...size }] };
    return ask({ world: of, path, body }).status === 200;
  });
}

const isRatedByPeriod = (of: World, product: Row): boolean =>
  isRated(of, '/v2/bills/ratings/period-resources/subscribe-rate', { ...product, period_type: 2, period_num: 1 });

function isRatedByUsage(of: World, product: Row, [types, units]: [readonly Row[], readonly number[]]): boolean {
  return types.some((type) =>
    units.some((usage_measure_id) =>
      isRated(of, '/v2/bills/ratings/on-demand-resources', {
        ...product,
        usage_factor: type.code,
        usage_value: 1,
        usage_measure_id,
      }),
    ),
  );
}

describe.each(['intl', 'cn'] as const)('the catalogue of the %s site', (site) => {
  it('has every code of its orders, resources and bills', () => {
    const of = worlds[site];
    const known = {
      service: new Set(listOf(of, SERVICES).map((row) => row.service_type_code)),
      resource: new Set(listOf(of, RESOURCES).map((row) => `${row.service_type_code} ${row.resource_type_code}`)),
      usage: new Set(listOf(of, USAGE).map((row) => `${row.resource_type_code} ${row.code}`)),
      unit: new Set(
        (read({ world: of, path: '/v2/bases/measurements' }).measure_units as Row[]).map((row) => row.measure_id),
      ),
    };
    const missing = new Set<string>();
    const want = (kind: keyof typeof known, value: unknown) => {
      if (value != null && !(known[kind] as Set<unknown>).has(value)) missing.add(`${kind} ${String(value)}`);
    };
    // The master and a member; the third account buys the same products.
    for (const account of [0, 1]) {
      for (const order of orders({ world: of, account })) want('service', order.service_type_code);
      for (const row of resources({ world: of, account })) {
        want('resource', `${row.service_type_code} ${row.resource_type_code}`);
        want('unit', row.spec_size_measure_id);
      }
      for (const row of usageRecords({ world: of, account }, { cycle: '2026-09' })) {
        want('resource', `${row.cloud_service_type} ${row.resource_Type_code}`);
      }
      for (const row of feeRecords({ world: of, account }, { cycle: '2026-10' })) {
        want('resource', `${row.cloud_service_type} ${row.resource_type}`);
        if (row.usage_type != null) want('usage', `${row.resource_type} ${row.usage_type}`);
        for (const unit of [row.usage_measure_id, row.spec_size_measure_id, row.measure_id]) want('unit', unit);
        for (const unit of [row.free_resource_measure_id, row.ri_usage_measure_id]) want('unit', unit);
      }
    }
    expect([...missing]).toEqual([]);
  });
});
