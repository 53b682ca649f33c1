import type { Ledger } from '../ledger';

/** A ledger that keeps no answers: each question goes to the engine, for those who look at the engine. */
export function forgetful<L extends Ledger>(ledger: L): L {
  const read: Ledger['read'] = (query, options) => ledger.read(query, { ...options, keep: false });
  return new Proxy(ledger, {
    get: (target, name) => {
      if (name === 'read') return read;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
