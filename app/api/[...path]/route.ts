import { refusedRoute } from '@/lib/http/refused-route.server';

export const GET = refusedRoute;
export const POST = refusedRoute;
export const PUT = refusedRoute;
export const PATCH = refusedRoute;
export const DELETE = refusedRoute;
export const OPTIONS = refusedRoute;
