import { share, truncateToCents, type Units } from '../../wire/amounts';
import type { Charge } from '../order';

/** A discount on a whole order, spread over its charges in proportion to their list prices; the last takes the rest. */
export function spreadDiscount(charges: readonly Charge[], discount: Units): Units[] {
  let list = charges.reduce((sum, charge) => sum + charge.official, 0);
  let rest = Math.min(discount, list);
  return charges.map(({ official }) => {
    const part = official === list ? rest : truncateToCents(share(rest, official, list));
    list -= official;
    rest -= part;
    return part;
  });
}
