import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineIds, quoteRequestOf } from './estimate';
import { estimateFilters } from './filters';
import { decodeLines, type EstimateLine, encodeLines, isCode, MAX_LINES } from './line-codec';
import { quoteRequestSchema } from './schema';

const server: EstimateLine = {
  serviceTypeCode: 'hws.service.type.ec2',
  resourceTypeCode: 'hws.resource.type.vm',
  resourceSpec: 's6.large.2.linux',
  region: 'ap-southeast-3',
  quantity: 2,
  size: null,
  sizeMeasureId: null,
  usageFactor: 'Duration',
  usageMeasureId: 4,
  usagePerMonth: null,
  availableZone: null,
};
const disk: EstimateLine = {
  ...server,
  serviceTypeCode: 'hws.service.type.ebs',
  resourceTypeCode: 'hws.resource.type.volume',
  resourceSpec: 'GPSSD',
  quantity: 1,
  size: 100,
  sizeMeasureId: 17,
};

test('usual lines stay short and need no escapes in an address', () => {
  const estimate = { ...estimateFilters.parse({}).values, l: [server, disk] };
  expect(estimateFilters.toSearch(estimate)).toBe(
    'l=ec2*vm*s6.large.2.linux*ap-southeast-3*2+ebs*volume*GPSSD*ap-southeast-3**100*17',
  );
});

const code = (max: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: max }).filter((text) => isCode(text, max));
const prefixed = (prefix: string) =>
  fc.oneof(
    code(64),
    code(20).map((end) => prefix + end),
  );
const anyLine: fc.Arbitrary<EstimateLine> = fc
  .record({
    serviceTypeCode: prefixed('hws.service.type.').filter((text) => isCode(text, 64)),
    resourceTypeCode: prefixed('hws.resource.type.').filter((text) => isCode(text, 64)),
    resourceSpec: code(100),
    region: code(64),
    quantity: fc.integer({ min: 1, max: 10_000 }),
    linear: fc.option(fc.record({ size: fc.integer({ min: 1, max: 214_783_647 }), sizeMeasureId: fc.nat(100) })),
    usageFactor: code(40),
    usageMeasureId: fc.nat(9999),
    usagePerMonth: fc.option(fc.constantFrom('1', '0.000001', '123456789.123456')),
    availableZone: fc.option(code(20)),
  })
  .map(({ linear, ...line }) => ({
    ...line,
    size: linear?.size ?? null,
    sizeMeasureId: linear?.sizeMeasureId ?? null,
  }));

test('what is written reads back the same through an address, and the API takes it', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: 8 }), (lines) => {
      const search = estimateFilters.toSearch({ l: lines });
      const { values, problems } = estimateFilters.parse(new URLSearchParams(search));
      expect(problems).toEqual([]);
      expect(values.l).toEqual(lines);
      expect(quoteRequestSchema.safeParse(quoteRequestOf(values)).success).toBe(true);
    }),
  );
});

test('any text at all is either lines that the API takes, or a problem', () => {
  const pieces = fc.array(
    fc.constantFrom('ec2', 'vm', '*', ' ', '!', '%', '%2A', '%zz', '0', '7', '17', 'é', '\u0000', '.'),
    {
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        pieces.map((some) => some.join('')),
        fc.string(),
      ),
      (text) => {
        const decoded = decodeLines(text);
        if ('problem' in decoded || decoded.value.length === 0) return;
        const request = quoteRequestOf({ account: null, months: 12, hours: 730, l: decoded.value });
        expect(quoteRequestSchema.safeParse(request).success).toBe(true);
        expect(decodeLines(encodeLines(decoded.value))).toEqual(decoded);
      },
    ),
    { numRuns: 500 },
  );
});

describe('what is refused', () => {
  test.each([
    ['too few fields', 'ec2*vm*s6'],
    ['too many fields', 'a*b*c*d*1*1*1*f*4*1*z*more'],
    ['no quantity', 'ec2*vm*s6*r*0'],
    ['a quantity that is no number', 'ec2*vm*s6*r*1e2'],
    ['more than the upstream counts', 'ec2*vm*s6*r*10001'],
    ['a size without its unit', 'ebs*volume*SSD*r*1*100'],
    ['a unit without a size', 'ebs*volume*SSD*r*1**17'],
    ['a usage with an exponent', 'ec2*vm*s6*r*1***Duration*4*1e3'],
    ['a broken escape', 'ec2*vm*s6%*r'],
    ['a control character', 'ec2*vm*s6%00*r'],
    ['an empty code', 'ec2**s6*r'],
  ])('%s', (_, text) => {
    expect(decodeLines(text)).toEqual({ problem: 'cannot be read at line 1' });
  });

  test('more lines than a quote takes', () => {
    const lines = Array.from({ length: MAX_LINES + 1 }, () => 'ec2*vm*s6*r').join(' ');
    expect(decodeLines(lines)).toEqual({ problem: `has more than ${MAX_LINES} lines` });
  });
});

test('a line keeps its ID when its quantity, its size or another line changes', () => {
  const [first, second] = lineIds([server, disk]);
  expect(lineIds([{ ...disk, size: 999, quantity: 7 }, server])).toEqual([second, first]);
  const twins = lineIds([server, server, disk]);
  expect(new Set(twins).size).toBe(3);
  expect(twins[0]).toBe(first);
});
