import 'server-only';

import { jsonResponse } from '@/lib/http/answer.server';
import { peerOf } from '@/lib/http/peer';
import { readJson } from '@/lib/http/read-json';
import { publicRoute, readBody } from '@/lib/http/route.server';
import { state } from '@/lib/state/open.server';
import { normalizeEmail } from '@/lib/state/users.server';
import { setupSchema } from '@/lib/users/schema';
import { createFirstAdmin } from './setup.server';
import { countSetupAttempt } from './throttle.server';

/** The first admin, made with the one-time token of the console. */
export const setupRoute = publicRoute(async ({ request, log }) => {
  const given = readBody(setupSchema, await readJson(request));
  const db = await state();
  const peer = peerOf(request.headers);
  await countSetupAttempt(db, peer, new Date());
  await createFirstAdmin(db, given);
  log.info({ event: 'setup', peer }, 'first admin made');
  return jsonResponse({ email: normalizeEmail(given.email) }, 201);
});
