import { describe, expect, it } from 'vitest';
import { answerFailure, connectionFailure, envelopeCode } from './failure';

const failureOf = (status: number, body: unknown, headers = {}) =>
  answerFailure({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) });

describe('an error answer', () => {
  it.each([
    [400, 'CBC.0100', 'upstream_refused'],
    [400, 'CBC.99005026', 'upstream_refused'],
    [404, 'APIGW.0101', 'upstream_refused'],
    [403, 'CBC.0151', 'upstream_refused'],
    [403, 'CBC.0155', 'upstream_refused'],
    [401, 'APIGW.0301', 'upstream_credentials'],
    [403, 'CBC.0154', 'upstream_credentials'],
    [429, 'APIGW.0308', 'upstream_throttled'],
    [400, 'CBC.0250', 'upstream_throttled'],
    [500, 'CBC.0999', 'upstream_unavailable'],
    [503, 'APIGW.0613', 'upstream_unavailable'],
  ])('HTTP %i with %s is %s and keeps the code', (status, error_code, code) => {
    expect(failureOf(status, { error_code, error_msg: 'x' })).toMatchObject({ code, upstreamCode: error_code });
  });

  it('needs no body that can be read', () => {
    expect(failureOf(502, '<h1>Bad gateway</h1>')).toMatchObject({
      code: 'upstream_unavailable',
      upstreamCode: undefined,
    });
    expect(failureOf(429, '')).toMatchObject({ code: 'upstream_throttled' });
    expect(failureOf(302, '')).toMatchObject({ code: 'upstream_invalid' });
  });

  it('says when to come back', () => {
    expect(failureOf(429, '', { 'retry-after': '7' }).retryAfter).toBe(7);
    expect(failureOf(429, '', { 'retry-after': new Date(Date.now() + 9500).toUTCString() }).retryAfter).toBeGreaterThan(
      7,
    );
    expect(failureOf(429, '', { 'retry-after': 'soon' }).retryAfter).toBe(5);
    expect(failureOf(429, '').retryAfter).toBe(5);
  });

  it('repeats nothing of the service but its code', () => {
    for (const status of [302, 400, 401, 403, 429, 500]) {
      const error = failureOf(status, {
        error_code: 'CBC.0100',
        error_msg: 'LEAK',
        encoded_authorization_message: 'LEAK',
      });
      expect(`${error.message}${String(error.cause)}`).not.toContain('LEAK');
    }
    expect(failureOf(400, { error_code: '<b>LEAK</b>' }).upstreamCode).toBeUndefined();
  });

  it('is understood in every envelope that the official clients accept', () => {
    expect(envelopeCode({ error_code: 'CBC.0100', error_msg: '' })).toBe('CBC.0100');
    expect(envelopeCode({ error: { code: 'APIGW.0301', message: '' } })).toBe('APIGW.0301');
    expect(envelopeCode({ code: 'CBC.0999', message: '' })).toBe('CBC.0999');
    expect([null, 'x', [], {}, { error: null }, { code: '5' }].map(envelopeCode)).toEqual(Array(6).fill(null));
  });
});

describe('a failed connection', () => {
  const coded = (code: string) => Object.assign(new Error('secret detail'), { code });

  it.each([
    ['ENOTFOUND', 'upstream_unavailable', 'name'],
    ['EAI_AGAIN', 'upstream_unavailable', 'name'],
    ['ECONNREFUSED', 'upstream_unavailable', 'reached'],
    ['UND_ERR_CONNECT_TIMEOUT', 'upstream_unavailable', 'no connection in time'],
    ['UND_ERR_HEADERS_TIMEOUT', 'upstream_timeout', 'in time'],
    ['ECONNRESET', 'upstream_unavailable', 'closed'],
    ['CERT_HAS_EXPIRED', 'upstream_unavailable', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'upstream_unavailable', 'certificate'],
    ['SOMETHING_NEW', 'upstream_unavailable', 'reached'],
  ])('%s is %s and says "%s"', (code, expected, words) => {
    expect(connectionFailure(coded(code))).toMatchObject({ code: expected, message: expect.stringContaining(words) });
  });

  it('looks into what caused it and into several addresses', () => {
    const several = new AggregateError([coded('ENOTFOUND')]);
    expect(connectionFailure(several).message).toContain('name');
    expect(connectionFailure(new TypeError('fetch failed', { cause: coded('CERT_HAS_EXPIRED') })).message).toContain(
      'certificate',
    );
    expect(connectionFailure(null).code).toBe('upstream_unavailable');
  });
});
