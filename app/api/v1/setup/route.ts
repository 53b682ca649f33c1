import { setupRoute } from '@/lib/auth/setup-route.server';
import { otherMethods } from '@/lib/http/other-methods.server';

export const POST = setupRoute;
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST');
