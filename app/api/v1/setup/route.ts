import { setupRoute } from '@/lib/auth/setup-route.server';

export const POST = setupRoute;
