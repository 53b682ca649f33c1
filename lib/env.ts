import { z } from 'zod';

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);
/** What sample files say, alone or repeated; such a secret is known to everybody. */
const SAMPLE_SECRET = /^(?:(?:change[-_ ]?me|change[-_ ]?it|secret|password|example|suanpan|default)[-_ .!\d]*)+$/i;
const MIN_SECRET_LENGTH = 32;
/** The demo's data are made up. */
const MIN_DEMO_SECRET_LENGTH = 16;
/** A keyboard or a dice gives more than that; a letter repeated, or a number, does not. */
const MIN_DISTINCT = 8;

export const isLoopbackHost = (host: string): boolean => LOOPBACK_HOSTS.has(host.toLowerCase());

const parseUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/** Scheme, host and port only: anything more would be dropped in silence. */
function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  return url !== null && !url.username && !url.password && url.pathname === '/' && !/[?#]/.test(text);
}

/** True for `http://127.0.0.1:4010` and its like: the only hosts where plain HTTP and demo users are allowed. */
export function isLoopbackUrl(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed !== null && isLoopbackHost(parsed.hostname);
}

const optional = <T extends z.ZodType>(schema: T) => schema.optional();
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);
const port = wholeNumber(1, 65_535);
const webUrl = (what: string) =>
  z
    .string()
    .refine(
      (text) => /^https?:$/.test(parseUrl(text)?.protocol ?? ''),
      `must be ${what}, such as https://bills.example.com`,
    );

const upstreamUrl = webUrl('the URL of the BSS endpoint')
  .refine(
    (text) => text.startsWith('https:') || isLoopbackUrl(text),
    'must start with https:// (plain http is for a loopback sandbox only)',
  )
  .refine(isOrigin, 'must be a scheme and a host only: no user, path or query')
  .transform((text) => new URL(text).origin);

/** No path or query: they would be dropped. The text may hold a password, so that no message repeats it. */
function isServer(text: string): boolean {
  const url = parseUrl(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || /[?#]/.test(text)) return false;
  return !/%(?![\da-f]{2})/i.test(url.username + url.password);
}

const ledgerUrls = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (urls) => urls.every(isServer),
    'must be the HTTP URL of a ClickHouse server, or several with commas between, each a scheme, a host and perhaps user:password, such as https://user:password@clickhouse.example.com:8443',
  );

const variables = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: port.default(4010),
  SUANPAN_DATA: z.string().default('./data'),
  SUANPAN_SECRET: optional(z.string().trim()),
  SUANPAN_URL: optional(
    webUrl('the public URL of the portal').refine(
      isOrigin,
      'must be a scheme and a host only: the portal lives at the root of its host, and needs no user or query',
    ),
  ),
  SUANPAN_DEMO: z.enum(['0', '1'], 'must be 1 or 0').default('0'),
  SUANPAN_PROXY_HOPS: wholeNumber(0, 5).default(0),
  SUANPAN_METRICS_TOKEN: optional(z.string().min(16, 'must have at least 16 characters')),
  BSS_ENDPOINT: optional(upstreamUrl),
  BSS_AK: optional(z.string()),
  BSS_SK: optional(z.string()),
  BSS_DOMAIN_ID: optional(
    z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be the domain (account) ID: letters, digits, - and _'),
  ),
  BSS_SITE: optional(z.enum(['intl', 'cn', 'eu'], 'must be intl, cn or eu')),
  BSS_CURRENCY: optional(z.string().regex(/^[A-Z]{3}$/, 'must be a currency code such as CNY, USD or EUR')),
  BSS_PROJECT_ID: optional(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be the ID of any project of the account')),
  BSS_PAY_AK: optional(z.string()),
  BSS_PAY_SK: optional(z.string()),
  SUANPAN_SYNC: z.enum(['on', 'off'], 'must be on or off').default('on'),
  LEDGER_URL: optional(ledgerUrls),
  LEDGER_CLUSTER: optional(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be the name of a ClickHouse cluster')),
  LEDGER_CLUSTER_DDL: z.enum(['on-cluster', 'each-node'], 'must be on-cluster or each-node').default('on-cluster'),
  DATABASE_URL: optional(
    z.string().regex(/^postgres(ql)?:\/\/./, 'must start with postgres://; leave it out to use a SQLite file'),
  ),
  DEMO_LINES: wholeNumber(1, 1_000_000).default(5000),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be one of trace, debug, info, warn, error, fatal, silent',
    )
    .default('info'),
  NODE_TLS_REJECT_UNAUTHORIZED: optional(z.string()),
});

type Variables = z.output<typeof variables>;
export type Env = Omit<Variables, 'SUANPAN_URL' | 'SUANPAN_DEMO'> & {
  /** Public origin without a trailing slash. */
  SUANPAN_URL: string;
  /** True when nobody set SUANPAN_URL, so that any loopback name of the same port is the portal too. */
  urlIsGuessed: boolean;
  demo: boolean;
};

export type ParsedEnv = { ok: true; env: Env; warnings: string[] } | { ok: false; problems: string[] };

/**
 * Reads the environment; an empty variable counts as absent.
 * @returns one line per problem, each naming the variable and the way out; values of secrets are never repeated.
 */
