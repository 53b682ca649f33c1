import type { Order, Resource } from './order';

/** What one account has ordered and owns, oldest first, up to where the world has come; readers look as of an instant. */
export interface History {
  orders: Order[];
  resources: Resource[];
}
