import { formatUnits } from '../../wire/amounts';
import { type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { utcText } from '../../wire/times';
import type { BenefitView } from '../../world/benefits/benefit';
import { benefitsAt } from '../../world/benefits/holdings';
import type { Operation } from '../operation';
import { isListed } from './listed';

/** Section 3.5, China only: cards that can be used (1) or are used up (2); one that expired is neither. */
export const listStoredValueCards: Operation = {
  name: 'ListStoredValueCards',
  method: 'GET',
  path: '/v2/promotions/benefits/stored-value-cards',
  quota: 10,
  body: 'none',
  sites: ['cn'],
  run({ tenant, now, query }) {
    const input = Parameters.ofQuery(query);
    const status = input.requiredInteger('status', { min: 1, max: 2 });
    const cardId = input.text('card_id', { max: 64 });
    const { offset, limit } = input.page(100);
    const cards = benefitsAt(tenant, now).filter(
      (view) =>
        view.benefit.kind === 'card' &&
        isListed(view, now) &&
        view.status === (status === 1 ? 2 : 3) &&
        (cardId === null || view.benefit.id === cardId),
    );
    return toJson({ total_count: cards.length, stored_value_cards: cards.slice(offset, offset + limit).map(cardJson) });
  },
};

function cardJson({ benefit, status, balance }: BenefitView): Json {
  return {
    card_id: benefit.id,
    card_name: benefit.plan.name,
    status: status === 3 ? 2 : 1,
    face_value: formatUnits(benefit.face),
    balance: formatUnits(balance),
    effective_time: utcText(benefit.activeAt),
    expire_time: utcText(benefit.expiresAt),
  };
}
