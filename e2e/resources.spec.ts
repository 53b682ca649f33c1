import { expect, test } from './fixtures';
import { NOW } from './support/places';
import { tryAgainUntil } from './support/try-again';
import type { SandboxAccount, Upstream } from './support/upstream';

interface Resource {
  resource_id: string;
  resource_name: string;
  status: string;
  is_main_resource: string;
  parent_resource_id: string | null;
  expire_time: string;
  service_type_code: string;
}

/** All resources of an account, asked past the portal. */
async function readResources(upstream: Upstream, account: SandboxAccount): Promise<Resource[]> {
  const found: Resource[] = [];
  for (;;) {
    const page = await upstream.post<{ total_count: string; data: Resource[] }>(
      account,
      '/v2/orders/suscriptions/resources/query',
      { only_main_resource: 0, offset: found.length, limit: 500 },
    );
    found.push(...page.data);
    if (page.data.length === 0 || found.length >= Number(page.total_count)) return found;
  }
}

/** All resources of an account are read for a view, which a busy machine does not do at once. */
const patience = { timeout: 15_000 };
const count = (value: number) => value.toLocaleString('en-US');

test('tabs count what the upstream has, and show only their status', async ({ viewerPage: page, upstream }) => {
  const [account] = upstream.sandbox.accounts;
  const all = await readResources(upstream, account);
  const of = (status: string) => count(all.filter((resource) => resource.status === status).length);
  await page.goto('/resources');
  const tabs = page.getByRole('navigation', { name: 'Resources by status' });
  await expect(tabs.getByRole('link', { name: /^All/ })).toContainText(count(all.length));
  await expect(tabs.getByRole('link', { name: /^In use/ })).toContainText(of('2'));
  await expect(tabs.getByRole('link', { name: /^Frozen/ })).toContainText(of('4'));
  await tabs.getByRole('link', { name: /^Expired/ }).click();
  await expect(page).toHaveURL(/status=5/);
  await expect(page.getByText(`/ ${of('5')}`)).toBeVisible();
  const statuses = page.locator('tbody tr td:nth-child(4)');
  await expect(statuses.first()).toHaveText('Expired');
  expect(new Set(await statuses.allInnerTexts())).toEqual(new Set(['Expired']));
});

test('a tab that is clicked in the very moment in which the page wakes up is followed', async ({
  viewerPage: page,
}) => {
  await page.addInitScript(() => {
    // Between React's first commit and the effect in which the router begins to follow `pushState`.
    const { port1, port2 } = new MessageChannel();
    const container = () => Object.entries(document).find(([name]) => name.startsWith('__reactContainer'))?.[1];
    port1.onmessage = () => {
      const isDrawn = container()?.stateNode.current.memoizedState?.isDehydrated === false;
      const tab = [...document.querySelectorAll<HTMLElement>('nav.tabs a')].find((link) =>
        link.textContent.startsWith('Expired'),
      );
      if (!isDrawn || !tab) return port2.postMessage(0);
      sessionStorage.setItem('was-early', String(String(window.history.pushState).includes('native code')));
      tab.click();
    };
    port2.postMessage(0);
  });
  await page.goto('/resources');
  await expect(page).toHaveURL(/status=5/);
  expect(await page.evaluate(() => sessionStorage.getItem('was-early'))).toBe('true');
  await expect(page.locator('nav.tabs a[aria-current=page]')).toHaveText(/^Expired/);
});

test('filters narrow the list, a reload keeps them, and clearing brings all back', async ({
  viewerPage: page,
  upstream,
}) => {
  const [account] = upstream.sandbox.accounts;
  const all = await readResources(upstream, account);
  const now = Date.parse(NOW);
  const within = all.filter(({ expire_time, status }) => {
    const at = Date.parse(expire_time);
    return status !== '3' && at >= now && at <= now + 30 * 86_400_000;
  });
  await page.goto('/resources');
  await page.getByLabel('Expires', { exact: true }).selectOption('30');
  await expect(page).toHaveURL(/expires=30/);
  await expect(page.getByText(`All ${count(within.length)} resources in this view`).first()).toBeVisible(patience);
  await page.reload();
  await expect(page.getByText(`All ${count(within.length)} resources in this view`).first()).toBeVisible(patience);
  await page.getByRole('searchbox', { name: 'Name, resource ID or specification' }).fill('no such resource anywhere');
  await expect(page.getByText('Nothing matches these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/resources\??$/);
  await expect(page.getByText(`All ${count(all.length)} resources in this view`).first()).toBeVisible(patience);
});

test('attached resources stand under their primary one', async ({ viewerPage: page, upstream }) => {
  const [account] = upstream.sandbox.accounts;
  const all = await readResources(upstream, account);
  const inUse = new Set(all.filter(({ status }) => status === '2').map(({ resource_id }) => resource_id));
  const answer = await page.request.get('/api/v1/resources?status=2&pageSize=200');
  const { items } = (await answer.json()) as { items: { resourceId: string; parentResourceId: string | null }[] };
  const attached = items.filter(({ parentResourceId }) => parentResourceId !== null && inUse.has(parentResourceId));
  expect(attached.length).toBeGreaterThan(10);
  for (const item of attached) {
    const before = items[items.indexOf(item) - 1];
    expect([before?.resourceId, before?.parentResourceId]).toContain(item.parentResourceId);
  }
});

test('the file has the rows of the view', async ({ viewerPage: page, upstream }) => {
  const [account] = upstream.sandbox.accounts;
  const frozen = (await readResources(upstream, account)).filter(({ status }) => status === '4');
  const response = await page.request.get('/api/v1/resources/export?format=csv&status=4');
  expect(response.status()).toBe(200);
  const [head = '', ...rows] = (await response.text()).trimEnd().split('\r\n');
  expect(head.split(',').slice(0, 4)).toEqual(['accountId', 'accountName', 'resourceId', 'resourceName']);
  const ids = rows.map((row) => row.split(',')[2]);
  expect(ids.toSorted()).toEqual(frozen.map(({ resource_id }) => resource_id).toSorted());
});

test("another account's resources are not found, by page, API and file", async ({ viewerPage: page, sandbox }) => {
  const [, other] = sandbox.accounts;
  for (const path of ['/api/v1/resources', '/api/v1/resources/export']) {
    expect((await page.request.get(`${path}?account=${other.domainId}`)).status()).toBe(404);
  }
  expect((await page.goto(`/resources?account=${other.domainId}`))?.status()).toBe(404);
});

test('a wrong filter is the default view with a note, and 400 in the API', async ({ viewerPage: page }) => {
  await page.goto('/resources?status=77&expires=8');
  await expect(page.getByText(/cannot be used: status, expires\./)).toBeVisible();
  await expect(page.locator('tbody tr').first()).toBeVisible();
  const answer = await page.request.get('/api/v1/resources?status=77');
  expect(answer.status()).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'bad_request', field: 'status' });
});

test('with the upstream down the page says so, and trying again brings the list', async ({
  adminPage: page,
  control,
}) => {
  await control.addFault({ operation: 'ListPayPerUseCustomerResources', status: 503, body: {} });
  // An order nobody asked for yet: there is no earlier answer to show.
  await page.goto('/resources?order=CS2611220000NEVER');
  await expect(page.getByText('Resources could not be read.')).toBeVisible();
  await expect(page.getByText(/request [0-9a-f-]{8,}/)).toBeVisible();
  await control.clearFaults();
  await tryAgainUntil(page, page.getByText('Nothing matches these filters'));
});
