/** What can be summed. Every one but `usage` and `lines` is money in the currency of its block. */
export const measures = [
  'amount',
  'official',
  'discount',
  'cash',
  'credit',
  'coupon',
  'flexi',
  'storedCard',
  'bonus',
  'debt',
  'adjustment',
  'usage',
  'lines',
] as const;
export type Measure = (typeof measures)[number];

/** By what it can be grouped and filtered, besides time. */
export const dimensions = [
  'service',
  'resourceType',
  'region',
  'project',
  'account',
  'mode',
  'type',
  'resource',
  'tag',
  'sku',
] as const;
export type Dimension = (typeof dimensions)[number];

/** Time steps: a cycle as the upstream counts it, or a bill date (GMT+8). */
export const steps = ['month', 'day', 'none'] as const;
export type Step = (typeof steps)[number];

export const periods = ['this-month', 'last-month', 'last-3', 'last-6', 'last-13', 'last-36'] as const;
export type Period = (typeof periods)[number];
export const DEFAULT_PERIOD = 'last-6' satisfies Period;

export const comparisons = ['none', 'previous', 'year'] as const;
export type Comparison = (typeof comparisons)[number];

export const charts = ['bars', 'lines', 'table', 'treemap'] as const;
export type ChartKind = (typeof charts)[number];

export const isMoney = (measure: Measure): boolean => measure !== 'usage' && measure !== 'lines';
