import { pageOver } from '../../world/bills/page';
import { Selection } from '../../world/bills/selection';
import type { Source } from '../../world/bills/source';
import { tenantOf } from '../../world/world';
import { Parameters } from '../../wire/parameters';
import { TextBuffer } from '../../wire/text-buffer';
import { readCycle, readDays, readSubjects } from './bill-input';
import { FeeRecordWriter } from './fee-record-json';
import type { Operation } from '../operation';

/** Section 2.g: resource expenditure records, `res-fee-records`. */
export const listResourceRecords: Operation = {
  name: 'ListCustomerselfResourceRecords',
  method: 'GET',
  path: '/v2/bills/customer-bills/res-fee-records',
  quota: 10,
  body: 'none',
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const { cycle, known } = readCycle(call, query.requiredText('cycle', { max: 10 }), 'cycle');
    const subjects = readSubjects(call, query);
    const filter = {
      matches: readMatcher(query),
      zeros: query.boolean('include_zero_record') ?? true,
      days: readRange(query, cycle),
      tradeId: query.text('trade_id', { empty: 'keep' }),
    };
    const level =
      (['cycle', 'days', 'lines'] as const)[(query.integer('statistic_type', { min: 1, max: 3 }) ?? 3) - 1] ?? 'lines';
    const page = query.page(1000);
    const selections = known
      ? subjects.map((account) => {
          const book = tenantOf(call.world, account.domainId).bills.feeBook(cycle, call.now);
          return new Selection(book, filter);
        })
      : [];
    const { total, each } = pageOver(selections, level, page);
    const text = new TextBuffer().add(`{"currency":"${call.account.currency}","total_count":${total},"fee_records":[`);
    const writer = new FeeRecordWriter(text, { language: call.language ?? 'zh_CN', level });
    each(text.commaBefore((row) => writer.write(row)));
    return text.add(']}').end();
  },
};

function readRange(query: Parameters, cycle: number): { from: number; to: number } | null {
  const begin = query.text('bill_date_begin');
  const end = query.text('bill_date_end');
  // A single one is ignored and the whole cycle returned.
  return begin === null || end === null ? null : readDays([begin, end], cycle, 'bill_date_begin');
}

/** An empty value of these filters matches lines in which the field is empty; charge_mode must not be empty. */
function readMatcher(query: Parameters): (source: Source) => boolean {
  const service = query.text('cloud_service_type', { max: 64, empty: 'keep' });
  const region = query.text('region', { max: 64, empty: 'keep' });
  const resource = query.text('resource_id', { empty: 'keep' });
  const project = query.text('enterprise_project_id', { empty: 'keep' });
  const mode = query.text('charge_mode', { max: 4, empty: 'refuse', oneOf: ['1', '3', '10', '11'] });
  const billType = query.integer('bill_type', { min: 0, max: 127, empty: 'none' });
  const same = (filter: string | null, value: string | null) => filter === null || filter === (value ?? '');
  return (source) =>
    same(service, source.item.service) &&
    same(region, source.region) &&
    same(resource, source.resourceId) &&
    (project === 'null' ? source.project === null : same(project, source.project?.id ?? null)) &&
    (mode === null || mode === String(source.chargeMode)) &&
    (billType === null || billType === source.billType);
}
