import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorization, canonicalQuery, canonicalRequest, sdkDate, type SignableRequest } from './sign';

const key = { ak: 'EXAMPLEAK0000000BSS1', sk: 'ExampleSecretKey000000000000000000000bss' };
const now = new Date('2026-11-22T10:11:12.345Z');
const host = 'bss-intl.myhuaweicloud.com';
const signatureOf = (request: SignableRequest) => authorization(request, key).split('Signature=')[1];

describe('worked examples of the contract', () => {
  it('signs a GET with a query (example A)', () => {
    const request = {
      method: 'GET',
      path: '/v2/orders/customer-orders',
      query: {
        status: 6,
        limit: 10,
        offset: 0,
        order_by: '-createTime',
        create_time_begin: '2026-10-01T00:00:00Z',
        order_id: null,
      },
      headers: {
        'X-Sdk-Date': sdkDate(now),
        'X-Domain-Id': '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
        'X-Language': 'en_US',
        'content-type': ' application/json ',
        Host: host,
      },
      body: null,
    };
    expect(canonicalRequest(request)).toBe(
      [
        'GET',
        '/v2/orders/customer-orders/',
        'create_time_begin=2026-10-01T00%3A00%3A00Z&limit=10&offset=0&order_by=-createTime&status=6',
        'content-type:application/json',
        `host:${host}`,
        'x-domain-id:0a1b2c3d4e5f60718293a4b5c6d7e8f9',
        'x-language:en_US',
        'x-sdk-date:20261122T101112Z',
        '',
        'content-type;host;x-domain-id;x-language;x-sdk-date',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      ].join('\n'),
    );
    expect(authorization(request, key)).toBe(
      'SDK-HMAC-SHA256 Access=EXAMPLEAK0000000BSS1, SignedHeaders=content-type;host;x-domain-id;x-language;x-sdk-date, ' +
        'Signature=fb8e5557ecf960576442b950bff02959bf62f1be72e129d22a4565aac6551ca7',
    );
  });

  it('signs a POST with a body (example B)', () => {
    const request = {
      method: 'post',
      path: '/v2/bills/customer-bills/res-records/query',
      headers: {
        host,
        'x-sdk-date': sdkDate(now),
        'x-language': 'en_US',
        'content-type': 'application/json',
      },
      body: '{"cycle":"2026-10","statistic_type":3,"include_zero_record":false,"offset":0,"limit":100}',
    };
    expect(signatureOf(request)).toBe('b79a5a01f517305a448c0deb75cd3cdfd01e9012ab12d13201f93347b02a5bda');
    const hash = '6260d89e826c8ee4790dd661a58310b062a38cbc006bad2590c8c6cf49432af7';
    const overridden = { ...request, headers: { ...request.headers, 'X-Sdk-Content-Sha256': hash }, body: 'other' };
    expect(canonicalRequest(overridden).endsWith(`\n${hash}`)).toBe(true);
  });

  it('signs a GET with nothing but its host and date (example C)', () => {
    const headers = { host, 'X-Sdk-Date': sdkDate(now) };
    const path = '/v2/accounts/customer-accounts/balances';
    expect(signatureOf({ method: 'GET', path, headers, body: null })).toBe(
      'ad9e286abc7ed5b729cda286b54137a35f6130666fa2b8abdf63dff83b9a833e',
    );
  });

  it('encodes and sorts a query by code unit, lists included (example D)', () => {
    expect(canonicalQuery({ c: '', b: ['z', 'a'], a: "中 ~*()'!+/" })).toBe(
      'a=%E4%B8%AD%20~%2A%28%29%27%21%2B%2F&b=a&b=z&c=',
    );
  });
});

it('signs nothing without a host or a date', () => {
  const request = { method: 'GET', path: '/v2', body: null };
  expect(() => authorization({ ...request, headers: { host } }, key)).toThrow(TypeError);
  expect(() => authorization({ ...request, headers: { 'x-sdk-date': sdkDate(now) } }, key)).toThrow(TypeError);
});

it('leaves the list it was given in its order', () => {
  const b = ['z', 'a'];
  canonicalQuery({ b });
  expect(b).toEqual(['z', 'a']);
});

describe('the official signer', () => {
  const official = { getAk: () => key.ak, getSk: () => key.sk };
  const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => value.isWellFormed());
  const name = fc
    .stringMatching(/^[a-z0-9][a-z0-9-]{0,12}$/)
    .filter((value) => !/^(host|content-type|__.*)$/.test(value));
  // Their URL parser turns an apostrophe into %27 first, and `%` is where the two differ on purpose.
  const segment = fc.stringMatching(/^[A-Za-z0-9_.~!()*@:-]{1,12}$/).filter((value) => !/^\.+$/.test(value));
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    path: fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => `/${segments.join('/')}`),
    query: fc.dictionary(text, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), {
      noNullPrototype: true,
    }),
    headers: fc.dictionary(name, fc.stringMatching(/^[!-~]{1,20}$/), { noNullPrototype: true }),
    body: fc.option(fc.dictionary(text, fc.jsonValue(), { minKeys: 1, noNullPrototype: true })),
    time: fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
  });

  it('agrees with ours on 1,000 random requests', () => {
    fc.assert(
      fc.property(request, ({ method, path, query, headers, body, time }) => {
        const signed = { ...headers, 'content-type': 'application/json', 'X-Sdk-Date': sdkDate(time) };
        const theirs = AKSKSigner.sign(
          // The signer sorts lists in place, so it gets its own.
          {
            endpoint: `https://${host}${path}`,
            method,
            queryParams: structuredClone(query),
            headers: signed,
            data: body,
          } as never,
          official as never,
        ) as unknown as Record<string, string>;
        const ours = authorization(
          { method, path, query, headers: { ...signed, host }, body: body && JSON.stringify(body) },
          key,
        );
        expect(ours).toBe(theirs.Authorization);
      }),
      { numRuns: 1000 },
    );
  });
});
