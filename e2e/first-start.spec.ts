import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { places } from './support/places';

const port = places.port + 1;
const base = `http://127.0.0.1:${port}`;
let data = '';
let portal: ChildProcess;
let output = '';

test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'suanpan-first-start-'));
  const env = { ...process.env, PORT: String(port), HOST: '', SUANPAN_DATA: data, SUANPAN_URL: '' };
  portal = spawn(process.execPath, ['--import', './scripts/stop-with-parent.mjs', 'scripts/start.mjs'], {
    env: { ...env, SUANPAN_SECRET: randomBytes(48).toString('base64url') },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const stream of [portal.stdout, portal.stderr])
    stream?.on('data', (text: Buffer) => (output += text.toString()));
  await expect
    .poll(
      () =>
        fetch(`${base}/readyz`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 20_000 },
    )
    .toBe(200);
});

test.afterAll(async () => {
  const ended = new Promise((resolve) => portal.once('close', resolve));
  portal.kill('SIGTERM');
  expect(await ended).toBe(0);
  rmSync(data, { recursive: true, force: true });
});

test('the first administrator is made with the token of the console, once', async ({ page }) => {
  await page.goto(`${base}/`);
  await expect(page).toHaveURL(`${base}/setup`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  const token = /one-time token: (\S+)/.exec(output)?.[1] ?? '';
  await page.getByLabel('Set-up token').fill('a-token-that-nobody-printed-here');
  await page.getByLabel('Name').fill('Ines Duarte');
  await page.getByLabel('Email').fill('ines@example.com');
  await page.getByLabel('Password', { exact: true }).fill('long enough to be one');
  await page.getByRole('button', { name: 'Create administrator' }).click();
  await expect(page.getByText('The token is wrong.')).toBeVisible();
  await page.getByLabel('Set-up token').fill(token);
  await page.getByRole('button', { name: 'Create administrator' }).click();

  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('Email').fill('ines@example.com');
  await page.getByLabel('Password', { exact: true }).fill('long enough to be one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${base}/`);
  const again = await page.request.get(`${base}/setup`, { maxRedirects: 0 });
  expect(again.headers().location).toContain('/sign-in');
});
