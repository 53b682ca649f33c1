import { tmpdir } from 'node:os';
import { join } from 'node:path';

const port = Number(process.env.E2E_PORT ?? 3100);
const sandboxPort = Number(process.env.E2E_SANDBOX_PORT ?? 4110);

/** Where the portal of the tests is, and what it and they leave on disk: a fresh folder for each run. */
export const places = {
  port,
  sandboxPort,
  base: `http://127.0.0.1:${port}`,
  data: process.env.E2E_DATA ?? join(tmpdir(), `suanpan-e2e-${port}`),
};

/** Business time of the tests; the sandbox stands still there. */
export const NOW = '2026-11-22T04:00:00Z';
