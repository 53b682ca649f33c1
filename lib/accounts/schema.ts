import { z } from 'zod';

export const accountSchema = z
  .object({
    domainId: z.string(),
    name: z.string(),
    currency: z.string().describe('ISO 4217'),
    site: z.enum(['intl', 'cn', 'eu']),
    projectId: z.string().nullable(),
  })
  .meta({ id: 'Account', description: 'A connected Huawei Cloud account (domain)' });

export const accountListSchema = z.object({
  items: z.array(accountSchema),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
});
export type AccountList = z.infer<typeof accountListSchema>;
