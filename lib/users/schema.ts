import { z } from 'zod';
import { permissions } from '@/lib/auth/permissions';
import { roles } from '@/lib/auth/roles';
import { accountSchema } from '@/lib/accounts/schema';

export const meSchema = z
  .object({
    user: z.object({ id: z.string(), email: z.string(), name: z.string(), role: z.enum(roles) }),
    permissions: z.array(z.enum(permissions)),
    accounts: z.array(accountSchema),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof meSchema>;

/** Controls, half surrogate pairs, and those that turn the direction of the text around them. */
const CANNOT_BE_SHOWN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

export const MIN_PASSWORD_LENGTH = 12;

export const setupSchema = z.strictObject({
  token: z.string().min(1).max(200),
  name: z
    .string()
    .refine((name) => !CANNOT_BE_SHOWN.test(name), 'has characters that cannot be shown')
    .trim()
    .min(1, 'must not be empty')
    .max(100, 'is longer than 100 characters'),
  email: z.email().max(254),
  password: z.string().min(MIN_PASSWORD_LENGTH, `needs at least ${MIN_PASSWORD_LENGTH} characters`).max(1024),
});

export const setupDoneSchema = z.object({ email: z.string() });
