import type { Instrumentation } from 'next';

/** Runs once, before the server answers anything. */
export async function register(): Promise<void> {
  // This very comparison: the build drops the branch from the edge bundle, which has none of Node's modules.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startPortal } = await import('./lib/http/start.server');
    await startPortal();
  }
}

/** A page that failed: pages have no wrapper of their own, so the fault is logged here. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routePath, routeType }) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const [{ log }, { isStalled }] = await Promise.all([import('./lib/log.server'), import('./lib/http/csv-stream')]);
    if (isStalled(error)) return log.info({ route: routePath }, 'download cut off: its reader stands still');
    const requestId = request.headers['x-request-id'];
    log.error({ err: error, requestId, method: request.method, route: routePath, routeType }, 'page failed');
  }
};
