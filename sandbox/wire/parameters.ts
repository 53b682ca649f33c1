import { refuse } from './refusal';
import { parseUtc } from './times';

interface TextRule {
  max?: number;
  min?: number;
  /** What "" means; the contract differs by parameter. Absent is always "no filter". */
  empty?: 'keep' | 'none' | 'refuse';
  oneOf?: readonly string[];
}

interface IntegerRule {
  min: number;
  max: number;
  oneOf?: readonly number[];
  empty?: 'none' | 'refuse';
}

const INT = /^-?\d{1,16}$/;
const LARGEST = 2_147_483_647;

/** Query or body members with the ranges of the contract; everything wrong is CBC.0100 naming the member. */
export class Parameters {
  private constructor(
    private readonly read: (name: string) => unknown,
    private readonly fromQuery: boolean,
  ) {}

  static ofQuery(query: URLSearchParams): Parameters {
    return new Parameters((name) => query.get(name), true);
  }

  static ofBody(body: Readonly<Record<string, unknown>>): Parameters {
    return new Parameters((name) => body[name] ?? null, false);
  }

  text(name: string, rule: TextRule = {}): string | null {
    const value = this.read(name);
    if (value === null) return null;
    if (typeof value !== 'string') throw refuse('CBC.0100', name);
    if (value === '') {
      if (rule.empty === 'refuse') throw refuse('CBC.0100', name);
      return rule.empty === 'keep' ? '' : null;
    }
    if (value.length > (rule.max ?? 4096) || value.length < (rule.min ?? 0)) throw refuse('CBC.0100', name);
    if (rule.oneOf && !rule.oneOf.includes(value)) throw refuse('CBC.0100', name);
    return value;
  }

  requiredText(name: string, rule: TextRule = {}): string {
    const value = this.text(name, { ...rule, empty: 'refuse' });
    if (value === null) throw refuse('CBC.0100', name);
    return value;
  }

  integer(name: string, rule: IntegerRule): number | null {
    const raw = this.read(name);
    if (raw === null || (raw === '' && rule.empty === 'none')) return null;
    const value = this.fromQuery && typeof raw === 'string' && INT.test(raw) ? Number(raw) : raw;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw refuse('CBC.0100', name);
    if (value < rule.min || value > rule.max) throw refuse('CBC.0100', name);
    if (rule.oneOf && !rule.oneOf.includes(value)) throw refuse('CBC.0100', name);
    return value;
  }

  requiredInteger(name: string, rule: IntegerRule): number {
    const value = this.integer(name, rule);
    if (value === null) throw refuse('CBC.0100', name);
    return value;
  }

  boolean(name: string): boolean | null {
    const value = this.read(name);
    if (value === null || (this.fromQuery && value === '')) return null;
    if (typeof value === 'boolean') return value;
    if (this.fromQuery && typeof value === 'string' && /^(true|false)$/i.test(value)) return /^true$/i.test(value);
    throw refuse('CBC.0100', name);
  }

  list(name: string, max: number): readonly unknown[] | null {
    const value = this.read(name);
    if (value === null) return null;
    if (!Array.isArray(value) || value.length > max) throw refuse('CBC.0100', name);
    return value as readonly unknown[];
  }

  /** UTC instant, 20 characters; empty is no filter. */
  instant(name: string): number | null {
    const text = this.text(name, { max: 20 });
    if (text === null) return null;
    const instant = parseUtc(text);
    if (instant === null) throw refuse('CBC.0100', name);
    return instant;
  }

  page(maxLimit: number, maxOffset = LARGEST): Page {
    return {
      offset: this.integer('offset', { min: 0, max: maxOffset }) ?? 0,
      limit: this.integer('limit', { min: 1, max: maxLimit }) ?? 10,
    };
  }
}

export interface Page {
  offset: number;
  limit: number;
}
