'use client';

import type { ReactNode } from 'react';
import { paths } from '@/lib/paths';
import { Link } from './link';
import { useMay } from './role';

/** The way to the sync, for those who may see it. */
export function SyncLink({ children }: { children: ReactNode }) {
  return useMay('read-sync') ? <Link href={paths.sync()}>{children}</Link> : null;
}
