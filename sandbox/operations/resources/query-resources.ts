import { resourceTypeName, serviceName, specText } from '../../world/catalogue';
import { productId } from '../../world/prices';
import { type ResourceView, viewAt } from '../../world/resource-view';
import { type Json, toJson } from '../../wire/json';
import type { Language } from '../../wire/language';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { utcText } from '../../wire/times';
import type { Call, Operation } from '../operation';

/** Section 2.d: yearly/monthly resources, whatever the operation ID and the path say. */
export const queryResources: Operation = {
  name: 'ListPayPerUseCustomerResources',
  method: 'POST',
  path: '/v2/orders/suscriptions/resources/query',
  quota: 10,
  body: 'required',
  run(call) {
    const input = read(Parameters.ofBody(call.body));
    const foreign = input.customerId !== null && input.customerId !== call.account.domainId;
    const found = foreign ? [] : select(call, input);
    const language = call.language ?? (call.world.site === 'cn' ? 'zh_CN' : 'en_US');
    const page = found.slice(input.offset, input.offset + input.limit);
    return toJson({ total_count: found.length, data: page.map((view) => resourceJson(view, call, language)) });
  },
};

type Input = ReturnType<typeof read>;

function read(body: Parameters) {
  const ids = body.list('resource_ids', 50);
  const statuses = body.list('status_list', 100);
  if (ids?.some((id) => typeof id !== 'string' || id === '' || id.length > 64))
    throw refuse('CBC.0100', 'resource_ids');
  if (statuses?.some((status) => typeof status !== 'number' || ![2, 3, 4, 5].includes(status))) {
    throw refuse('CBC.0100', 'status_list');
  }
  return {
    ids: ids && ids.length > 0 ? new Set(ids as readonly string[]) : null,
    orderId: body.text('order_id', { max: 64 }),
    mainOnly: body.integer('only_main_resource', { min: 0, max: 1 }) === 1,
    statuses: statuses && statuses.length > 0 ? new Set(statuses as readonly number[]) : null,
    expireFrom: body.instant('expire_time_begin'),
    expireTo: body.instant('expire_time_end'),
    service: body.text('service_type_code', { max: 64, empty: 'refuse' }),
    customerId: body.text('customer_id', { max: 64 }),
    ...body.page(500, 2_147_483_646),
  };
}

function select(call: Call, input: Input): readonly ResourceView[] {
  const orderId = input.orderId?.toUpperCase() ?? null;
  const views = call.tenant.history.resources.flatMap((resource) => viewAt(resource, call.now) ?? []);
  const found = views.filter((view) => {
    const { resource } = view;
    if (!isWanted(view, input)) return false;
    if (orderId !== null && !view.orders.some((order) => order.id === orderId || isOfChild(view, orderId)))
      return false;
    if (input.statuses && !input.statuses.has(view.status)) return false;
    if (input.expireFrom !== null && view.to < input.expireFrom) return false;
    if (input.expireTo !== null && view.to > input.expireTo) return false;
    return input.service === null || resource.item.service === input.service;
  });
  // Newest purchases first; attached resources stay behind their primary.
  return found.sort((a, b) => b.from - a.from);
}

/** An ID of a primary brings its attached resources; the ID of an attached one brings only that, whatever the flag. */
function isWanted({ resource }: ResourceView, input: Input): boolean {
  if (input.ids === null) return !input.mainOnly || resource.parent === null;
  if (input.ids.has(resource.id)) return true;
  return !input.mainOnly && resource.parent !== null && input.ids.has(resource.parent.id);
}

const isOfChild = (view: ResourceView, childId: string): boolean =>
  view.orders.some((order) =>
    order.children.some(
      (child) =>
        child.id === childId &&
        child.items.some((item) => item.charges.some((charge) => charge.resource === view.resource)),
    ),
  );

function resourceJson(view: ResourceView, call: Call, language: Language): Json {
  const { resource, item, spec, size } = view;
  return {
    id: resource.internalId,
    resource_id: resource.id,
    resource_name: resource.name,
    region_code: resource.region,
    service_type_code: item.service,
    resource_type_code: item.resourceType,
    resource_type_name: resourceTypeName(item.resourceType, language),
    service_type_name: serviceName(item.service, language),
    resource_spec_code: spec,
    project_id: call.account.projectId,
    product_id: productId('period', { item, spec, region: resource.region }),
    parent_resource_id: resource.parent?.id ?? null,
    is_main_resource: resource.parent === null ? 1 : 0,
    status: view.status,
    effective_time: utcText(view.from),
    expire_time: utcText(view.to),
    expire_policy: view.policy,
    product_spec_desc: specText({ spec, size, item }, language),
    spec_size: size,
    spec_size_measure_id: size === null ? null : item.sizeMeasureId,
    update_time: utcText(view.updatedAt),
    enterprise_project: { id: resource.project.id, name: resource.project.name },
  };
}
