import { metricsResponse } from '@/lib/http/metrics-response.server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { publicRoute } from '@/lib/http/route.server';

export const dynamic = 'force-dynamic';

export const GET = publicRoute(({ request }) => metricsResponse(request));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
