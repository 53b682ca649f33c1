import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { accountsInScope } from '@/lib/query/across-accounts.server';
import { type CatalogueProduct, catalogue, type Language, productName, regionsOf } from './catalogue';
import type { ProductFilters } from './filters';
import { HOUR_MEASURE } from './line-codec';
import { unitName } from './line-names';
import type { Product, ProductList } from './schema';

/**
 * What can be chosen on a site: the one named, else that of the account, else that of the first account in scope.
 * @throws AppError `not_found` for an account outside the scope
 */
export async function listProducts(ctx: ServiceContext, { account, site }: ProductFilters): Promise<ProductList> {
  const [first] = accountsInScope(ctx, account);
  const wanted = site ?? first?.site ?? 'intl';
  const language = ctx.locale;
  const pick = ({ en, zh }: { en: string; zh: string }) => (language === 'zh-CN' ? zh : en);
  return {
    site: wanted,
    regions: regionsOf(wanted).map((region) => ({ code: region.code, name: pick(region) })),
    services: catalogue.services.map((service) => ({
      code: service.code,
      name: pick(service),
      products: catalogue.products
        .filter((product) => product.service === service.code)
        .map((product) => toProduct(product, language)),
    })),
  };
}

function toProduct(product: CatalogueProduct, language: Language): Product {
  const { size, measure } = product;
  return {
    resourceTypeCode: product.type,
    resourceSpec: product.spec,
    name: productName(product, language),
    group: (language === 'zh-CN' ? product.groupZh : product.groupEn) ?? null,
    size: size
      ? {
          measureId: size.measure,
          unit: unitName(size.measure, language) ?? size.unit,
          min: size.min,
          max: size.max,
          default: size.default,
        }
      : null,
    usageFactor: product.factor,
    usageMeasureId: measure,
    usageUnit: measure === HOUR_MEASURE ? null : unitName(measure, language),
    modes: product.modes,
  };
}
