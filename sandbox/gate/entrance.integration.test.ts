import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Live, startLive } from '../testing/live';
import { handMade, type HandMade, type RawReply, sdkDate, send } from '../testing/raw';
import { sha256 } from './canonical';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const ORDERS = '/v2/orders/customer-orders';
const DETAILS = `${ORDERS}/details`;
const USAGE = '/v2/bills/customer-bills/res-records/query';
const AUTO_RENEWAL = '/v2/orders/subscriptions/resources/autorenew/nobody';
const CYCLE = '{"cycle":"2026-10"}';
const MB12 = 12 * 1024 * 1024;
let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(() => live.sandbox.close());

const codeOf = ({ status, body }: RawReply) =>
  `${status} ${(JSON.parse(body || '{}') as { error_code?: string }).error_code ?? null}`;
const ask = async (made: HandMade) => {
  await live.control('DELETE', '/locks');
  return codeOf(await send(live.sandbox.endpoint, handMade(live.account(), made)));
};
const post = (more: Partial<HandMade> = {}): HandMade => ({ method: 'POST', target: USAGE, body: CYCLE, ...more });
const utf8AsSigned = { headers: { 'user-agent': 'portal/1 (测试; "ü")' } };

const accepted: [string, HandMade, string?][] = [
  ['nothing signed but host and date', { target: ORDERS }],
  ['a User-Agent with odd characters', { target: ORDERS, headers: [['user-agent', 'x/1.0 (a; b="c") \\ [é]']] }],
  [
    'a User-Agent beyond latin1',
    { target: ORDERS, headers: [['User-Agent', 'portal/1 (测试; "ü")']], signs: utf8AsSigned },
  ],
  ['Content-Type on GET', { target: ORDERS, headers: [['content-type', 'application/json']] }],
  [
    'headers that are sent but not signed',
    { target: ORDERS, headers: [['x-b', '1']], signs: { names: ['host', 'x-sdk-date'] } },
  ],
  [
    'a header with _, which the Python signer leaves out',
    { target: ORDERS, headers: [['x_b', '1']], signs: { names: ['host', 'x-sdk-date'] } },
  ],
  [
    'a header sent twice, signed with a comma',
    {
      target: ORDERS,
      headers: [
        ['x-b', '1'],
        ['x-b', '2'],
      ],
      signs: { headers: { 'x-b': '1,2' } },
    },
  ],
  [
    'a header sent twice, signed with comma and blank',
    {
      target: ORDERS,
      headers: [
        ['x-b', '1'],
        ['x-b', '2'],
      ],
      signs: { headers: { 'x-b': '1, 2' } },
    },
  ],
  ["!'()* left raw in the query", { target: `${ORDERS}?service_type_code=a!'()*` }],
  [
    'a blank sent as + and signed as %20',
    { target: `${ORDERS}?service_type_code=a+b`, signs: { target: `${ORDERS}?service_type_code=a%20b` } },
  ],
  ['a plus sign left raw and signed as %2B', { target: `${ORDERS}?service_type_code=a+b` }],
  ['a slash at the end of the path', { target: `${ORDERS}/`, signs: { target: ORDERS } }],
  ['a path signed decoded', { target: `${DETAILS}/a%20b` }, '400 CBC.30000010'],
  ['a path signed as it is sent', { target: `${DETAILS}/a%20b`, decodeFirst: false }, '400 CBC.30000010'],
  ['a body', post()],
  ['a body in chunks', post({ chunked: true })],
  [
    'a body that was not hashed',
    post({ headers: [['X-Sdk-Content-Sha256', 'UNSIGNED-PAYLOAD']], signs: { bodyHash: 'UNSIGNED-PAYLOAD' } }),
  ],
  ['a body whose hash is in a header', post({ headers: [['x-sdk-content-sha256', sha256(CYCLE)]] })],
  ['a body on GET, as the Node SDK sends', { target: ORDERS, body: '{}' }],
  [
    'a POST without a body whose parameters are all optional',
    { method: 'POST', target: AUTO_RENEWAL },
    '400 CBC.99003012',
  ],
  ['an empty X-Domain-Id', { target: ORDERS, headers: [['x-domain-id', '']] }],
  ['a clock that is 14 minutes off', { target: ORDERS, date: sdkDate(Date.now() - 14 * 60_000) }],
  ['a target of 32 KB', { target: `${ORDERS}?x=`.padEnd(32 * 1024, 'x') }],
  ['a body of 12 MB', post({ body: `${CYCLE}${' '.repeat(MB12 - CYCLE.length)}` })],
];

