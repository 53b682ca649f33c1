import { z } from 'zod';
import { exploreFilters } from '@/lib/explore/filters';

const MOST_TEXT = 8000;

/** No control characters, no halves of a character: text that every store and every address keeps as it is. */
const isOneLine = (text: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(text);
/** Something that can be seen, nothing without a width, and nothing that turns the direction of what stands beside it. */
const isName = (text: string): boolean =>
  isOneLine(text) && !/[\p{Bidi_Control}\u00ad\u200b\u2060\ufeff]/u.test(text) && /[^\p{C}\p{Z}\p{M}]/u.test(text);

/** Names that look alike are the same: letters with their marks have one form. */
const nameSchema = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1, { error: 'must not be empty', abort: true })
  .max(80)
  .refine(isName, 'has characters that cannot be shown');
const querySchema = z
  .string()
  .max(MOST_TEXT)
  .overwrite((query) => query.replace(/^\?/, ''))
  .describe('query string of /bills/explore, without the question mark')
  .refine(isOneLine, 'has characters that an address does not keep: encode them')
  .superRefine((query, context) => {
    for (const { field, problem } of exploreFilters.parse(new URLSearchParams(query)).problems) {
      context.addIssue({ code: 'custom', message: `${field} ${problem}` });
    }
  });

export const viewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    query: z.string(),
    shared: z.boolean().describe('everyone of the portal sees it, with their own accounts'),
    mine: z.boolean(),
    owner: z.string().describe('name of who made it'),
  })
  .meta({ id: 'SavedView' });
export type View = z.infer<typeof viewSchema>;

export const viewListSchema = z.object({ items: z.array(viewSchema) });
export type ViewList = z.infer<typeof viewListSchema>;

export const newViewSchema = z.strictObject({
  name: nameSchema,
  query: querySchema,
  shared: z.boolean().default(false),
});
export type NewView = z.input<typeof newViewSchema>;

export const viewChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  query: querySchema.optional(),
  shared: z.boolean().optional(),
});
export type ViewChange = z.input<typeof viewChangeSchema>;
