import 'server-only';

import { permissionsOf } from '@/lib/auth/permissions';
import type { ServiceContext } from '@/lib/context.server';
import type { Me } from './schema';

/** Who is signed in, what the role allows, and which accounts are in scope, as of this request. */
export async function getMe({ actor, accounts }: ServiceContext): Promise<Me> {
  const { userId, email, name, role } = actor;
  return { user: { id: userId, email, name, role }, permissions: [...permissionsOf(role)], accounts: [...accounts] };
}
