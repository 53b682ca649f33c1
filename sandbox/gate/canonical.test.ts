import { describe, expect, it } from 'vitest';
import {
  type CanonicalParts,
  canonicalPath,
  canonicalQuery,
  canonicalRequest,
  parseAuthorization,
  sha256,
  signatureOf,
} from './canonical';

const SK = 'ExampleSecretKey000000000000000000000bss';
const DATE = '20261122T101112Z';

function sign(
  parts: Pick<CanonicalParts, 'method' | 'query' | 'bodyHash'> & { path: string; headers: Record<string, string> },
) {
  const { headers } = parts;
  const canonical = canonicalRequest({
    ...parts,
    path: canonicalPath(parts.path, { decodeFirst: true }),
    signedHeaders: Object.keys(headers).sort(),
    header: (name) => headers[name] ?? '',
  });
  return { canonical, hash: sha256(canonical), signature: signatureOf(canonical, DATE, SK) };
}

const host = 'bss-intl.myhuaweicloud.com';

describe('signature of the contract, section 1.3', () => {
  it('agrees with worked example A, a GET with a query', () => {
    const { canonical, hash, signature } = sign({
      method: 'GET',
      path: '/v2/orders/customer-orders',
      query: canonicalQuery(
        'status=6&limit=10&offset=0&order_by=-createTime&create_time_begin=2026-10-01T00%3A00%3A00Z',
      ),
      headers: {
        'content-type': 'application/json',
        host,
        'x-domain-id': '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
        'x-language': 'en_US',
        'x-sdk-date': DATE,
      },
      bodyHash: sha256(''),
    });
    expect(canonical.split('\n')[2]).toBe(
      'create_time_begin=2026-10-01T00%3A00%3A00Z&limit=10&offset=0&order_by=-createTime&status=6',
    );
    expect(hash).toBe('97ce2242510d281e2bfb8d11c499d5bcd515053b742d08fa8fa4fcd3111c0e11');
    expect(signature).toBe('fb8e5557ecf960576442b950bff02959bf62f1be72e129d22a4565aac6551ca7');
  });

  it('agrees with worked example B, a POST with a body', () => {
    const body = '{"cycle":"2026-10","statistic_type":3,"include_zero_record":false,"offset":0,"limit":100}';
    const { hash, signature } = sign({
      method: 'POST',
      path: '/v2/bills/customer-bills/res-records/query',
      query: '',
      headers: { 'content-type': 'application/json', host, 'x-language': 'en_US', 'x-sdk-date': DATE },
      bodyHash: sha256(body),
    });
    expect(sha256(body)).toBe('6260d89e826c8ee4790dd661a58310b062a38cbc006bad2590c8c6cf49432af7');
    expect(hash).toBe('9e3f510cafd30b8b7d8be3ada6378b4fb934940af0956f14f797968f55b3eea5');
    expect(signature).toBe('b79a5a01f517305a448c0deb75cd3cdfd01e9012ab12d13201f93347b02a5bda');
  });

  it('agrees with worked example C, a GET with nothing but host and date', () => {
    const { hash, signature } = sign({
      method: 'GET',
      path: '/v2/accounts/customer-accounts/balances',
      query: '',
      headers: { host, 'x-sdk-date': DATE },
      bodyHash: sha256(''),
    });
    expect(hash).toBe('3adbdb4559b4927e17ce164c0e1a7f1d61177b01d4bc2e0c0ffe6f62b5005ac6');
    expect(signature).toBe('ad9e286abc7ed5b729cda286b54137a35f6130666fa2b8abdf63dff83b9a833e');
  });

  it('agrees with encoding vector D however the query was written on the wire', () => {
    const expected = 'a=%E4%B8%AD%20~%2A%28%29%27%21%2B%2F&b=a&b=z&c=';
    expect(canonicalQuery(`b=z&b=a&c=&a=${encodeURIComponent("中 ~*()'!+/")}`)).toBe(expected);
    expect(canonicalQuery("c&b=z&b=a&a=%e4%b8%ad%20~*()'!%2b/")).toBe(expected);
  });

  it('encodes a path as the Python signer and as the Node signer do', () => {
    expect(canonicalPath('/a%20b/c', { decodeFirst: true })).toBe('/a%20b/c/');
    expect(canonicalPath('/a%20b/c', { decodeFirst: false })).toBe('/a%2520b/c/');
  });

  it('reads an Authorization header and refuses another algorithm', () => {
    const signature = 'a'.repeat(64);
    expect(
      parseAuthorization(`SDK-HMAC-SHA256 Access=AK1, SignedHeaders=Host;x-sdk-date, Signature=${signature}`),
    ).toEqual({
      ak: 'AK1',
      signedHeaders: ['host', 'x-sdk-date'],
      signature,
    });
    expect(parseAuthorization(`SDK-HMAC-SM3 Access=AK1, SignedHeaders=host, Signature=${signature}`)).toBeNull();
  });
});
