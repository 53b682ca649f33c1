import { z } from 'zod';
import { accountRefSchema, freshnessShape, pageShape } from '@/lib/dto';

/** A yearly/monthly resource (contract 2.d). Codes are the upstream's own (4.5); times are UTC instants. */
export const resourceSchema = z
  .object({
    id: z.string().nullable(),
    resourceId: z.string().nullable(),
    resourceName: z.string().nullable(),
    account: accountRefSchema,
    regionCode: z.string().nullable(),
    regionName: z.string().nullable().describe('in the language of the session; the code when we have no name'),
    serviceTypeCode: z.string().nullable(),
    serviceTypeName: z.string().nullable(),
    resourceTypeCode: z.string().nullable(),
    resourceTypeName: z.string().nullable(),
    resourceSpecCode: z.string().nullable(),
    productSpecDesc: z.string().nullable(),
    specSize: z.string().nullable().describe('exact decimal text'),
    specSizeMeasureId: z.int().nullable(),
    enterpriseProjectId: z.string().nullable(),
    enterpriseProjectName: z.string().nullable(),
    isMainResource: z.boolean(),
    parentResourceId: z.string().nullable(),
    parentResourceName: z.string().nullable(),
    parentServiceTypeCode: z.string().nullable(),
    attachedCount: z.int().describe('attached resources of a primary one, before filtering'),
    expiresApart: z.boolean().describe('an attached resource that expires before or after its primary one'),
    status: z.int().nullable(),
    effectiveTime: z.string().nullable(),
    expireTime: z.string().nullable(),
    daysLeft: z
      .int()
      .nullable()
      .describe('calendar days in UTC: 0 today, 1 tomorrow; negative when expireTime has passed'),
    expirePolicy: z.int().nullable(),
    updateTime: z.string().nullable(),
  })
  .meta({ id: 'Resource' });
export type Resource = z.infer<typeof resourceSchema>;

/** Attached resources follow their primary one; `total` counts both. */
export const resourceListSchema = z
  .object({
    items: z.array(resourceSchema),
    ...pageShape,
    counts: z.record(z.string(), z.int()).describe('resources per status code under the other filters, and "all"'),
    choices: z.object({
      services: z.array(z.object({ code: z.string(), name: z.string() })),
      regions: z.array(z.object({ code: z.string(), name: z.string() })),
      projects: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
    ...freshnessShape,
  })
  .meta({ id: 'ResourceList' });
export type ResourceList = z.infer<typeof resourceListSchema>;
