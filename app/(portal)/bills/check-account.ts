import { notFound } from 'next/navigation';
import type { ServiceContext } from '@/lib/context.server';

/** Before anything is streamed: an account outside the scope is a page that does not exist. */
export function checkAccount({ accounts }: ServiceContext, domainId: string | null): void {
  if (domainId !== null && !accounts.some((account) => account.domainId === domainId)) notFound();
}
