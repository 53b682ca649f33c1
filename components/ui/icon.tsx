import { cn } from '@/lib/cn';

/** Drawn on a 16 px grid with a 1.4 px line; the set of the design, so no icon library is loaded. */
const drawings = {
  overview: 'M2.5 13.5h11M4 11V7.5M8 11V3M12 11V5.5',
  orders: 'M4 1.8h8v12.4l-2-1.2-2 1.2-2-1.2-2 1.2zM6.2 5h3.6M6.2 7.8h3.6',
  approvals:
    'M3 13.6h10M4.2 11.2h7.6c0-1.8-2.3-2-2.3-3.6 0-1 1-1.6 1-3a2.5 2.5 0 0 0-5 0c0 1.4 1 2 1 3 0 1.6-2.3 1.8-2.3 3.6z',
  resources: 'M8 1.8 14 5 8 8.2 2 5zM2 8l6 3.2L14 8M2 11l6 3.2L14 11',
  renewals: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 1.8v3M10.5 1.8v3M6 10.2l1.4 1.3L10.2 9',
  calculator: 'M3 1.8h10v12.4H3zM3 6h10M6 6v8.2M10 6v8.2M4.4 10h3.2M8.4 12h3.2M8.4 9h3.2',
  summary: 'M2.5 2.5h11v11h-11zM2.5 6h11M6.5 6v7.5',
  usage: 'M2 3.5h12M2 6.5h12M2 9.5h12M2 12.5h12',
  expenditures: 'M2 4h7M2 8h10M2 12h5M12 4h2M14.5 8H14M10.5 12H14',
  bills: 'M2.5 3h11v10h-11zM5 6h6M5 8.5h6M8.5 11H11',
  explore: 'M2.5 13.5h11M4 13.5v-4M4 9.5V7M8 13.5V8M8 8V3.5M12 13.5v-3M12 10.5V6M2.8 9.5h2.4M6.8 8h2.4M10.8 10.5h2.4',
  reconcile: 'M5 1.8v12.4M11 1.8v12.4M5 4.5h6M5 8h6M5 11.5h6',
  settings:
    'M2 4.5h6M11.5 4.5H14M2 11.5h2.5M8 11.5h6M8.1 4.5a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0M4.5 11.5a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0',
  search: 'M2.8 7a4.2 4.2 0 1 0 8.4 0 4.2 4.2 0 1 0-8.4 0M10.2 10.2l3.3 3.3',
  theme:
    'M5.2 8a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1',
  download: 'M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.7.7M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.7-.7',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  lock: 'M3.5 7.2h9v6.3h-9zM5.5 7.2V5a2.5 2.5 0 0 1 5 0v2.2',
  warning: 'M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.9v.1',
  info: 'M1.8 8a6.2 6.2 0 1 0 12.4 0A6.2 6.2 0 1 0 1.8 8M8 7.3v3.9M8 4.8v.1',
  down: 'm4.5 6.3 3.5 3.5 3.5-3.5',
  right: 'm6.3 4.5 3.5 3.5-3.5 3.5',
  close: 'm4 4 8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  sortDown: 'M8 3v10M4.5 9.5 8 13l3.5-3.5',
  sortUp: 'M8 13V3M4.5 6.5 8 3l3.5 3.5',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  menu: 'M2.5 5h11M2.5 11h11',
  signOut: 'M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6.5',
  trash: 'M3 4.5h10M6 4.5V2.5h4v2M4.5 4.5l.6 9h5.8l.6-9',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
} as const;

export type IconName = keyof typeof drawings;

/** Always beside words or inside a named control, so it is hidden from assistive technology. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      className={cn('icon', className)}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={drawings[name]} />
    </svg>
  );
}

/** The mark of the product: one rod of an abacus. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" fill="currentColor" aria-hidden="true">
      <rect x="2" y="12" width="28" height="2.6" rx="1.3" />
      <rect x="12" y="3" width="8" height="6" rx="3" />
      <rect x="2" y="17.4" width="8" height="6" rx="3" />
      <rect x="12" y="17.4" width="8" height="6" rx="3" />
      <rect x="22" y="17.4" width="8" height="6" rx="3" />
      <rect x="12" y="25" width="8" height="6" rx="3" />
    </svg>
  );
}
