import { catalogue, serviceName } from '../../world/catalogue';
import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import type { Operation } from '../operation';

/** Section 3.6. The name filter is fuzzy and looks at the names of the request language, whatever the letter case. */
export const listServiceTypes: Operation = {
  name: 'ListServiceTypes',
  method: 'GET',
  path: '/v2/products/service-types',
  quota: 10,
  body: 'none',
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const { offset, limit } = query.page(1000);
    const wanted = query.text('service_type_name', { min: 1, max: 128, empty: 'refuse' })?.toLowerCase() ?? null;
    const language = call.language ?? 'zh_CN';
    const found = catalogue.services
      .map((service) => ({
        service_type_name: serviceName(service.code, language),
        service_type_code: service.code,
        abbreviation: service.abbreviation,
      }))
      .filter((service) => wanted === null || service.service_type_name.toLowerCase().includes(wanted));
    return toJson({ total_count: found.length, service_types: found.slice(offset, offset + limit) });
  },
};
