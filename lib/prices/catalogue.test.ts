import { describe, expect, test } from 'vitest';
import { catalogue, findProduct, regionsOf, serviceName } from './catalogue';
import { exportQuote } from './export-quote.server';
import { estimateFilters } from './filters';
import { isCode, USAGE_PATTERN } from './line-codec';
import { lineNames } from './line-names';

describe('the catalogue', () => {
  test('every product can be a line, and is found again by its codes', () => {
    for (const product of catalogue.products) {
      expect(isCode(product.spec, 400) && isCode(product.service, 64) && isCode(product.type, 64)).toBe(true);
      expect(findProduct(product)).toBe(product);
      expect(product.modes.length).toBeGreaterThan(0);
      if (product.size) expect(product.size.default).toBeGreaterThanOrEqual(product.size.min);
    }
  });

  test('every product belongs to a service that has names in both languages', () => {
    const services = new Map(catalogue.services.map((service) => [service.code, service]));
    for (const product of catalogue.products) expect(services.has(product.service)).toBe(true);
    for (const named of [...catalogue.services, ...catalogue.regions, ...catalogue.products]) {
      expect(named.en).not.toBe('');
      expect(named.zh).not.toBe('');
    }
  });

  test('each site has its regions', () => {
    expect(regionsOf('cn').map(({ code }) => code)).toContain('cn-north-4');
    expect(regionsOf('intl').map(({ code }) => code)).toContain('ap-southeast-3');
    expect(regionsOf('eu').map(({ code }) => code)).toEqual(['eu-west-101', 'eu-west-0']);
  });

  test('what we do not know keeps its code as its name', () => {
    expect(serviceName('hws.service.type.new', 'en')).toBe('hws.service.type.new');
    const line = {
      serviceTypeCode: 'x',
      resourceTypeCode: 'y',
      resourceSpec: 'z',
      region: 'moon-1',
      usageFactor: 'Duration',
      usageMeasureId: 4,
    };
    expect(lineNames(line, 'zh-CN')).toEqual({
      serviceTypeName: 'x',
      productName: 'z',
      regionName: 'moon-1',
      sizeUnit: null,
      usageUnit: null,
    });
  });
});

test('an estimate without lines makes no file', async () => {
  await expect(exportQuote({} as never, estimateFilters.parse({}).values)).rejects.toMatchObject({
    code: 'bad_request',
    field: 'l',
  });
});

test('a usage has at most 15 digits, which a JSON number keeps', () => {
  expect(USAGE_PATTERN.test('123456789.123456')).toBe(true);
  expect(JSON.stringify(Number('123456789.123456'))).toBe('123456789.123456');
  expect(USAGE_PATTERN.test('1234567890')).toBe(false);
});
