/** An answer other than success, with the code the contract documents for it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const messages: Record<string, string> = {
  'CBC.0100': 'Parameter error.',
  'CBC.0101': 'Invalid parameter.',
  'CBC.0151': 'Access denied.',
  'CBC.0155': 'The request is not allowed.',
  'CBC.30000010': 'The order is invalid.',
  'CBC.30000053': 'A savings plan cannot be unsubscribed.',
  'CBC.30000067': 'The resource has been deleted or is not managed.',
  'CBC.30010036': 'The resource is not a primary resource.',
  'CBC.30010069': 'The product has no such period.',
  'CBC.30050006': 'The automatic payment failed.',
  'CBC.30050007': 'The resource is not a primary resource.',
  'CBC.30050008': 'The product has no such period.',
  'CBC.30050009': 'The resource has expired and been deleted, or does not exist.',
  'CBC.30050010': 'The resource is in an unpaid order.',
  'CBC.30050011': 'The resource is being unsubscribed or changed.',
  'CBC.30050012': 'A resource ID is given twice.',
  'CBC.30050013': 'The product cannot be renewed.',
  'CBC.99000089': 'The order is part of a combined order. Operate on the combined order.',
  'CBC.99000092': 'The period check failed.',
  'CBC.99003012': 'The resource does not exist.',
  'CBC.99003016': 'The resource has expired and been deleted, or does not exist.',
  'CBC.99003100': 'The resource is in an unpaid order.',
  'CBC.99003106': 'The order status has changed and the order cannot be paid.',
  'CBC.99003108': 'The discount cannot be used.',
  'CBC.99003110': 'The payment deadline of the order has passed.',
  'CBC.99003112': 'The coupon or stored-value card has been used or cannot be used.',
  'CBC.99003116': 'The coupon cannot be used together with a discount.',
  'CBC.99003117': 'The discount is below the minimum rate of the coupon.',
  'CBC.99003128': 'There is no renewed period that has not taken effect.',
  'CBC.99003144': 'An order of the resource is in progress.',
  'CBC.99003147': 'A cash coupon and a discount coupon cannot be used together.',
  'CBC.99003154': 'The maximum duration is exceeded.',
  'CBC.99003185': 'The resource must be handled together with its primary resource.',
  'CBC.99003602': 'The resource has expired or is frozen.',
  'CBC.99003605': 'Automatic renewal has already been cancelled.',
  'CBC.99003626': 'The account or the resource is frozen.',
  'CBC.99003634': 'A package must be renewed as a whole.',
  'CBC.99003643': 'The order has been invoiced.',
  'CBC.99003647': 'The package cannot be unsubscribed.',
  'CBC.99003649': 'A trial resource cannot be unsubscribed.',
  'CBC.99003650': 'A marketplace product cannot be unsubscribed.',
  'CBC.99003651': 'A transaction on the resource is in progress.',
  'CBC.99003652': 'A CodeArts package cannot be unsubscribed.',
  'CBC.99003654': 'A bandwidth add-on package cannot be unsubscribed.',
  'CBC.99003656': 'The resource is frozen.',
  'CBC.99005003': 'The account balance is insufficient.',
  'CBC.99005010': 'The order status does not allow the operation.',
  'CBC.99005026': 'The order is neither a downgrade order nor an unsubscription order.',
  'CBC.99006006': 'The product is not found.',
  'CBC.99006050': 'The usage unit is incorrect.',
  'CBC.99006055': 'The amount is too large.',
  'CBC.99006074': 'The billing factor does not exist.',
};

const FORBIDDEN: readonly string[] = ['CBC.0151', 'CBC.0155'];

/** What a code says, without details. */
export const messageOf = (code: string): string => messages[code] ?? 'Refused.';

export function refuse(code: string, detail = ''): Refusal {
  const text = messageOf(code);
  return new Refusal(FORBIDDEN.includes(code) ? 403 : 400, code, detail ? `${text} ${detail}` : text);
}
