import type { TextBuffer } from '../../wire/text-buffer';
import { hash } from '../random';

const TRADE_SALT = 0x71ade;
const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0').slice(-length);

interface Place {
  account: number;
  index: number;
  slot: number;
}

const checkOf = ({ account, index, slot }: Place): number => hash(account * 131 + index, slot, TRADE_SALT);

/** The transaction ID of a usage line: it says which resource and hour it belongs to, so that it can be found. */
export function encodeTradeId(place: Place): string {
  const check = checkOf(place);
  const which = hex((place.index ^ check) & 0xfffffff, 7);
  const when = hex((place.slot ^ (check >>> 4)) & 0xffffff, 6);
  const rest = hex(hash(check, place.slot), 8);
  return `${hex(check, 8)}-${which.slice(0, 4)}-4${which.slice(4)}-8${when.slice(0, 3)}-${when.slice(3)}${rest}0`;
}

const [QUOTE, DASH, ZERO, FOUR, EIGHT] = [34, 45, 48, 52, 56];

/** The same in quotes, straight into an answer. */
export function putTradeId(out: TextBuffer, place: Place): void {
  const check = checkOf(place);
  const which = place.index ^ check;
  const when = place.slot ^ (check >>> 4);
  out.putCode(QUOTE).putHex(check, 8).putCode(DASH);
  out
    .putHex(which >>> 12, 4)
    .putCode(DASH)
    .putCode(FOUR)
    .putHex(which, 3);
  out
    .putCode(DASH)
    .putCode(EIGHT)
    .putHex(when >>> 12, 3)
    .putCode(DASH)
    .putHex(when, 3);
  out.putHex(hash(check, place.slot), 8).putCode(ZERO).putCode(QUOTE);
}

/** Which resource and hour a usage transaction ID may belong to; the caller compares the ID it gets back. */
export function decodeTradeId(tradeId: string): { index: number; slot: number } | null {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{3})[0-9a-f]{8}0$/.exec(tradeId);
  if (!match) return null;
  const [, check = '0', placeHead = '', placeTail = '', whenHead = '', whenTail = ''] = match;
  const mask = Number.parseInt(check, 16);
  return {
    index: (Number.parseInt(placeHead + placeTail, 16) ^ mask) & 0xfffffff,
    slot: (Number.parseInt(whenHead + whenTail, 16) ^ (mask >>> 4)) & 0xffffff,
  };
}
