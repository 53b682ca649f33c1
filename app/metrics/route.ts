import { metricsResponse } from '@/lib/http/metrics-response.server';
import { publicRoute } from '@/lib/http/route.server';

export const dynamic = 'force-dynamic';

export const GET = publicRoute(({ request }) => metricsResponse(request));
