import type { EstimateLine } from '@/lib/prices/line-codec';

const usual = {
  size: null,
  sizeMeasureId: null,
  usageFactor: 'Duration',
  usageMeasureId: 4,
  usagePerMonth: null,
  availableZone: null,
};
const GB = 17;
const MBPS = 15;

const server = (region: string, quantity: number, resourceSpec: string): EstimateLine => ({
  ...usual,
  serviceTypeCode: 'hws.service.type.ec2',
  resourceTypeCode: 'hws.resource.type.vm',
  resourceSpec,
  region,
  quantity,
});
const disk = (region: string, quantity: number, size: number): EstimateLine => ({
  ...usual,
  serviceTypeCode: 'hws.service.type.ebs',
  resourceTypeCode: 'hws.resource.type.volume',
  resourceSpec: 'GPSSD',
  region,
  quantity,
  size,
  sizeMeasureId: GB,
});
const bandwidth = (region: string, size: number): EstimateLine => ({
  ...usual,
  serviceTypeCode: 'hws.service.type.vpc',
  resourceTypeCode: 'hws.resource.type.bandwidth',
  resourceSpec: '19_bgp',
  region,
  quantity: 1,
  size,
  sizeMeasureId: MBPS,
});
const database = (region: string, size: number): EstimateLine[] => [
  {
    ...usual,
    serviceTypeCode: 'hws.service.type.rds',
    resourceTypeCode: 'hws.resource.type.rds.vm',
    resourceSpec: 'rds.mysql.x1.xlarge.4.ha',
    region,
    quantity: 1,
  },
  {
    ...usual,
    serviceTypeCode: 'hws.service.type.rds',
    resourceTypeCode: 'hws.resource.type.rds.volume',
    resourceSpec: 'rds.mysql.volume.cloudssd.ha',
    region,
    quantity: 1,
    size,
    sizeMeasureId: GB,
  },
];

const regions = { intl: 'ap-southeast-3', cn: 'cn-north-4', eu: 'eu-west-101' } as const;
export type Site = keyof typeof regions;

export const exampleKeys = ['servers', 'shop', 'disk'] as const;
export type ExampleKey = (typeof exampleKeys)[number];

/** What an empty calculator offers: whole things that people buy, in a region of the account's site. */
export function exampleLines(key: ExampleKey, site: Site): readonly EstimateLine[] {
  const region = regions[site];
  if (key === 'servers') return [server(region, 2, 's6.large.2.linux'), disk(region, 2, 100), bandwidth(region, 10)];
  if (key === 'shop') {
    return [
      server(region, 4, 'c7n.2xlarge.4.linux'),
      disk(region, 4, 200),
      bandwidth(region, 50),
      ...database(region, 200),
    ];
  }
  return [disk(region, 1, 500)];
}

export const regionOf = (site: Site): string => regions[site];
