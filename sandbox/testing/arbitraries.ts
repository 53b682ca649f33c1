import fc from 'fast-check';
import { cycleOf, cycleText } from '../wire/times';
import { catalogue } from '../world/catalogue';
import { NOW } from './fixture';

/** One of these values. */
export const some = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
/** Offsets inside and far past a list. */
export const offset = fc.oneof(fc.nat(40), fc.nat(2_000_000_000));
export const limit = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
/** A billing cycle of the 36 that a test world has, `YYYY-MM`. */
export const cycle = fc.integer({ min: 0, max: 35 }).map((back) => cycleText(cycleOf(NOW) - back));
export const service = some(catalogue.services.map((type) => type.code));
export const resourceType = some(catalogue.resourceTypes.map((type) => type.code));
export const region = some(catalogue.regions.map((place) => place.code));
/** An instant of 2026 up to the business time of the tests, as on the wire. */
export const instant = fc
  .integer({ min: 0, max: 325 })
  .map((day) => `${new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 19)}Z`);
export const billType = some([1, 2, 3, 4, 5, 8, 9, 14, 15, 16, 18, 20, 23, 25, 100]);

/** Any of these query parameters, as text. */
export const asQuery = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, string>> =>
  fc
    .record(model, { requiredKeys: [] })
    .map((values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])));

/** Any of these body members; now and then null, which is the same as absent. */
export const asBody = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(model).map(([name, values]) => [name, fc.option(values, { freq: 6 })])), {
    requiredKeys: [],
  });
