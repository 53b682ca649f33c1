import { catalogue, nameIn } from '../../world/catalogue';
import { toJson } from '../../wire/json';
import type { Operation } from '../operation';

/** Section 3.6: every unit, without pages. */
export const listMeasureUnits: Operation = {
  name: 'ListMeasureUnits',
  method: 'GET',
  path: '/v2/bases/measurements',
  quota: 10,
  body: 'none',
  run(call) {
    const language = call.language ?? 'zh_CN';
    return toJson({
      measure_units: catalogue.measures.map((unit) => ({
        measure_id: unit.id,
        measure_name: nameIn(unit, unit.code, language),
        abbreviation: unit.abbreviation,
        measure_type: unit.measureType,
      })),
    });
  },
};
