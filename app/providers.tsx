'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ClockProvider } from '@/components/ui/clock';
import { makeQueryClient } from '@/lib/query/client';

/** One query cache for the signed-in part: it must not outlive the session, and leaving the portal drops it. */
export function Providers({ now, children }: { now: string; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <ClockProvider now={now}>{children}</ClockProvider>
    </QueryClientProvider>
  );
}
