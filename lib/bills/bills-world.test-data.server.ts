import 'server-only';

import { decimal } from '@/lib/money';
import { learnNames } from '@/lib/state/names.server';
import { account, feeRecord, summaryRecord, usageRecord } from './hand-made-bills.test-data.server';
import type { LedgerBench } from './ledger-bench.test-data.server';

export const harbour = account('harbour');
export const lanting = account('lanting', 'CNY');
export const scope = [harbour, lanting];

/** Two accounts with a line of each kind that the views tell apart. */
export async function publishBills(bench: LedgerBench): Promise<void> {
  await learnNames(bench.db, [
    { kind: 'service', code: 'ec2', language: 'en_US', name: 'Elastic Cloud Server' },
    { kind: 'service', code: 'ec2', language: 'zh_CN', name: '弹性云服务器' },
  ]);
  await bench.publish({
    account: harbour,
    usage: [
      usageRecord({
        payable: '1.00000001',
        resource_name: 'Web-01',
        region: 'ap-1',
        bill_date: '2026-11-01',
        cloud_service_type: 'ec2',
      }),
      usageRecord({ payable: '0', resource_tag: 'env=PROD', charge_mode: 3, bill_type: 5, bill_date: '2026-11-02' }),
      usageRecord({ payable: '-2.5', res_instance_id: 'abc', enterprise_project_id: '0', resource_name: '=SUM(A1)' }),
      usageRecord({ payable: '4', trade_id: 'CS100%', product_spec_desc: 'a|s6.large|b', bill_type: 999 }),
      usageRecord({ payable: '1', cash_amount: decimal('0.99'), sku_code: 'sku-1', resource_Type_code: 'vm' }),
    ],
    fees: [
      feeRecord({ order_id: 'CS1', usage: decimal('9') }),
      feeRecord({ trade_id: 'CS1', usage: decimal('10') }),
      feeRecord({ trade_id: 'CS12', usage: null, bill_type: 777, charge_mode: 42 }),
    ],
    summary: [
      summaryRecord({ payable: '5', service_type_code: 'ec2', service_type_name: 'ECS', charging_mode: 3 }),
      summaryRecord({ payable: '2', service_type_code: 'obs', bill_type: 2 }),
      summaryRecord({ official_amount: decimal('3') }),
      summaryRecord({ official_amount: decimal('1.004'), truncated_amount: decimal('0.004') }),
      summaryRecord({ cash_amount: decimal('0.5'), writeoff_amount: decimal('0.4') }),
    ],
    sums: JSON.stringify({ summary: { USD: { consume_amount: '10' } } }),
  });
  await bench.publish({ account: lanting, usage: [usageRecord({ payable: '9' })], summary: [] });
  await bench.publish({
    account: harbour,
    cycle: '2026-10',
    cycleState: 'closing',
    asOf: '2026-11-03T00:00:00Z',
    usage: [usageRecord({ payable: '6', bill_date: '2026-10-31' })],
    summary: [summaryRecord({ payable: '6' })],
  });
}