export function parseEnv(raw: Readonly<Record<string, string | undefined>>): ParsedEnv {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const lines = new Map<string, string>();
    // One line a variable: once it cannot be read, what else is wrong with it is noise.
    for (const { path, message } of parsed.error.issues) {
      const name = path.join('.');
      if (!lines.has(name)) lines.set(name, `${name} ${message}`);
    }
    return { ok: false, problems: [...lines.values()] };
  }
  const { SUANPAN_URL, SUANPAN_DEMO, ...rest } = parsed.data;
  const env: Env = {
    ...rest,
    SUANPAN_URL: new URL(SUANPAN_URL ?? defaultUrl(rest)).origin,
    urlIsGuessed: SUANPAN_URL === undefined,
    demo: SUANPAN_DEMO === '1',
  };
  const problems = [
    ...secretProblems(env),
    ...upstreamProblems(env),
    ...ledgerProblems(env, given),
    ...safetyProblems(env),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, env, warnings: warningsAbout(env) };
}

function defaultUrl({ HOST, PORT }: Pick<Variables, 'HOST' | 'PORT'>): string {
  const name =
    HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST.includes(':') ? `[${HOST.replace(/[[\]]/g, '')}]` : HOST;
  return parseUrl(`http://${name}:${PORT}`)?.href ?? `http://127.0.0.1:${PORT}`;
}

const HOW_TO_MAKE_A_SECRET = 'make one with: openssl rand -base64 48';

function secretProblems({ SUANPAN_SECRET: secret, demo }: Env): string[] {
  if (!secret) return demo && secret === undefined ? [] : [`SUANPAN_SECRET is missing; ${HOW_TO_MAKE_A_SECRET}`];
  const least = demo ? MIN_DEMO_SECRET_LENGTH : MIN_SECRET_LENGTH;
  if (secret.length < least) return [`SUANPAN_SECRET must have at least ${least} characters; ${HOW_TO_MAKE_A_SECRET}`];
  if (new Set(secret).size < MIN_DISTINCT) return [`SUANPAN_SECRET can be guessed; ${HOW_TO_MAKE_A_SECRET}`];
  return SAMPLE_SECRET.test(secret) && !demo
    ? [`SUANPAN_SECRET is a sample that everybody knows; ${HOW_TO_MAKE_A_SECRET}`]
    : [];
}

const ACCOUNT_VARIABLES = ['BSS_ENDPOINT', 'BSS_AK', 'BSS_SK', 'BSS_DOMAIN_ID', 'BSS_SITE', 'BSS_CURRENCY'] as const;

function upstreamProblems(env: Env): string[] {
  const missing = ACCOUNT_VARIABLES.filter((name) => env[name] === undefined);
  const given = ACCOUNT_VARIABLES.filter((name) => env[name] !== undefined);
  const problems: string[] = [];
  if (given.length > 0 && missing.length > 0) {
    problems.push(
      `${missing.join(', ')} missing although ${given.join(', ')} ${given.length === 1 ? 'is' : 'are'} set; an account needs all of ${ACCOUNT_VARIABLES.join(', ')}`,
    );
  }
  if ((env.BSS_PAY_AK === undefined) !== (env.BSS_PAY_SK === undefined)) {
    problems.push(
      `${env.BSS_PAY_AK ? 'BSS_PAY_SK' : 'BSS_PAY_AK'} is missing; set both BSS_PAY_AK and BSS_PAY_SK, or neither to leave paying off`,
    );
  }
  return problems;
}

function ledgerProblems(
  { LEDGER_URL: urls, LEDGER_CLUSTER: cluster }: Env,
  given: Readonly<Record<string, string | undefined>>,
): string[] {
  const problems: string[] = [];
  if (cluster && !urls) problems.push('LEDGER_CLUSTER needs LEDGER_URL, the servers of that cluster');
  if (given.LEDGER_CLUSTER_DDL && !cluster)
    problems.push('LEDGER_CLUSTER_DDL needs LEDGER_CLUSTER, the name of the cluster');
  // Servers that know nothing of each other would each hold a part, and any sum would be wrong.
  if (urls && urls.length > 1 && !cluster) {
    problems.push('LEDGER_URL names several servers, which only a cluster makes one ledger: set LEDGER_CLUSTER');
  }
  return problems;
}

function safetyProblems(env: Env): string[] {
  const problems: string[] = [];
  if (env.demo && env.BSS_ENDPOINT && !isLoopbackUrl(env.BSS_ENDPOINT)) {
    problems.push('SUANPAN_DEMO is for a sandbox on loopback only; unset it to use this BSS_ENDPOINT');
  }
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0' && env.NODE_ENV === 'production') {
    problems.push(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 would send keys to anybody; unset it and add the certificate with NODE_EXTRA_CA_CERTS',
    );
  }
  return problems;
}

function warningsAbout(env: Env): string[] {
  const warnings: string[] = [];
  if (!isLoopbackHost(env.HOST) && env.SUANPAN_URL.startsWith('http:')) {
    warnings.push(
      'HOST is reachable from other machines but SUANPAN_URL is http: passwords would travel in clear; put TLS in front and set SUANPAN_URL=https://…',
    );
  }
  if (env.LEDGER_URL?.some((url) => url.startsWith('http:') && !isLoopbackUrl(url))) {
    warnings.push(
      'LEDGER_URL is http: bill lines and the password travel in clear; use https, or a network that nobody else is on',
    );
  }
  return warnings;
}
