import { describe, expect, it } from 'vitest';
import { type Decimal, decimal, decimalText, plus } from '../wire/decimal';
import { itemById } from './catalogue';
import { convertUsage, periodPrice, type Priced, productId, usagePrice } from './prices';

const product = (id: string, more: Partial<Priced> = {}): Priced => {
  const item = itemById(id);
  return { item, spec: item.spec, region: 'la-north-2', currency: 'USD', size: null, ...more };
};
const text = (price: Decimal | null) => (price ? decimalText(price) : null);

describe('list prices', () => {
  it('meets the calibration figures of the price table', () => {
    const server = usagePrice(product('ecs.s6.large.2'), decimal('730')) ?? decimal('0');
    const disk = usagePrice(product('evs.GPSSD', { size: 40 }), decimal('730')) ?? decimal('0');
    expect(text(plus(server, disk))).toBe('43.216');
    expect(text(periodPrice(product('ecs.m6.3xlarge.8'), { type: 2, count: 1 }))).toBe('356.36');
    expect(text(usagePrice(product('ecs.c6.3xlarge.4'), decimal('730')))).toBe('376.68');
    expect(text(usagePrice(product('bandwidth.19_bgp', { size: 10 }), decimal('730')))).toBe('121.91');
    expect(text(usagePrice(product('nat.natgateway_small'), decimal('720')))).toBe('73.1376');
    const inChina = { size: 6, region: 'cn-north-4', currency: 'CNY' };
    expect(text(usagePrice(product('bandwidth.19_bgp', inChina), decimal('1')))).toBe('0.565');
  });

  it('charges ten months for a full year and the region factor on top', () => {
    const disk = product('evs.GPSSD', { size: 100, region: 'sa-brazil-1' });
    expect(text(periodPrice(disk, { type: 2, count: 14 }))).toBe('141');
    expect(text(periodPrice(disk, { type: 3, count: 1 }))).toBe('117.5');
  });

  it('adds the Windows share to a .win flavour', () => {
    const spec = 's6.large.2.win';
    expect(text(usagePrice(product('ecs.s6.large.2', { spec }), decimal('1')))).toBe('0.074');
    expect(text(periodPrice(product('ecs.s6.large.2', { spec }), { type: 2, count: 1 }))).toBe('38.89');
  });

  it('graduates traffic by quantity', () => {
    expect(text(usagePrice(product('cdn.traffic'), decimal('10241')))).toBe('614.45');
  });

  it('converts units of one kind only', () => {
    expect(text(convertUsage(decimal('5400'), 6, 4))).toBe('1.5');
    expect(text(convertUsage(decimal('1'), 0, 4))).toBe('24');
    expect(text(convertUsage(decimal('1'), 10, 12))).toBe('1048576');
    expect(convertUsage(decimal('1'), 10, 4)).toBeNull();
  });

  it('names the same specification differently in the two modes', () => {
    const vm = product('ecs.s6.large.2');
    expect(productId('period', vm)).toMatch(/^OFFI\d{18}$/);
    expect(productId('period', vm)).not.toBe(productId('usage', vm));
  });
});
