'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { may, type Permission } from '@/lib/auth/permissions';
import type { Role } from '@/lib/auth/roles';

const Own = createContext<Role | null>(null);

/** The role of who is signed in, for what only some of them are offered; the server decides all the same. */
export function RoleProvider({ role, children }: { role: Role; children: ReactNode }) {
  return <Own value={role}>{children}</Own>;
}

export function useMay(permission: Permission): boolean {
  const role = useContext(Own);
  return role !== null && may(role, permission);
}
