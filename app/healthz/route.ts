import { jsonResponse } from '@/lib/http/answer.server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { publicRoute } from '@/lib/http/route.server';

export const dynamic = 'force-dynamic';

/** The process is alive; says nothing more. */
export const GET = publicRoute(async () => jsonResponse({ ok: true }));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
