import { catalogue, nameIn } from '../../world/catalogue';
import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import type { Operation } from '../operation';

/** Section 3.6: the resource types of one service, each wrapped in `basic_info`. An unknown service has none. */
export const listServiceResources: Operation = {
  name: 'ListServiceResources',
  method: 'GET',
  path: '/v2/products/service-resources',
  quota: 10,
  body: 'none',
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const service = query.requiredText('service_type_code');
    const { offset, limit } = query.page(100);
    const language = call.language ?? 'zh_CN';
    const found = catalogue.resourceTypes.filter((type) => type.serviceCode === service);
    return toJson({
      total_count: found.length,
      infos: found.slice(offset, offset + limit).map((type) => ({
        basic_info: {
          resource_type_code: type.code,
          product_owner_service: type.serviceCode,
          name: nameIn(type, type.code, language),
          description: nameIn(type, type.code, language),
        },
      })),
    });
  },
};
