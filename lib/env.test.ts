import { describe, expect, test } from 'vitest';
import { isLoopbackUrl, parseEnv } from './env';

const SECRET = 'Zk3v9QpXr7Lm2Ws8Ty4Bn6Hd1Fg5Jc0KuVaRe';
const account = {
  BSS_ENDPOINT: 'https://bss-intl.myhuaweicloud.com',
  BSS_AK: 'ak',
  BSS_SK: 'sk',
  BSS_DOMAIN_ID: 'd1',
  BSS_SITE: 'intl',
  BSS_CURRENCY: 'USD',
};
const problemsOf = (raw: Record<string, string>) => {
  const parsed = parseEnv({ SUANPAN_SECRET: SECRET, ...raw });
  return parsed.ok ? [] : parsed.problems;
};
const envOf = (raw: Record<string, string>) => {
  const parsed = parseEnv({ SUANPAN_SECRET: SECRET, ...raw });
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return parsed;
};

describe('parseEnv', () => {
  test('needs nothing but a secret, and listens on loopback', () => {
    expect(envOf({}).env).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      SUANPAN_URL: 'http://127.0.0.1:3000',
      demo: false,
    });
  });

  test('takes an empty variable for an absent one', () => {
    expect(envOf({ PORT: '', ...account, DATABASE_URL: '' }).env.PORT).toBe(3000);
  });

  test.each([
    [{ PORT: '0' }, /^PORT must be a whole number from 1 to 65535/],
    [{ PORT: '3000x' }, /^PORT /],
    [{ SUANPAN_URL: 'bills.example.com' }, /^SUANPAN_URL must be the public URL/],
    [{ SUANPAN_URL: 'https://a.example.com/portal' }, /^SUANPAN_URL must be a scheme and a host only/],
    [{ SUANPAN_URL: 'https://user:pw@a.example.com' }, /^SUANPAN_URL must be a scheme and a host only/],
    [{ SUANPAN_URL: 'https://a.example.com?x=1' }, /^SUANPAN_URL must be a scheme and a host only/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL must start with postgres/],
    [{ LEDGER_URL: 'clickhouse:8123' }, /^LEDGER_URL must be the HTTP URL of a ClickHouse server/],
    [{ LEDGER_URL: 'http://a:8123,' }, /^LEDGER_URL must be the HTTP URL/],
    [{ LEDGER_URL: 'https://a/db?x=1' }, /^LEDGER_URL must be the HTTP URL/],
    [{ LEDGER_URL: 'http://u:50%@a:8123' }, /^LEDGER_URL must be the HTTP URL/],
    [{ LEDGER_URL: 'http://a:8123,http://b:8123' }, /^LEDGER_URL names several servers.*set LEDGER_CLUSTER/],
    [{ LEDGER_CLUSTER: 'ledger' }, /^LEDGER_CLUSTER needs LEDGER_URL/],
    [{ LEDGER_URL: 'http://a:8123', LEDGER_CLUSTER: "l'" }, /^LEDGER_CLUSTER must be the name/],
    [{ LEDGER_URL: 'http://a:8123', LEDGER_CLUSTER_DDL: 'each-node' }, /^LEDGER_CLUSTER_DDL needs LEDGER_CLUSTER/],
    [
      { LEDGER_URL: 'http://a:8123', LEDGER_CLUSTER: 'l', LEDGER_CLUSTER_DDL: 'some' },
      /^LEDGER_CLUSTER_DDL must be on-cluster or each-node/,
    ],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of/],
    [{ ...account, BSS_ENDPOINT: 'http://bss-intl.myhuaweicloud.com' }, /^BSS_ENDPOINT must start with https/],
    [{ ...account, BSS_ENDPOINT: 'https://user:pw@bss.example.com' }, /^BSS_ENDPOINT must be a scheme and a host only/],
    [{ ...account, BSS_ENDPOINT: 'https://bss.example.com/v2' }, /^BSS_ENDPOINT must be a scheme and a host only/],
    [{ BSS_PAY_AK: 'x' }, /^BSS_PAY_SK is missing/],
    [{ NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_ENV: 'production' }, /^NODE_TLS_REJECT_UNAUTHORIZED=0/],
    [{ SUANPAN_DEMO: '1', ...account }, /^SUANPAN_DEMO is for a sandbox/],
  ])('refuses %j in one line that names the variable', (raw, line) => {
    const problems = problemsOf(raw as unknown as Record<string, string>);
    expect(problems).toEqual([expect.stringMatching(line)]);
    expect(problems[0]).not.toContain('\n');
  });

  test('takes the servers of a ledger one by one, and repeats no password of theirs', () => {
    const servers = 'http://u:p%40ss@127.0.0.1:8123, https://b:8443';
    expect(envOf({ LEDGER_URL: servers, LEDGER_CLUSTER: 'l' }).env).toMatchObject({
      LEDGER_URL: ['http://u:p%40ss@127.0.0.1:8123', 'https://b:8443'],
      LEDGER_CLUSTER_DDL: 'on-cluster',
    });
    expect(problemsOf({ LEDGER_URL: 'http://u:hunter2@a/db' }).join()).not.toContain('hunter2');
    const { warnings } = envOf({ LEDGER_URL: 'http://u:hunter2@clickhouse.example.com:8123' });
    expect(warnings).toEqual([expect.stringMatching(/^LEDGER_URL is http/)]);
    expect(warnings.join()).not.toContain('hunter2');
    expect(envOf({ LEDGER_URL: 'http://u:p@127.0.0.1:8123' }).warnings).toEqual([]);
  });

  test('names what an account lacks when only part of it is given', () => {
    const { BSS_SK: _, BSS_CURRENCY: __, ...rest } = account;
    expect(problemsOf(rest)).toEqual([expect.stringMatching(/^BSS_SK, BSS_CURRENCY missing/)]);
  });

  test('allows plain http to a loopback sandbox', () => {
    expect(envOf({ ...account, BSS_ENDPOINT: 'http://127.0.0.1:4010' }).env.BSS_ENDPOINT).toBe('http://127.0.0.1:4010');
  });

  test('warns when passwords would travel in clear', () => {
    expect(envOf({ HOST: '0.0.0.0' }).warnings).toEqual([expect.stringMatching(/SUANPAN_URL is http/)]);
    expect(envOf({ HOST: '0.0.0.0', SUANPAN_URL: 'https://a.example.com' }).warnings).toEqual([]);
  });
});

