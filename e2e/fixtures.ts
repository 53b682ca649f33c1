import { test as base, type Browser, type Page } from '@playwright/test';
import { Control } from './support/control';
import { type Role, sessionFile } from './support/roles';
import { readSandbox, type Sandbox, Upstream } from './support/upstream';

interface Fixtures {
  viewerPage: Page;
  financePage: Page;
  approverPage: Page;
  adminPage: Page;
  sandbox: Sandbox;
  /** Asks the sandbox directly, past the portal. */
  upstream: Upstream;
  /** Faults and journal of the sandbox; faults are cleared after the test. */
  control: Control;
}

type PageFixture = (args: { browser: Browser }, use: (page: Page) => Promise<void>) => Promise<void>;

/** A page that is signed in as one of the roles, in a context of its own. */
const pageOf =
  (role: Role): PageFixture =>
  async ({ browser }, use) => {
    const context = await browser.newContext({ storageState: sessionFile(role) });
    await use(await context.newPage());
    await context.close();
  };

export const test = base.extend<Fixtures>({
  viewerPage: pageOf('viewer'),
  financePage: pageOf('finance'),
  approverPage: pageOf('approver'),
  adminPage: pageOf('admin'),
  // Playwright wants a destructured first argument even where there is nothing to take.
  sandbox: async ({}, use) => use(readSandbox()),
  upstream: async ({ sandbox }, use) => use(new Upstream(sandbox)),
  control: async ({ sandbox }, use) => {
    const control = new Control(sandbox);
    await use(control);
    await control.clearFaults();
  },
});

export { expect } from '@playwright/test';
