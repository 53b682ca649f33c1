import { AppError } from '@/lib/http/errors';
import { publicRoute } from '@/lib/http/route.server';

/** Programs get a problem for a path that is not there, where a page would be of no use to them. */
const nothingHere = publicRoute(async () => {
  throw new AppError('not_found', 'There is no such path; see /api/v1/openapi.json');
});

export const GET = nothingHere;
export const POST = nothingHere;
export const PUT = nothingHere;
export const PATCH = nothingHere;
export const DELETE = nothingHere;
