import type { OrderDetail } from '@/lib/orders/schema';

type Kind = Pick<OrderDetail, 'orderType' | 'status'>;

/** Codes of the contract, 4.1 and 4.2, that change what an order page says. */
export const isUnsubscription = ({ orderType }: Kind): boolean => orderType === 4;
export const isCancelled = ({ status }: Kind): boolean => status === 4;
export const isUnpaid = ({ status }: Kind): boolean => status === 6;
/** Someone must act on it, perhaps until a deadline. */
export const isWaiting = ({ status }: Kind): boolean => status === 1 || status === 6 || status === 9;
