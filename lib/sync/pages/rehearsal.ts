import type { Cycle } from '@/lib/cycles';
import type { PageJob } from './page-work';

/** As many lines as the service gives at once. */
const ROWS = 1000;
/** Of each list, until the code that reads them is compiled. */
const PAGES = 20;

/** A page that nobody asked for, with what a true one has: it is read, and nothing of it is kept. */
interface RehearsedPage {
  job: PageJob;
  bytes: Buffer;
}

/**
 * Pages to read while nobody asks yet: the first dozens take three times as long as later ones, and on a machine that has two
 * processors the first months of an account come a second later for it.
 */
export function* rehearsal(): Generator<RehearsedPage> {
  const pages = [pageOf('usage_lines', usage), pageOf('fee_lines', fee)];
  for (let round = 0; round < PAGES; round += 1) yield* pages;
}

const OWNER = 'rehearsal';
const CYCLE = '2026-01' as Cycle;

function pageOf(fact: PageJob['fact'], rowOf: (row: number) => object): RehearsedPage {
  const rows = Array.from({ length: ROWS }, (_, row) => ({ ...line(row), ...rowOf(row) }));
  const list = fact === 'usage_lines' ? 'monthly_records' : 'fee_records';
  const bytes = Buffer.from(JSON.stringify({ total_count: ROWS, currency: 'USD', [list]: rows }));
  const window = { offset: 0, limit: ROWS };
  return {
    job: { fact, domainId: OWNER, currency: 'USD', cycle: CYCLE, window, expected: ROWS, make: 'block' },
    bytes,
  };
}

const amountOf = (row: number): number => (row % 3 === 0 ? 0 : (row * 7919 + 13) / 10 ** (row % 9));

/** What both lists tell of a line (contract 2.f and 2.g), in the forms that they have there. */
const line = (row: number) => ({
  ...{ cycle: CYCLE, bill_date: `${CYCLE}-0${(row % 9) + 1}`, bill_type: row % 3 === 0 ? 1 : 3, customer_id: OWNER },
  ...{ region: 'ap-southeast-3', region_name: 'AP-Singapore', account_name: OWNER },
  ...{ cloud_service_type: `hws.service.type.${row % 20}`, cloud_service_type_name: `Service ${row % 20}` },
  ...{ resource_type_name: `Resource type ${row % 40}`, resource_name: `resource-${row % 200}` },
  ...{
    resource_tag: row % 4 === 0 ? null : `team:${row % 7};env:prod`,
    product_spec_desc: `vCPUs ${row % 30}`,
    sku_code: '',
  },
  ...{ effective_time: `${CYCLE}-01T00:00:00Z`, expire_time: `${CYCLE}-02T00:00:00Z`, consume_time: null },
  ...{ trade_id: `CS26010${1000 + row}`, id: `${row}`, enterprise_project_id: '0', enterprise_project_name: 'default' },
  ...{ period_type: 20, period_num: 1, measure_id: 1 },
  ...{ official_amount: amountOf(row), discount_amount: amountOf(row + 1), cash_amount: amountOf(row + 2) },
  ...{ credit_amount: 0, coupon_amount: 0, flexipurchase_coupon_amount: 0, stored_card_amount: 0, bonus_amount: 0 },
  ...{ debt_amount: 0, adjustment_amount: null, sub_service_type_code: null, sub_resource_id: null },
});

const usage = (row: number) => ({
  charge_mode: row % 3 === 0 ? 1 : 3,
  ...{ resource_Type_code: `hws.resource.type.${row % 40}`, res_instance_id: `res-${row % 200}`, is_spot: 'N' },
  ...{ consume_amount: amountOf(row), root_resource_id: `res-${row % 50}`, parent_resource_id: `res-${row % 50}` },
  ...{ pre_order_id: null, az_code_infos: [{ az_code: 'az1' }], payer_account_id: OWNER, be_id: 'be' },
  ...{ extend_params: { self_resource_id: `res-${row % 200}`, relation_infos: [] } },
});

const fee = (row: number) => ({
  charge_mode: row % 3 === 0 ? '1' : '3',
  ...{ resource_type: `hws.resource.type.${row % 40}`, resource_id: `res-${row % 200}`, product_id: `p${row % 60}` },
  ...{
    product_name: `Product ${row % 60}`,
    spec_size: 40,
    spec_size_measure_id: 17,
    order_id: '',
    usage_type: 'Duration',
  },
  ...{ trade_time: `${CYCLE}-02T01:00:00Z`, usage: amountOf(row), usage_measure_id: 4, free_resource_usage: 0 },
  ...{
    ri_usage: 0,
    unit_price: 0.0123,
    unit: 'USD/hour',
    amount: amountOf(row),
    formula: null,
    relative_order_id: null,
  },
});
