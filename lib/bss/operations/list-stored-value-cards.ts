import { z } from 'zod';
import { defineOperation, type Page } from '../operation';
import { amount, count, integer, list, text } from '../wire';

/** Contract 3.5; China site only. */
export interface ListStoredValueCardsInput extends Page {
  /** 1 usable, 2 used up. */
  status: 1 | 2;
  card_id?: string | null;
}

const cardSchema = z.object({
  card_id: text(),
  card_name: text(),
  status: integer(),
  /** Text on the wire, in the main unit of the site's currency. */
  face_value: amount(),
  balance: amount(),
  effective_time: text(),
  expire_time: text(),
});

const responseSchema = z.object({ total_count: count(), stored_value_cards: list(cardSchema) });
export type StoredValueCardPage = z.output<typeof responseSchema>;
export type StoredValueCard = StoredValueCardPage['stored_value_cards'][number];

/** Stored-value cards in one state. Amounts in the main unit of the site's currency. */
export const listStoredValueCards = defineOperation({
  name: 'listStoredValueCards',
  group: 'accounts',
  method: 'GET',
  path: '/v2/promotions/benefits/stored-value-cards',
  quota: 10,
  readOnly: true,
  sites: ['cn'],
  request: (input: ListStoredValueCardsInput) => ({ query: { ...input } }),
  response: responseSchema,
});
