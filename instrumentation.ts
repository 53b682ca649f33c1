import type { Instrumentation } from 'next';

/** Runs once, before the server answers anything. */
export async function register(): Promise<void> {
  const { startPortal } = await import('./lib/start.server');
  await startPortal();
}

/** A page that failed: pages have no wrapper of their own, so the fault is logged here. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routePath, routeType }) => {
  const { log } = await import('./lib/log.server');
  log.error(
    { err: error, requestId: request.headers['x-request-id'], method: request.method, route: routePath, routeType },
    'page failed',
  );
};
