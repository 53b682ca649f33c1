import { serviceName } from '../../world/catalogue';
import type { Package } from '../../world/packages';
import { type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { utcText } from '../../wire/times';
import type { Call, Operation } from '../operation';
import { packageName, packageStatus, quantity, usageTypeName } from './package-json';

/** Section 3.3: resource packages, newest first. Amounts are text here and numbers in the usage of an item. */
export const listPackages: Operation = {
  name: 'ListFreeResourceInfos',
  method: 'POST',
  path: '/v3/payments/free-resources/query',
  quota: 10,
  body: 'required',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const matches = readMatcher(call, body);
    const { offset, limit } = body.page(1000, 999_999);
    const found = call.tenant.bills.deductions.packages
      .filter((bought) => bought.boughtAt <= call.now && matches(bought))
      .sort((a, b) => b.boughtAt - a.boughtAt);
    return toJson({
      free_resource_packages: found.slice(offset, offset + limit).map((bought) => packageJson(call, bought)),
      total_count: found.length,
    });
  },
};

function readMatcher(call: Call, body: Parameters): (bought: Package) => boolean {
  const region = body.text('region_code', { max: 64 });
  const order = body.text('order_id', { max: 64 })?.toUpperCase() ?? null;
  const product = body.text('product_id', { max: 64 });
  const name = body.text('product_name', { max: 256 });
  const project = body.text('enterprise_project_id', { max: 64 });
  const status = body.integer('status', { min: 0, max: 4 });
  const services = readServices(body);
  const { deductions } = call.tenant.bills;
  return (bought) =>
    (region === null || call.account.regions[0] === region) &&
    (order === null || bought.orderId === order) &&
    (product === null || bought.productId === product) &&
    (name === null || [bought.nameEn, bought.nameZh].includes(name)) &&
    (project === null || bought.project.id === project) &&
    (services === null || services.has(serviceOf(bought).toLowerCase())) &&
    (status === null || packageStatus(bought, deductions, call.now) === status);
}

function readServices(body: Parameters): ReadonlySet<string> | null {
  const list = body.list('service_type_code_list', 1000);
  if (list === null || list.length === 0) return null;
  return new Set(
    list.map((code) => {
      if (typeof code !== 'string') throw refuse('CBC.0100', 'service_type_code_list');
      return code.toLowerCase();
    }),
  );
}

const serviceOf = (bought: Package): string => bought.items[0]?.item.service ?? '';

function packageJson(call: Call, bought: Package): Json {
  const language = call.language ?? 'zh_CN';
  const { deductions } = call.tenant.bills;
  return {
    order_instance_id: bought.id,
    order_id: bought.orderId,
    product_id: bought.productId,
    product_name: packageName(bought, language),
    enterprise_project_id: bought.project.id,
    enterprise_project_scope: 0,
    effective_time: utcText(bought.from),
    expire_time: utcText(bought.to),
    status: packageStatus(bought, deductions, call.now),
    service_type_code: serviceOf(bought),
    service_type_name: serviceName(serviceOf(bought), language),
    region_code: call.account.regions[0],
    source_type: 0,
    bundle_type: bought.items.length > 1 ? 'BUNDLE_PKG' : 'ATOMIC_PKG',
    quota_reuse_mode: bought.reset === 'never' ? 2 : 1,
    free_resources: bought.items.map((item) => ({
      free_resource_id: item.id,
      usage_type_name: usageTypeName(item.item.usageFactor, language),
      amount: quantity(deductions.leftAt(bought, item, call.now).left),
      original_amount: quantity(item.quota),
      measure_id: item.item.usageMeasureId,
    })),
  };
}
