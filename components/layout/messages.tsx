import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import type messages from '@/messages/en.json';

export type Namespace = keyof typeof messages;

/** What the primitives say; every page carries it. */
const shared: readonly Namespace[] = ['common', 'states', 'errors'];

/** Gives client components below the words of these namespaces, so that a page carries only its own. */
export async function Messages({ namespaces, children }: { namespaces: readonly Namespace[]; children: ReactNode }) {
  const all = await getMessages();
  const wanted = [...shared, ...namespaces];
  const picked = Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name as Namespace)));
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>;
}
