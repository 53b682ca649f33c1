import { Refusal } from '../wire/refusal';

const WINDOW_MS = 1000;

/** At most n calls in any one second, per operation and account, as section 1.7 says. Refused calls do not count. */
export class Quota {
  private readonly calls = new Map<string, number[]>();

  constructor(private readonly realNow: () => number = Date.now) {}

  spend(operation: string, account: string, limit: number): void {
    const key = `${operation} ${account}`;
    const now = this.realNow();
    const recent = (this.calls.get(key) ?? []).filter((at) => now - at < WINDOW_MS);
    this.calls.set(key, recent);
    if (recent.length >= limit) throw throttled(limit);
    recent.push(now);
  }
}

export const throttled = (limit: number): Refusal =>
  new Refusal(
    429,
    'APIGW.0308',
    `The throttling threshold has been reached: policy user over ratelimit,limit:${limit},time:1 second`,
  );
