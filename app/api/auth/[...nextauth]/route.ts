import { authRoute } from '@/lib/auth/route.server';

export const GET = authRoute;
export const POST = authRoute;
export const PUT = authRoute;
export const PATCH = authRoute;
export const DELETE = authRoute;
export const OPTIONS = authRoute;
