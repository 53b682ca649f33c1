import { catalogue } from '../../world/catalogue';
import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import type { Operation } from '../operation';

/**
 * Section 3.6: one `measure_id` is `conversion_ratio` of `ref_measure_id`, a whole number. A family of units without a
 * system of conversions has an empty list.
 */
export const listConversions: Operation = {
  name: 'ListConversions',
  method: 'GET',
  path: '/v2/bases/conversions',
  quota: 10,
  body: 'none',
  run(call) {
    const type = Parameters.ofQuery(call.query).integer('measure_type', { min: 1, max: 2_147_483_647 });
    return toJson({
      conversions: catalogue.conversions
        .filter((conversion) => type === null || conversion.measureType === type)
        .map(({ measureId, refMeasureId, ratio, measureType }) => ({
          measure_id: measureId,
          ref_measure_id: refMeasureId,
          conversion_ratio: ratio,
          measure_type: measureType,
        })),
    });
  },
};
