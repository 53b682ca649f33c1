// Connects the accounts of a loopback sandbox and makes the demo users:
// tsx --conditions=react-server scripts/seed-demo.ts <sandbox.json>, with the environment of the portal.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { hashPassword } from '@/lib/auth/passwords.server';
import type { Role } from '@/lib/auth/roles';
import { isLoopbackUrl } from '@/lib/env';
import { env } from '@/lib/env.server';
import { keepConnections, saveConnection } from '@/lib/state/connections.server';
import { replaceGrants } from '@/lib/state/grants.server';
import { openState } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { changeUser, createUser, findUserByEmail } from '@/lib/state/users.server';

const PASSWORD = 'suanpan-demo';
const users: readonly { local: string; name: string; role: Role }[] = [
  { local: 'viewer', name: 'Vera Lindqvist', role: 'viewer' },
  { local: 'finance', name: 'Farid Haddad', role: 'finance' },
  { local: 'approver', name: 'Ana Pereira', role: 'approver' },
  { local: 'approver2', name: 'Bo Zhang', role: 'approver' },
  { local: 'admin', name: 'Mei Tanaka', role: 'admin' },
];

const sandboxSchema = z.object({
  endpoint: z.string().refine(isLoopbackUrl, 'must be a sandbox on loopback'),
  site: z.enum(['intl', 'cn', 'eu']),
  accounts: z
    .array(
      z.object({
        name: z.string(),
        ak: z.string(),
        sk: z.string(),
        domainId: z.string(),
        projectId: z.string().nullish(),
        currency: z.string(),
      }),
    )
    .min(1),
});
type Sandbox = z.infer<typeof sandboxSchema>;

async function seedAccounts(db: Db, { endpoint, site, accounts }: Sandbox): Promise<string[]> {
  const domainIds = accounts.map(({ domainId }) => domainId);
  await keepConnections(db, domainIds);
  for (const { projectId = null, ...account } of accounts) {
    await saveConnection(db, { ...account, endpoint, site, projectId }, env().SUANPAN_SECRET);
  }
  return domainIds;
}

async function seedUsers(db: Db, domainIds: readonly string[]): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD);
  for (const { local, name, role } of users) {
    const email = `${local}@demo.test`;
    const known = await findUserByEmail(db, email);
    if (known) await changeUser(db, known.id, { role, disabled: false, passwordHash });
    const id = known?.id ?? (await createUser(db, { email, name, role, passwordHash }));
    if (id) await replaceGrants(db, id, role === 'viewer' ? domainIds.slice(0, 1) : domainIds);
  }
}

async function main(path: string | undefined): Promise<void> {
  if (!path) throw new Error('Name the file with the first line of the sandbox');
  if (!env().demo) throw new Error('Demo users are made with SUANPAN_DEMO=1 only');
  const sandbox = sandboxSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const db = await openState({ databaseUrl: env().DATABASE_URL ?? null, dataDirectory: env().SUANPAN_DATA });
  try {
    await seedUsers(db, await seedAccounts(db, sandbox));
  } finally {
    await db.destroy();
  }
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
