import { pageOver } from '../../world/bills/page';
import { Selection } from '../../world/bills/selection';
import type { Source } from '../../world/bills/source';
import { tenantOf } from '../../world/world';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { cycleText } from '../../wire/times';
import { TextBuffer } from '../../wire/text-buffer';
import { readCycle, readDays, readSubjects } from './bill-input';
import type { Operation } from '../operation';
import { UsageRecordWriter } from './usage-record-json';

/** Section 2.f: resource usage details, `res-records/query`. */
export const listUsageRecords: Operation = {
  name: 'ListCustomerselfResourceRecordDetails',
  method: 'POST',
  path: '/v2/bills/customer-bills/res-records/query',
  quota: 10,
  body: 'required',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const { cycle, known } = readCycle(call, body.requiredText('cycle', { max: 8 }), 'cycle');
    const payer = body.text('payer_account_id', { max: 64 });
    const subjects = readSubjects(call, body).filter((account) => payer === null || account.domainId === payer);
    const statistic = body.integer('statistic_type', { min: 1, max: 3 }) ?? 1;
    const filter = {
      matches: readMatcher(body),
      zeros: body.boolean('include_zero_record') ?? true,
      days: readRange(body, { cycle, statistic }),
      tradeId: null,
    };
    const page = body.page(1000);
    const level = (['cycle', 'days', 'lines'] as const)[statistic - 1] ?? 'cycle';
    const selections = known
      ? subjects.map((account) => {
          const book = tenantOf(call.world, account.domainId).bills.summaryBook(cycle, call.now);
          return new Selection(book, filter);
        })
      : [];
    const { total, each } = pageOver(selections, level, page);
    const text = new TextBuffer().add(
      `{"currency":"${call.account.currency}","total_count":${total},"monthly_records":[`,
    );
    const language = call.language ?? 'en_US';
    const writer = new UsageRecordWriter(text, { cycle: cycleText(cycle), language, level });
    each(text.commaBefore((row) => writer.write(row)));
    return text.add(']}').end();
  },
};

/** DAILY needs both days inside the cycle and a row per day or per charge. */
function readRange(
  body: Parameters,
  context: { cycle: number; statistic: number },
): { from: number; to: number } | null {
  const type = body.text('query_type', { max: 9, oneOf: ['BILLCYCLE', 'DAILY'] }) ?? 'BILLCYCLE';
  const begin = body.text('bill_cycle_begin', { max: 10 });
  const end = body.text('bill_cycle_end', { max: 10 });
  if (type !== 'DAILY') return null;
  if (context.statistic === 1) throw refuse('CBC.0100', 'query_type');
  if (begin === null || end === null) throw refuse('CBC.0100', 'bill_cycle_begin');
  return readDays([begin, end], context.cycle, 'bill_cycle_begin');
}

/** Absent, null and empty all mean no filter; the text null is "not allocated". */
function readMatcher(body: Parameters): (source: Source) => boolean {
  const service = body.text('cloud_service_type', { max: 64 });
  const resourceType = body.text('resource_type', { max: 64 });
  const region = body.text('region', { max: 64 });
  const resource = body.text('res_instance_id', { max: 64 });
  const mode = body.integer('charge_mode', { min: 1, max: 11, oneOf: [1, 3, 10, 11] });
  const billType = body.integer('bill_type', { min: 1, max: 127 });
  const project = body.text('enterprise_project_id', { max: 64 });
  return (source) =>
    (service === null || service === source.item.service) &&
    (resourceType === null || resourceType === source.item.resourceType) &&
    (region === null || region === source.region) &&
    (resource === null || resource === source.resourceId) &&
    (mode === null || mode === source.chargeMode) &&
    (billType === null || billType === source.billType) &&
    (project === null || (source.project?.id ?? 'null') === project);
}
