import { defineConfig, devices } from '@playwright/test';
import { places } from './e2e/support/places';
import { chromiumArguments, chromiumPath } from './scripts/browser.mjs';

const chrome = {
  ...devices['Desktop Chrome'],
  launchOptions: { executablePath: chromiumPath, args: chromiumArguments },
};

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/portal',
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  reporter: [['list']],
  // A ceiling for a busy machine; nothing waits for it.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Traces cost a quarter of the time: `--trace on` makes them when one is wanted.
  use: { baseURL: places.base, screenshot: 'only-on-failure', locale: 'en-US', timezoneId: 'Europe/Berlin' },
  projects: [
    { name: 'setup', testMatch: /.*\.setup\.ts/, use: chrome },
    { name: 'chromium', testMatch: /.*\.spec\.ts/, testIgnore: /ledger-faults/, dependencies: ['setup'], use: chrome },
  ],
  webServer: {
    command: 'exec node scripts/e2e-server.mjs',
    url: `${places.base}/readyz`,
    env: {
      E2E_PORT: String(places.port),
      E2E_SANDBOX_PORT: String(places.sandboxPort),
      E2E_DATA: places.data,
    },
    reuseExistingServer: false,
    timeout: 240_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
