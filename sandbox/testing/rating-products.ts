import fc from 'fast-check';
import { catalogue, type Item } from '../world/catalogue';
import type { World } from '../world/world';
import { some } from './arbitraries';

const places = {
  intl: ['ap-southeast-3', 'sa-brazil-1'],
  cn: ['cn-north-4', 'ap-southeast-1'],
  eu: ['eu-west-101', 'eu-west-0'],
} as const;

/** The body of a rating. */
export const rating = (...list: object[]): Record<string, unknown> => ({ project_id: 'p', product_infos: list });

/** A server that both ratings can price. */
export const server = (world: World) => ({
  id: '1',
  cloud_service_type: 'hws.service.type.ec2',
  resource_type: 'hws.resource.type.vm',
  resource_spec: 's6.large.2.linux',
  region: places[world.site][0] as string,
  subscription_num: 1,
});

/** A disk, a linear product, without its size. */
export const disk = (world: World) => ({
  ...server(world),
  cloud_service_type: 'hws.service.type.ebs',
  resource_type: 'hws.resource.type.volume',
  resource_spec: 'GPSSD',
});

const pricesOf = (item: Item, world: World) => item.prices[world.site === 'cn' ? 'CNY' : 'USD'];

function isSold(item: Item, world: World, by: 'monthly' | 'usage'): boolean {
  const prices = pricesOf(item, world);
  if (by === 'monthly') return prices?.monthly !== undefined || prices?.tiers?.[0]?.monthly !== undefined;
  return item.usageMeasureId !== null && (prices?.hourly ?? prices?.perUnit ?? prices?.tiers) !== undefined;
}

/** One to eight products of the price table, of every service, as a rating asks for them; their period is left out. */
export const products = (world: World, by: 'monthly' | 'usage'): fc.Arbitrary<Record<string, unknown>[]> => {
  const items = catalogue.items.filter((item) => isSold(item, world, by));
  const product = fc.tuple(some(items), some(places[world.site]), fc.integer({ min: 1, max: 300 }));
  return fc.uniqueArray(product, { minLength: 1, maxLength: 8 }).map((list) =>
    list.map(([item, region, size], index) => ({
      id: String(index),
      cloud_service_type: item.service,
      resource_type: item.resourceType,
      resource_spec: item.spec,
      region,
      ...(item.linear ? { resource_size: size, size_measure_id: item.sizeMeasureId } : {}),
      subscription_num: (size % 9) + 1,
      ...(by === 'usage'
        ? { usage_factor: item.usageFactor, usage_value: 1.5, usage_measure_id: item.usageMeasureId }
        : {}),
    })),
  );
};
