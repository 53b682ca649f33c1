import { authRoute } from '@/lib/auth/route.server';

export const GET = authRoute;
export const POST = authRoute;
