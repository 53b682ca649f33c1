import catalogueJson from './catalogue.json';

/** How a product can be bought. */
export type PriceMode = 'payPerUse' | 'monthly' | 'yearly';
export type Language = 'en' | 'zh-CN';

export interface ProductSize {
  /** `size_measure_id` of the rating calls (contract 2.a): 15 Mbps, 17 GB, 14 pieces. */
  measure: number;
  unit: string;
  min: number;
  max: number;
  default: number;
}

export interface CatalogueProduct {
  service: string;
  type: string;
  spec: string;
  en: string;
  zh: string;
  groupEn?: string;
  groupZh?: string;
  /** Billing factor of pay-per-use ratings, spelt as the upstream spells it for this product. */
  factor: string;
  /** Unit of the usage; null for what is not sold by use. */
  measure: number | null;
  modes: PriceMode[];
  size?: ProductSize;
}

interface Named {
  code: string;
  en: string;
  zh: string;
}

interface Catalogue {
  services: readonly Named[];
  regions: readonly (Named & { sites: string[] })[];
  products: readonly CatalogueProduct[];
}

/** What a person can choose without knowing codes. No prices: those are always the upstream's answer. */
export const catalogue: Catalogue = catalogueJson as Catalogue;

const services = new Map(catalogue.services.map((service) => [service.code, service]));
const regions = new Map(catalogue.regions.map((region) => [region.code, region]));
const products = new Map(catalogue.products.map((product) => [keyOf(product), product]));

interface ProductKey {
  service: string;
  type: string;
  spec: string;
  factor: string;
}

function keyOf({ service, type, spec, factor }: ProductKey): string {
  return JSON.stringify([service, type, spec, factor]);
}

/** Names that we know; a code stands for itself otherwise. */
export const serviceName = (code: string, language: Language) => nameOf(services.get(code), code, language);
export const regionName = (code: string, language: Language) => nameOf(regions.get(code), code, language);
export const findProduct = (key: ProductKey): CatalogueProduct | undefined => products.get(keyOf(key));
export const productName = (product: CatalogueProduct, language: Language) =>
  language === 'zh-CN' ? product.zh : product.en;

function nameOf(named: Named | undefined, code: string, language: Language): string {
  return (language === 'zh-CN' ? named?.zh : named?.en) ?? code;
}

export const regionsOf = (site: string) => catalogue.regions.filter(({ sites }) => sites.includes(site));
