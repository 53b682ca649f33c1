import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from '@/lib/http/fetch-json';

/** Answers that a second try cannot change. */
const permanent = new Set(['bad_request', 'unauthorized', 'forbidden', 'not_found', 'conflict', 'too_many_requests']);

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Above zero, or every hydrated query is fetched again on mount.
        staleTime: 30_000,
        // The server has already waited out the upstream; one more try covers a lost connection.
        retry: (failures, error) => failures < 1 && !(error instanceof ProblemError && permanent.has(error.code)),
        refetchOnWindowFocus: false,
      },
    },
  });
}
