import { expect, test } from './fixtures';
import { pages } from './support/pages';

test('every signed-in page forbids caching and runs scripts by nonce only', async ({ adminPage, upstream }) => {
  for (const { signedIn, visit } of pages) {
    if (!signedIn) continue;
    const address = await visit(upstream);
    const response = await adminPage.request.get(address);
    const headers = response.headers();
    expect.soft(response.status(), address).toBe(200);
    expect.soft(headers['cache-control'], address).toContain('no-store');
    expect.soft(headers['x-content-type-options'], address).toBe('nosniff');
    expect.soft(headers['x-request-id'], address).toBeTruthy();
    expect.soft(headers['x-powered-by'], address).toBeUndefined();
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /script-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1];
    expect.soft(nonce, address).toBeTruthy();
    expect.soft(policy, address).not.toContain('unsafe');
    for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect.soft(policy, address).toContain(rule);
    }
    const body = await response.text();
    const scripts = [...body.matchAll(/<script\b([^>]*)>/g)].map(([, attributes]) => attributes ?? '');
    expect.soft(scripts.length, address).toBeGreaterThan(0);
    for (const attributes of scripts) expect.soft(attributes, address).toContain(`nonce="${nonce}"`);
    expect
      .soft(body, `${address} has a style attribute, which the policy would drop`)
      .not.toMatch(/<[a-z][^>]* style="/);
  }
});

test('two answers never share a nonce', async ({ request }) => {
  const policies = [await request.get('/sign-in'), await request.get('/sign-in')].map(
    (response) => response.headers()['content-security-policy'],
  );
  expect(policies[0]).not.toBe(policies[1]);
});

for (const path of [
  '/api/v1/nothing',
  '/api/v1/orders/none',
  '/nothing',
  '/bills/summary/x.css',
  '/_next/image?url=a',
]) {
  test(`${path} is not found, and is not cached`, async ({ adminPage }) => {
    const response = await adminPage.request.get(path);
    expect(response.status()).toBe(404);
    expect(response.headers()['cache-control']).toContain('no-store');
    expect(response.headers()['content-security-policy']).toContain("object-src 'none'");
  });
}

for (const page of ['/', '/orders', '/resources', '/calculator', '/bills/summary']) {
  test(`${page} of an account of somebody else is not found`, async ({ viewerPage }) => {
    expect((await viewerPage.request.get(`${page}?account=not-one-of-yours`)).status()).toBe(404);
  });
}

for (const path of ['/api/v1/orders/%E4', '/api/%FF']) {
  test(`${path} is refused as a problem`, async ({ adminPage }) => {
    const response = await adminPage.request.get(path);
    expect(response.status()).toBe(400);
    expect(response.headers()['content-type']).toContain('application/problem+json');
  });
}

test('an address that cannot be read is a page that is not there', async ({ adminPage }) => {
  const response = await adminPage.request.get('/orders/%E4');
  expect(response.status()).toBe(404);
  expect(response.headers()['content-type']).toContain('text/html');
});

test('a parameter that is none of ours is told, whatever its name', async ({ adminPage }) => {
  for (const name of ['__proto__', 'constructor', 'nothing']) {
    const response = await adminPage.request.get(`/api/v1/me?${name}=1`);
    expect.soft(response.status(), name).toBe(400);
    expect.soft(await response.json(), name).toMatchObject({ field: name });
  }
});

test('without a session the API answers 401 as a problem, whatever is said about proxies', async ({ request }) => {
  const disguises = [
    {},
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-subrequest': 'src/middleware' },
    { 'x-nextjs-data': '1' },
    { rsc: '1' },
    { 'x-forwarded-host': 'evil.example', 'x-user': 'admin' },
  ] as Record<string, string>[];
  for (const headers of disguises) {
    const response = await request.get('/api/v1/me', { headers });
    expect.soft(response.status(), JSON.stringify(headers)).toBe(401);
    expect.soft(response.headers()['content-type']).toContain('application/problem+json');
    expect.soft(await response.json()).toMatchObject({ status: 401, code: 'unauthorized' });
  }
});

test('without a session no page shows anything of an account', async ({ request, upstream, sandbox }) => {
  for (const { signedIn, visit } of pages) {
    if (!signedIn) continue;
    const address = await visit(upstream);
    for (const suffix of ['', `${address.includes('?') ? '&' : '?'}_rsc=1`]) {
      const headers: Record<string, string> = suffix ? { rsc: '1' } : {};
      const response = await request.get(address + suffix, { headers, maxRedirects: 0 });
      expect.soft(response.status(), address + suffix).toBeGreaterThanOrEqual(300);
      const body = await response.text();
      for (const { domainId, name } of sandbox.accounts) {
        expect.soft(body).not.toContain(domainId);
        expect.soft(body).not.toContain(name);
      }
    }
  }
});

for (const origin of ['https://evil.example', 'null']) {
  test(`a write from origin ${origin} is refused`, async ({ adminPage }) => {
    const headers = { origin, 'content-type': 'application/json' };
    const response = await adminPage.request.post('/api/v1/quotes', { headers, data: '{}' });
    expect(response.status()).toBe(403);
  });
}

test('keys of the accounts never leave the server', async ({ adminPage, upstream, sandbox }) => {
  const addresses = await Promise.all(pages.filter(({ signedIn }) => signedIn).map(({ visit }) => visit(upstream)));
  for (const address of [...addresses, '/api/v1/accounts', '/api/v1/me', '/api/v1/orders']) {
    const body = await (await adminPage.request.get(address)).text();
    for (const { ak, sk } of sandbox.accounts) {
      expect.soft(body.includes(ak) || body.includes(sk), address).toBe(false);
    }
  }
});

test('the portal says that it lives, that it can serve, and how it fares', async ({ request }) => {
  expect((await request.get('/healthz')).status()).toBe(200);
  expect((await request.get('/readyz')).status()).toBe(200);
  const metrics = await request.get('/metrics');
  expect(metrics.status()).toBe(200);
  expect(await metrics.text()).toContain('# TYPE');
});
