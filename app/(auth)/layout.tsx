import type { ReactNode } from 'react';
import { Messages } from '@/components/layout/messages';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <Messages namespaces={['auth', 'nav']}>{children}</Messages>;
}
