import { findProduct, type Language, productName, regionName, serviceName } from './catalogue';
import { HOUR_MEASURE } from './line-codec';

interface NamedLine {
  serviceTypeCode: string;
  resourceTypeCode: string;
  resourceSpec: string;
  region: string;
  sizeMeasureId?: number;
  usageFactor: string;
  usageMeasureId: number;
}

/** Abbreviations of the units that products are sold in (contract 3.6). */
const units: Readonly<Record<number, { en: string; zh: string }>> = {
  10: { en: 'GB', zh: 'GB' },
  11: { en: 'MB', zh: 'MB' },
  14: { en: 'pcs', zh: '个' },
  15: { en: 'Mbps', zh: 'Mbps' },
  17: { en: 'GB', zh: 'GB' },
  18: { en: 'TB', zh: 'TB' },
  54: { en: '10,000 requests', zh: '万次' },
};

/** The unit's text, or null for one that we do not know. */
export function unitName(measureId: number | null | undefined, language: Language): string | null {
  const unit = measureId === null || measureId === undefined ? undefined : units[measureId];
  return (language === 'zh-CN' ? unit?.zh : unit?.en) ?? null;
}

/** What a line is called; codes stand for what is not in the catalogue. */
export function lineNames(line: NamedLine, language: Language) {
  const product = findProduct({
    service: line.serviceTypeCode,
    type: line.resourceTypeCode,
    spec: line.resourceSpec,
    factor: line.usageFactor,
  });
  return {
    serviceTypeName: serviceName(line.serviceTypeCode, language),
    productName: product ? productName(product, language) : line.resourceSpec,
    regionName: regionName(line.region, language),
    sizeUnit: unitName(line.sizeMeasureId, language),
    usageUnit: line.usageMeasureId === HOUR_MEASURE ? null : unitName(line.usageMeasureId, language),
  };
}
