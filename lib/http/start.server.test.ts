import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { saveConnection } from '@/lib/state/connections.server';
import { openState } from '@/lib/state/open.server';
import { AccountClients, listAccounts } from '@/lib/accounts/connected.server';
import { meetSandboxClock } from '@/lib/accounts/sandbox-clock.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
  process.env.SUANPAN_SECRET = 'q7Lw2ZtX9vRk4MnB8cJd1FhG6sYpA3eU5oTi';
});

const dataDirectory = mkdtempSync(join(tmpdir(), 'suanpan-connected-'));
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

test('a key sealed under another secret fails where it is used, not where its endpoint is wanted', async () => {
  const asked = vi.fn();
  const sandbox = createServer((_request, response) => {
    asked();
    response.end();
  });
  await new Promise<void>((resolve) => sandbox.listen(0, '127.0.0.1', resolve));
  const address = sandbox.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const db = await openState({ databaseUrl: null, dataDirectory });
  try {
    const connection = { domainId: 'dA', name: 'A', endpoint, site: 'intl', currency: 'USD', projectId: null } as const;
    await saveConnection(db, { ...connection, ak: 'a', sk: 's' }, 'the secret of a year ago, long enough too');
    await meetSandboxClock(db);
    expect(asked).toHaveBeenCalled();
    const [account] = await listAccounts(db);
    expect(account).toMatchObject({ endpoint, account: { domainId: 'dA' } });
    expect(() => account && new AccountClients().open(account)).toThrow(
      expect.objectContaining({ code: 'upstream_credentials' }),
    );
  } finally {
    await db.destroy();
    sandbox.close();
  }
});
