import type { StatusLook } from '@/components/ui/status';

export const knownStatuses = ['2', '5', '4', '3'] as const;
export type KnownStatus = (typeof knownStatuses)[number];
export const knownPolicies = ['0', '1', '2', '3', '4', '5'] as const;
export type KnownPolicy = (typeof knownPolicies)[number];

/** The only policy that renews by itself (contract 4.5). */
export const AUTO_RENEW = 3;
const SOON_DAYS = 7;

const looks: Readonly<Record<KnownStatus, StatusLook>> = {
  2: { glyph: 'check', tone: 'plain' },
  5: { glyph: 'dashed', tone: 'attn' },
  4: { glyph: 'half', tone: 'attn' },
  3: { glyph: 'struck', tone: 'mute' },
};

export const isKnownStatus = (code: string): code is KnownStatus => (knownStatuses as readonly string[]).includes(code);
export const isKnownPolicy = (code: string): code is KnownPolicy => (knownPolicies as readonly string[]).includes(code);

/** The look of a resource's status; a code that we do not know is a neutral question. */
export function resourceLook(status: number | null): StatusLook {
  const code = String(status);
  return isKnownStatus(code) ? looks[code] : { glyph: 'question', tone: 'mute' };
}

interface Expiring {
  daysLeft: number | null;
  expirePolicy: number | null;
  status: number | null;
}

/** In use, ending within a week, and nothing renews it. */
export function needsSomeone({ daysLeft, expirePolicy, status }: Expiring): boolean {
  return status === 2 && daysLeft !== null && daysLeft >= 0 && daysLeft < SOON_DAYS && expirePolicy !== AUTO_RENEW;
}
