'use client';

import { useTranslations } from 'next-intl';
import { SelectField } from '@/components/ui/field';
import { DEFAULT_FACTOR, type EstimateLine, HOUR_MEASURE, isCode } from '@/lib/prices/line-codec';
import type { Product } from '@/lib/prices/schema';
import { readableSpec } from '@/lib/specification';
import type { OtherProduct } from './other-product-fields';

/** GB or requests a month to begin with, for what is not paid by the hour. */
export const defaultUsage = '100';

interface ProductSelectProps {
  products: readonly Product[];
  chosen: number;
  onChoose: (index: number) => void;
}

/** The products of a service under their families. */
export function ProductSelect({ products, chosen, onChoose }: ProductSelectProps) {
  const t = useTranslations('prices.add');
  const groups = new Map<string, number[]>();
  for (const [index, product] of products.entries()) {
    groups.set(product.group ?? '', [...(groups.get(product.group ?? '') ?? []), index]);
  }
  const options = (indexes: readonly number[]) =>
    indexes.map((index) => (
      <option key={index} value={index}>
        {readableSpec(products[index]?.name ?? '')}
      </option>
    ));
  return (
    <SelectField
      label={t('product')}
      className="min-w-0"
      value={chosen}
      onChange={(event) => onChoose(Number(event.target.value))}
    >
      {[...groups].map(([group, indexes]) =>
        group === '' ? (
          options(indexes)
        ) : (
          <optgroup key={group} label={group}>
            {options(indexes)}
          </optgroup>
        ),
      )}
    </SelectField>
  );
}

interface Chosen {
  service: string;
  product: Product | null;
  other: OtherProduct;
  region: string;
  /** Size or use, as text. */
  amount: string;
  quantity: string;
}

/** The line that a filled form stands for; null while a code is missing. */
export function lineOf({ service, product, other, region, amount, quantity }: Chosen): EstimateLine | null {
  if (!isCode(region, 64)) return null;
  const shared = { region, quantity: Number(quantity), availableZone: null };
  if (!product) {
    const { serviceTypeCode, resourceTypeCode, resourceSpec } = other;
    if (!isCode(serviceTypeCode, 64) || !isCode(resourceTypeCode, 64) || !isCode(resourceSpec, 400)) return null;
    const unsized = { size: null, sizeMeasureId: null, usagePerMonth: null };
    return { ...other, ...shared, ...unsized, usageFactor: DEFAULT_FACTOR, usageMeasureId: HOUR_MEASURE };
  }
  return {
    ...shared,
    serviceTypeCode: service,
    resourceTypeCode: product.resourceTypeCode,
    resourceSpec: product.resourceSpec,
    size: product.size ? Number(amount) : null,
    sizeMeasureId: product.size?.measureId ?? null,
    usageFactor: product.usageFactor,
    usageMeasureId: product.usageMeasureId ?? HOUR_MEASURE,
    usagePerMonth: product.usageUnit && !product.size ? amount : null,
  };
}
