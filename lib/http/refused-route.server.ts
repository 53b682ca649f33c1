import 'server-only';

import { refusalOf } from './refusal';
import { publicRoute } from './route.server';

/** Programs get a problem for a path that is not there or a request that is refused, where a page would be of no use. */
export const refusedRoute = publicRoute(async ({ request }) => {
  throw refusalOf(request.headers);
});
