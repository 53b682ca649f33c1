import { defineConfig } from '@playwright/test';
import portal from './playwright.config';

const { webServer: _ofTheOthers, projects: _others, ...shared } = portal;

/** The tests that break a portal and a sandbox of their own: they need no other, and run beside the others. */
export default defineConfig({
  ...shared,
  outputDir: 'test-results/faults',
  projects: [{ name: 'faults', testMatch: /ledger-faults\.spec\.ts/, use: portal.projects?.[1]?.use ?? {} }],
});
