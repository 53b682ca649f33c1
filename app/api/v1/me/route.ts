import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';
import { meSchema } from '@/lib/users/schema';
import { getMe } from '@/lib/users/service.server';

export const GET = apiGet({ response: meSchema }, ({ ctx }) => getMe(ctx));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
