/** Colours of the services that most accounts have; the same in every chart, table and period. */
const FIXED: Readonly<Record<string, number>> = {
  'hws.service.type.ec2': 1,
  'hws.service.type.rds': 2,
  'hws.service.type.ebs': 3,
  'hws.service.type.obs': 4,
  'hws.service.type.cce': 5,
  'hws.service.type.vpc': 6,
  'hws.service.type.cdn': 7,
  'hws.service.type.dcs': 8,
};
const SLOTS = [1, 2, 3, 4, 5, 6, 7, 8];

/** The fixed colour of a service, 1 to 8; null is the grey of others. */
export const fixedSlot = (serviceTypeCode: string | null): number | null => FIXED[serviceTypeCode ?? ''] ?? null;

/** Fixed colours first, then the free ones by code: the result does not depend on the order or size of the services. */
export function assignSlots(serviceTypeCodes: readonly string[]): Map<string, number> {
  const assigned = new Map<string, number>();
  for (const code of serviceTypeCodes) {
    const slot = fixedSlot(code);
    if (slot !== null) assigned.set(code, slot);
  }
  const taken = new Set(assigned.values());
  const free = SLOTS.filter((slot) => !taken.has(slot));
  for (const code of [...serviceTypeCodes].sort()) {
    if (assigned.has(code)) continue;
    const slot = free.shift();
    if (slot !== undefined) assigned.set(code, slot);
  }
  return assigned;
}
