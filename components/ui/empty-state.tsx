import type { ReactNode } from 'react';

/** What is missing, why, and one thing to do about it. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="max-w-[52ch] py-4 text-ink-2">
      <h2 className="mb-0.5 text-[13px] leading-5 text-ink">{title}</h2>
      {children}
      {action && <div className="mt-3 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
