import 'server-only';

import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AppError } from '@/lib/http/errors';
import { makeQueryClient } from './client';

interface PrefetchedProps<T> {
  query: { queryKey: readonly unknown[] };
  read: () => Promise<T>;
  children: ReactNode;
}

/** Puts a server read into the browser's query cache, without an HTTP hop to our own API. */
export async function Prefetched<T>({ query, read, children }: PrefetchedProps<T>) {
  const queryClient = makeQueryClient();
  // A failed prefetch is not an error page: the panel asks again and owns the message.
  await queryClient.query({ queryKey: query.queryKey, queryFn: read, retry: false }).catch(expectAppError);
  return <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>;
}

/** A fault of ours must not hide behind a panel that merely asks again. */
function expectAppError(error: unknown): void {
  if (!(error instanceof AppError)) console.error('prefetch failed', error);
}