const refused: [string, HandMade, string][] = [
  ['another host than the one signed', { target: ORDERS, signs: { headers: { host: '127.0.0.1' } } }, '401 APIGW.0301'],
  ['no Host at all', { target: ORDERS, host: null, signs: { names: ['host', 'x-sdk-date'] } }, '401 APIGW.0301'],
  ['host not signed', { target: ORDERS, signs: { names: ['x-sdk-date'] } }, '401 APIGW.0301'],
  ['date not signed', { target: ORDERS, signs: { names: ['host'] } }, '401 APIGW.0301'],
  ['two dates', { target: ORDERS, headers: [['x-sdk-date', '20200101T000000Z']] }, '401 APIGW.0301'],
  ['a malformed date', { target: ORDERS, date: 'today' }, '401 APIGW.0301'],
  [
    'a clock that is 16 minutes off',
    { target: ORDERS, date: sdkDate(Date.now() + 16 * 60_000 + 600_000) },
    '401 APIGW.0301',
  ],
  [
    'a query changed on the way',
    { target: `${ORDERS}?limit=2`, signs: { target: `${ORDERS}?limit=1` } },
    '401 APIGW.0301',
  ],
  [
    'a header changed on the way',
    { target: ORDERS, headers: [['x-b', '1']], signs: { headers: { 'x-b': '2' } } },
    '401 APIGW.0301',
  ],
  ['a body changed on the way', post({ signs: { bodyHash: sha256('{}') } }), '401 APIGW.0301'],
  [
    'the hash of another body in the header',
    post({ headers: [['x-sdk-content-sha256', sha256('{}')]], signs: { bodyHash: sha256('{}') } }),
    '401 APIGW.0301',
  ],
  ['the account of somebody else', { target: ORDERS, headers: [['x-domain-id', 'f'.repeat(32)]] }, '403 CBC.0155'],
  ['an unknown path', { target: '/v2/nowhere' }, '404 APIGW.0101'],
  ['OPTIONS', { method: 'OPTIONS', target: ORDERS }, '404 APIGW.0101'],
  ['HEAD', { method: 'HEAD', target: ORDERS }, '404 null'],
  ['a target over 32 KB', { target: `${ORDERS}?x=`.padEnd(32 * 1024 + 1, 'x') }, '414 APIGW.0201'],
  ['headers over 32 KB', { target: ORDERS, headers: [['x-b', 'x'.repeat(33_000)]] }, '494 APIGW.0201'],
  ['headers beyond all reason', { target: ORDERS, headers: [['x-b', 'x'.repeat(300_000)]] }, '494 APIGW.0201'],
  ['a byte more than 12 MB', post({ body: ' '.repeat(MB12 + 1) }), '413 APIGW.0201'],
  ['a byte more than 12 MB in chunks', post({ body: ' '.repeat(MB12 + 1), chunked: true }), '413 APIGW.0201'],
  ['an empty body where there must be one', post({ body: '' }), '400 CBC.0100'],
];

describe('the gate over HTTP, requests made by hand', () => {
  it.each(accepted)('accepts %s', async (_what, made, expected = '200 null') => {
    expect(await ask(made)).toBe(expected);
  });

  it.each(refused)('refuses %s', async (_what, made, expected) => {
    expect(await ask(made)).toBe(expected);
  });

  it('reads a + in the query as the signature says', async () => {
    const codes = async (made: HandMade) => ask({ headers: [], ...made });
    const blank = `${ORDERS}?order_by=%2BcreateTime`;
    expect(await codes({ target: blank })).toBe('400 CBC.0101');
    const sent = `${ORDERS}?customer_id=a+b`;
    await live.fault({ kind: 'refuse', code: 'CBC.0999', match: { customer_id: 'a b' } });
    expect(await codes({ target: sent, signs: { target: `${ORDERS}?customer_id=a%20b` } })).toBe('500 CBC.0999');
    await live.control('DELETE', '/faults');
  });

  it('answers what is no HTTP', async () => {
    const reply = await send(live.sandbox.endpoint, ['BREW coffee\r\n\r\n']);
    expect(codeOf(reply)).toBe('400 APIGW.0201');
    expect(JSON.parse(reply.body)).toHaveProperty('request_id');
  });

  it('takes a slow sender in, and the connection serves on after a refusal', async () => {
    const [head = '', body = ''] = handMade(live.account(), post());
    const reply = await send(live.sandbox.endpoint, [head, body.slice(0, 3), body.slice(3)]);
    expect(codeOf(reply)).toBe('200 null');
  });
});
