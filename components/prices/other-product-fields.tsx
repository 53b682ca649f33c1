'use client';

import { useTranslations } from 'next-intl';
import { TextField } from '@/components/ui/field';
import { isCode } from '@/lib/prices/line-codec';

/** Codes as the upstream spells them. */
export interface OtherProduct {
  serviceTypeCode: string;
  resourceTypeCode: string;
  resourceSpec: string;
}

interface OtherProductFieldsProps {
  value: OtherProduct;
  onChange: (value: OtherProduct) => void;
  /** Missing codes are marked after the first try, not before. */
  tried: boolean;
}

const fields = [
  { name: 'serviceTypeCode', max: 64, example: 'hws.service.type.ec2' },
  { name: 'resourceTypeCode', max: 64, example: 'hws.resource.type.vm' },
  { name: 'resourceSpec', max: 400, example: 's6.large.2.linux' },
] as const;

export function OtherProductFields({ value, onChange, tried }: OtherProductFieldsProps) {
  const t = useTranslations('prices.add');
  return fields.map(({ name, max, example }) => (
    <TextField
      key={name}
      label={t(name)}
      placeholder={example}
      value={value[name]}
      maxLength={max}
      spellCheck={false}
      autoCapitalize="none"
      onChange={(event) => onChange({ ...value, [name]: event.target.value.trim() })}
      error={tried && !isCode(value[name], max) ? t('codeProblem') : undefined}
    />
  ));
}
