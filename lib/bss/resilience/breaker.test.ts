import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Breaker } from './breaker';

function start(random = 1 - Number.EPSILON) {
  const clock = { now: 0 };
  const breaker = new Breaker({ timing: { now: () => clock.now, random: () => random } });
  const report = (...outcomes: ('good' | 'bad' | 'neutral')[]) => {
    for (const outcome of outcomes) breaker.enter()?.report(outcome);
  };
  return { clock, breaker, report };
}

describe('a breaker', () => {
  it('opens at the fifth failure when at least half of the calls of half a minute failed', () => {
    const { breaker, report } = start();
    report('bad', 'bad', 'bad', 'bad', 'good', 'good', 'good', 'good', 'good');
    expect(breaker.state).toBe('closed');
    report('bad');
    expect(breaker.state).toBe('open');
    expect(breaker.enter()).toBeNull();
  });

  it('stays closed when most calls are well, and forgets failures after half a minute', () => {
    const { clock, breaker, report } = start();
    report(...Array.from({ length: 40 }, (_, call) => (call % 3 ? ('good' as const) : ('bad' as const))));
    expect(breaker.state).toBe('closed');
    clock.now += 31_000;
    report('bad', 'bad', 'bad', 'bad');
    clock.now += 31_000;
    report('bad', 'bad', 'bad', 'bad');
    expect(breaker.state).toBe('closed');
  });

  it('says when a call has a chance, lets a single one try then, and closes when it is well', () => {
    const { clock, breaker, report } = start();
    report('bad', 'bad', 'bad', 'bad', 'bad');
    expect(breaker.waitMs).toBeCloseTo(5000);
    clock.now += 5001;
    expect(breaker.state).toBe('half-open');
    const probe = breaker.enter();
    expect(probe).not.toBeNull();
    expect(breaker.enter()).toBeNull();
    expect(breaker.waitMs).toBeGreaterThan(0);
    probe?.report('good');
    expect(breaker.state).toBe('closed');
    report('bad', 'bad', 'bad', 'bad');
    expect(breaker.state).toBe('closed');
  });

  it('stays open for twice as long with each probe that fails, up to a minute', () => {
    const { clock, breaker, report } = start();
    report('bad', 'bad', 'bad', 'bad', 'bad');
    const waits: number[] = [];
    for (let probe = 0; probe < 6; probe += 1) {
      waits.push(Math.round(breaker.waitMs / 1000));
      clock.now += breaker.waitMs + 1;
      report('bad');
    }
    expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it('lets another try when the probe told nothing', () => {
    const { clock, breaker, report } = start();
    report('bad', 'bad', 'bad', 'bad', 'bad');
    clock.now += 5001;
    report('neutral');
    expect(breaker.enter()).not.toBeNull();
  });

  it('is not moved by late answers to calls from before it opened', () => {
    const { breaker, report } = start();
    const early = breaker.enter();
    report('bad', 'bad', 'bad', 'bad', 'bad');
    early?.report('good');
    expect(breaker.state).toBe('open');
  });
});

it('while everything fails, no more calls go through than the first five and one for each time it was half open', () => {
  const step = fc.record({ wait: fc.nat(8000), calls: fc.integer({ min: 1, max: 8 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (steps, random) => {
      const { clock, breaker } = start(random);
      let through = 0;
      for (const { wait, calls } of steps) {
        clock.now += wait;
        for (let call = 0; call < calls; call += 1) {
          const pass = breaker.enter();
          if (pass) through += 1;
          pass?.report('bad');
        }
      }
      // Fewer than five failures in a window never open it, so they may go on at that pace.
      const atThatPace = Math.ceil(clock.now / 30_000) * 5;
      expect(through).toBeLessThanOrEqual(5 + atThatPace + clock.now / 3750);
    }),
  );
});

it('once everything is well again, it closes with the first call after its wait', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (probes, random) => {
      const { clock, breaker, report } = start(random);
      report('bad', 'bad', 'bad', 'bad', 'bad');
      for (let probe = 0; probe < probes; probe += 1) {
        clock.now += breaker.waitMs;
        report('bad');
      }
      expect(breaker.waitMs).toBeLessThanOrEqual(60_000);
      clock.now += breaker.waitMs;
      report('good');
      expect(breaker.state).toBe('closed');
    }),
  );
});
