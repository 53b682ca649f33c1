'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { SelectField, TextField } from '@/components/ui/field';
import { Bar } from '@/components/ui/skeleton';
import { type EstimateLine, isCode, MAX_QUANTITY } from '@/lib/prices/line-codec';
import { productListQuery } from '@/lib/prices/queries';
import type { Product, ProductList } from '@/lib/prices/schema';
import { wholeNumber } from './number-input';
import { OtherProductFields, type OtherProduct } from './other-product-fields';
import { defaultUsage, lineOf, ProductSelect } from './product-select';

interface AddProductProps {
  account: string | null;
  /** Where the last line is: the next one is likely to be there too. */
  region: string | null;
  onAdd: (line: EstimateLine) => void;
  onClose: () => void;
}

const OTHER = 'other';
const noOther: OtherProduct = { serviceTypeCode: '', resourceTypeCode: '', resourceSpec: '' };

/** Service, product, region, size, quantity; or the codes of anything else that the upstream can price. */
export function AddProduct({ account, region, onAdd, onClose }: AddProductProps) {
  const t = useTranslations('prices.add');
  const form = useRef<HTMLFormElement>(null);
  const products = useQuery(productListQuery({ account, site: null }));
  const ready = products.data !== undefined;
  useEffect(() => {
    if (ready) form.current?.querySelector('select')?.focus();
  }, [ready]);
  return (
    <section aria-label={t('title')} className="my-2.5 rounded-control border border-rule-2 p-4 max-sm:p-3">
      {products.isError && <ErrorState error={products.error} onRetry={() => void products.refetch()} />}
      {products.isPending && <Bar className="w-40" />}
      {products.data && <Fields ref={form} list={products.data} region={region} onAdd={onAdd} onClose={onClose} />}
    </section>
  );
}

interface FieldsProps extends Omit<AddProductProps, 'account'> {
  list: ProductList;
  ref: React.Ref<HTMLFormElement>;
}

function Fields({ list, region: lastRegion, onAdd, onClose, ref }: FieldsProps) {
  const t = useTranslations('prices.add');
  const [service, setService] = useState(list.services[0]?.code ?? OTHER);
  const [chosen, setChosen] = useState(0);
  const [region, setRegion] = useState(lastRegion ?? list.regions[0]?.code ?? '');
  const [amount, setAmount] = useState<string | null>(null);
  const [quantity, setQuantity] = useState('1');
  const [other, setOther] = useState(noOther);
  const [tried, setTried] = useState(false);
  const products = list.services.find(({ code }) => code === service)?.products ?? [];
  const product = service === OTHER ? null : (products[chosen] ?? null);
  const text = amount ?? defaultAmount(product);
  const line = lineOf({ service, product, other, region, amount: text, quantity });
  const problems = { amount: amountProblem(product, text), quantity: !wholeNumber(1, MAX_QUANTITY)(quantity) };
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!line || problems.amount || problems.quantity) return;
    onAdd(line);
    setTried(false);
  }
  function choose(index: number) {
    setChosen(index);
    setAmount(null);
  }
  return (
    <form ref={ref} onSubmit={submit} noValidate>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] items-start gap-3">
        <SelectField
          label={t('service')}
          value={service}
          onChange={(event) => {
            setService(event.target.value);
            choose(0);
          }}
        >
          {list.services.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
          <option value={OTHER}>{t('other')}</option>
        </SelectField>
        {service === OTHER ? (
          <OtherProductFields value={other} onChange={setOther} tried={tried} />
        ) : (
          <ProductSelect products={products} chosen={chosen} onChoose={choose} />
        )}
        <RegionField list={list} value={region} onChange={setRegion} free={service === OTHER} />
        {needsAmount(product) && (
          <TextField
            label={
              product?.size ? t('size', { unit: product.size.unit }) : t('usage', { unit: product?.usageUnit ?? '' })
            }
            inputMode="decimal"
            value={text}
            onChange={(event) => setAmount(event.target.value.trim())}
            error={problems.amount ? t('amountProblem', problems.amount) : undefined}
          />
        )}
        <TextField
          label={t('quantity')}
          inputMode="numeric"
          value={quantity}
          onChange={(event) => setQuantity(event.target.value.trim())}
          error={problems.quantity ? t('quantityProblem', { max: MAX_QUANTITY }) : undefined}
        />
      </div>
      <div className="mt-3 flex gap-2">
        <Button type="submit" look="primary">
          {t('add')}
        </Button>
        <Button look="ghost" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </form>
  );
}

function RegionField({
  list,
  value,
  onChange,
  free,
}: {
  list: ProductList;
  value: string;
  onChange: (region: string) => void;
  free: boolean;
}) {
  const t = useTranslations('prices.add');
  const known = list.regions.some(({ code }) => code === value);
  if (free) {
    const error = isCode(value, 64) ? undefined : t('codeProblem');
    return (
      <TextField
        label={t('region')}
        value={value}
        onChange={(event) => onChange(event.target.value.trim())}
        error={error}
      />
    );
  }
  return (
    <SelectField label={t('region')} value={value} onChange={(event) => onChange(event.target.value)}>
      {!known && <option value={value}>{value}</option>}
      {list.regions.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

const needsAmount = (product: Product | null) =>
  product !== null && (product.size !== null || product.usageUnit !== null);

function defaultAmount(product: Product | null): string {
  return product?.size ? String(product.size.default) : product?.usageUnit ? defaultUsage : '';
}

function amountProblem(product: Product | null, text: string): { min: number; max: number } | null {
  if (product?.size) {
    const { min, max } = product.size;
    return wholeNumber(min, max)(text) ? null : { min, max };
  }
  if (!product?.usageUnit) return null;
  return /^\d{1,9}(\.\d{1,6})?$/.test(text) ? null : { min: 0, max: 999_999_999 };
}
