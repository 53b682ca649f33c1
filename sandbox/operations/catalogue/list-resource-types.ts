import { catalogue, nameIn } from '../../world/catalogue';
import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import type { Operation } from '../operation';

/** Section 3.6. Resource types have no text of their own beside the name: the description repeats it. */
export const listResourceTypes: Operation = {
  name: 'ListResourceTypes',
  method: 'GET',
  path: '/v2/products/resource-types',
  quota: 10,
  body: 'none',
  run(call) {
    const { offset, limit } = Parameters.ofQuery(call.query).page(1000);
    const language = call.language ?? 'zh_CN';
    const types = catalogue.resourceTypes;
    return toJson({
      total_count: types.length,
      resource_types: types.slice(offset, offset + limit).map((type) => ({
        resource_type_code: type.code,
        resource_type_name: nameIn(type, type.code, language),
        resource_type_desc: nameIn(type, type.code, language),
        service_type_code: type.serviceCode,
      })),
    });
  },
};
