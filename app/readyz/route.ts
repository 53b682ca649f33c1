import { jsonResponse } from '@/lib/http/answer.server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { readReadiness } from '@/lib/http/readiness.server';
import { publicRoute } from '@/lib/http/route.server';

export const dynamic = 'force-dynamic';

export const GET = publicRoute(async () => {
  const readiness = await readReadiness();
  return jsonResponse(readiness, readiness.ok ? 200 : 503);
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
