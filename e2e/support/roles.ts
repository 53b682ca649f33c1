import { join } from 'node:path';
import { places } from './places';

export const roles = ['viewer', 'finance', 'approver', 'admin'] as const;
export type Role = (typeof roles)[number];

export const PASSWORD = 'suanpan-demo';
export const emailOf = (role: Role): string => `${role}@demo.test`;
/** The session that `sign-in.setup.ts` keeps for the other tests. */
export const sessionFile = (role: Role): string => join(places.data, 'sessions', `${role}.json`);
