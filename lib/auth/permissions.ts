import type { Role } from './roles';

/** product.md, "Who may do what": what a role adds to seeing the accounts granted to it. */
export const permissions = [
  'see',
  'download-own-view',
  'download-all',
  'reconcile',
  'see-approvals',
  'decide',
  'manage',
  'read-sync',
  'read-audit',
  'see-all-accounts',
] as const;
export type Permission = (typeof permissions)[number];

const granted: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['see', 'download-own-view'],
  finance: ['see', 'download-own-view', 'download-all', 'reconcile', 'see-approvals', 'read-sync', 'read-audit'],
  approver: ['see', 'download-own-view', 'see-approvals', 'decide', 'read-audit'],
  admin: permissions,
};

export const permissionsOf = (role: Role): readonly Permission[] => granted[role];

export const may = (role: Role, permission: Permission): boolean => granted[role].includes(permission);
