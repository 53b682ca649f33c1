import { catalogue, nameIn, serviceName, usageTypeName } from '../../world/catalogue';
import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import type { Operation } from '../operation';

/**
 * Section 3.6: what the usage of a resource type is measured by, a row for each of the two together. The spelling of a
 * code, letter case included, is the one that ratings want and bills print.
 */
export const listUsageTypes: Operation = {
  name: 'ListUsageTypes',
  method: 'GET',
  path: '/v2/products/usage-types',
  quota: 10,
  body: 'none',
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const wanted = query.text('resource_type_code');
    const { offset, limit } = query.page(100);
    const language = call.language ?? 'zh_CN';
    const found = catalogue.resourceTypes
      .filter((type) => wanted === null || type.code === wanted)
      .flatMap((type) =>
        type.usageFactors.map((code) => ({
          code,
          name: usageTypeName(code, language),
          resource_type_code: type.code,
          service_type_code: type.serviceCode,
          resource_type_name: nameIn(type, type.code, language),
          service_type_name: serviceName(type.serviceCode, language),
        })),
      );
    return toJson({ total_count: found.length, usage_types: found.slice(offset, offset + limit) });
  },
};
