import { readFileSync } from 'node:fs';
import type { Language } from '../wire/language';
import type { Site } from './accounts';

interface Named {
  code: string;
  nameEn: string;
  nameZh: string;
}

export interface ServiceType extends Named {
  abbreviation: string | null;
}

export interface ResourceType extends Named {
  serviceCode: string;
  /** Codes of what its usage is measured by. */
  usageFactors: readonly string[];
}

export interface Measure extends Named {
  id: number;
  abbreviation: string;
  measureType: number;
}

interface Conversion {
  measureId: number;
  refMeasureId: number;
  /** One of `measureId` is that many of `refMeasureId`. */
  ratio: number;
  measureType: number;
}

interface Region extends Named {
  site: Site;
  availabilityZones: readonly string[];
  alsoOn?: readonly Site[];
}

export interface Tier {
  upTo: number | null;
  hourly?: string;
  monthly?: string;
  perUnit?: string;
}

/** List prices of one currency as decimal text; which members there are decides how the product can be bought. */
export interface Prices {
  hourly?: string;
  monthly?: string;
  yearly?: string;
  perUnit?: string;
  tiers?: readonly Tier[];
}

export interface Item {
  id: string;
  service: string;
  resourceType: string;
  spec: string;
  unit: string;
  linear: boolean;
  usageFactor: string;
  usageMeasureId: number | null;
  sizeMeasureId: number | null;
  minSize: number | null;
  prices: Readonly<Record<string, Prices | undefined>>;
}

interface Flavor extends Named {
  vcpus: number;
  memGiB: number;
}

interface Catalogue {
  services: readonly ServiceType[];
  resourceTypes: readonly ResourceType[];
  regions: readonly Region[];
  ecsFlavors: readonly Flavor[];
  specNames: Readonly<Record<string, { en: string; zh: string } | undefined>>;
  usageFactors: readonly Named[];
  measures: readonly Measure[];
  conversions: readonly Conversion[];
  windowsPerVcpuHour: Readonly<Record<string, string | undefined>>;
  regionFactors: Readonly<Record<string, string | undefined>>;
  items: readonly Item[];
}

const file = new URL('../data/catalogue.json', import.meta.url);
export const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Catalogue;

const byCode = <T extends { code: string }>(list: readonly T[]) => new Map(list.map((item) => [item.code, item]));
const services = byCode(catalogue.services);
const resourceTypes = byCode(catalogue.resourceTypes);
const regions = byCode(catalogue.regions);
const flavors = byCode(catalogue.ecsFlavors);
const usageFactors = byCode(catalogue.usageFactors);

/** The name in a language, the code when there is none. */
export const nameIn = (named: Named | undefined, code: string, language: Language): string =>
  (language === 'zh_CN' ? named?.nameZh : named?.nameEn) ?? code;

export const serviceName = (code: string, language: Language) => nameIn(services.get(code), code, language);
export const resourceTypeName = (code: string, language: Language) => nameIn(resourceTypes.get(code), code, language);
export const regionName = (code: string, language: Language) => nameIn(regions.get(code), code, language);
export const usageTypeName = (code: string, language: Language) => nameIn(usageFactors.get(code), code, language);
export const zonesOf = (region: string): readonly string[] => regions.get(region)?.availabilityZones ?? [];

/** Whether a region sells to customers of a site. */
export function isSoldIn(region: string, site: Site): boolean {
  const found = regions.get(region);
  return found !== undefined && (found.site === site || (found.alsoOn ?? []).includes(site));
}

export const flavorOf = (spec: string): Flavor | undefined => flavors.get(spec.replace(/\.(linux|win)$/, ''));

/** The specification text of orders, resources and bills, such as `GPSSD|40.0GB`. */
export function specText(product: { spec: string; size: number | null; item: Item }, language: Language): string {
  const flavor = flavorOf(product.spec);
  const system = /\.(linux|win)$/.exec(product.spec)?.[1];
  if (flavor && system) return `${nameIn(flavor, product.spec, language)}|${system}`;
  const known = catalogue.specNames[product.spec];
  const name = (language === 'zh_CN' ? known?.zh : known?.en) ?? product.spec;
  if (product.size === null) return name;
  if (product.item.service === 'hws.service.type.ebs') return `${product.spec}|${product.size}.0GB`;
  return `${name}|${product.size}${product.item.unit.startsWith('GB') ? 'GB' : product.item.unit}`;
}

const products = new Map<string, Item[]>();
for (const item of catalogue.items) {
  const key = `${item.service} ${item.resourceType} ${item.spec}`;
  products.set(key, [...(products.get(key) ?? []), item]);
}
const itemsById = new Map(catalogue.items.map((item) => [item.id, item]));

/** Every way a specification is charged; a `.win` flavour is found through its `.linux` row. */
export function findItems(key: { service: string; resourceType: string; spec: string }): readonly Item[] {
  const spec = key.service === 'hws.service.type.ec2' ? key.spec.replace(/\.win$/, '.linux') : key.spec;
  return products.get(`${key.service} ${key.resourceType} ${spec}`) ?? [];
}

export function itemById(id: string): Item {
  const item = itemsById.get(id);
  if (!item) throw new Error(`no such product in the catalogue: ${id}`);
  return item;
}