describe('SUANPAN_SECRET', () => {
  const secretProblems = (SUANPAN_SECRET: string, more = {}) => {
    const parsed = parseEnv({ SUANPAN_SECRET, ...more });
    return parsed.ok ? [] : parsed.problems;
  };

  test('is required outside the demo only', () => {
    expect(secretProblems('')).toEqual([expect.stringMatching(/^SUANPAN_SECRET is missing/)]);
    expect(secretProblems('', { SUANPAN_DEMO: '1' })).toEqual([]);
  });

  test.each([
    'short-one',
    'Zk3v9QpXr7Lm2Ws8Ty4Bn6Hd1Fg5Jc0',
    'change-me-change-me-change-me-change-me-1',
    'secretsecretsecretsecretsecretsecret',
    'Suanpan-password-Suanpan-password-123',
    'default_default_default_default!!',
    '1231231231231231231231231231231231231231',
  ])('refuses %s without repeating it', (secret) => {
    const [problem = ''] = secretProblems(secret);
    expect(problem).toMatch(/^SUANPAN_SECRET .*openssl rand/);
    expect(problem).not.toContain(secret);
  });

  test('does not grow by blanks, and is used without them', () => {
    for (const blank of [' '.repeat(40), `${' '.repeat(20)}Zk3v9QpXr7Lm2Ws8${' '.repeat(20)}`]) {
      expect(secretProblems(blank)).toEqual([expect.stringMatching(/^SUANPAN_SECRET .*openssl rand/)]);
    }
    expect(envOf({ SUANPAN_SECRET: ` ${SECRET}\n` }).env.SUANPAN_SECRET).toBe(SECRET);
  });

  test('may be shorter in the demo, but not be one letter', () => {
    expect(secretProblems(SECRET.slice(0, 16), { SUANPAN_DEMO: '1' })).toEqual([]);
    expect(secretProblems('a'.repeat(40), { SUANPAN_DEMO: '1' })).toHaveLength(1);
  });
});

test.each([
  ['http://127.0.0.1:4010', true],
  ['http://[::1]:4010', true],
  ['http://localhost', true],
  ['http://127.0.0.1.evil.test', false],
  ['http://evil.test/127.0.0.1', false],
  ['http://127.0.0.1@evil.test', false],
  ['nonsense', false],
])('isLoopbackUrl(%s) is %s', (url, expected) => {
  expect(isLoopbackUrl(url)).toBe(expected);
});
