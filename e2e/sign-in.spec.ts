import { expect, test } from './fixtures';
import { emailOf, PASSWORD, roles, sessionFile } from './support/roles';

test('a wrong password is told without saying which of the two is wrong', async ({ page }) => {
  await page.goto('/sign-in');
  for (const email of [emailOf('viewer'), 'nobody@demo.test']) {
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('not-the-password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('Email and password don’t match.').first()).toBeVisible();
  }
});

test('who was sent to sign in comes back to where they were going', async ({ page }) => {
  await page.goto('/orders?status=5');
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await page.getByLabel('Email').fill(emailOf('finance'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/orders?status=5');
});

for (const foreign of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
  test(`a callback to ${foreign} stays on the portal`, async ({ page, baseURL }) => {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(foreign)}`);
    await page.getByLabel('Email').fill(emailOf('approver'));
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).not.toHaveURL(/sign-in/);
    expect(new URL(page.url()).origin).toBe(baseURL);
  });
}

for (const role of roles) {
  test(`a ${role} is known as such to the API`, async ({ browser }) => {
    const context = await browser.newContext({ storageState: sessionFile(role) });
    const answer = await context.request.get('/api/v1/me');
    expect(answer.status()).toBe(200);
    expect(JSON.stringify(await answer.json())).toContain(`"role":"${role}"`);
    await context.close();
  });
}

test('after signing out the copied cookie is worth nothing', async ({ browser, baseURL }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill('approver2@demo.test');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/');
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await page.getByLabel('Bo Zhang, Approver').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const copied = await fetch(`${baseURL}/api/v1/me`, { headers: { cookie } });
  expect(copied.status).toBe(401);
  await context.close();
});

test('a session that ended elsewhere leads to the sign-in and back to this very address', async ({ browser }) => {
  const context = await browser.newContext({ storageState: sessionFile('viewer') });
  const page = await context.newPage();
  await page.goto('/sign-in?callbackUrl=%2Fresources');
  await expect(page).toHaveURL('/resources');
  await page.goto('/orders');
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await context.clearCookies();
  await page.getByLabel('Type', { exact: true }).selectOption('14');
  const ended = page.getByRole('alert').filter({ hasText: 'Your session has ended.' });
  await ended.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/sign-in?callbackUrl=%2Forders%3Ftype%3D14');
  await page.getByLabel('Email').fill(emailOf('viewer'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/orders?type=14');
  await context.close();
});
