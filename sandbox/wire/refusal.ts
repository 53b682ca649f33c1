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
  'CBC.99005026': 'The order is neither a downgrade order nor an unsubscription order.',
  'CBC.99006006': 'The product is not found.',
  'CBC.99006050': 'The usage unit is incorrect.',
  'CBC.99006055': 'The amount is too large.',
  'CBC.99006074': 'The billing factor does not exist.',
};

const FORBIDDEN: readonly string[] = ['CBC.0151', 'CBC.0155'];

export function refuse(code: string, detail = ''): Refusal {
  const text = messages[code] ?? 'Refused.';
  return new Refusal(FORBIDDEN.includes(code) ? 403 : 400, code, detail ? `${text} ${detail}` : text);
}
