import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { pages } from './support/pages';
import { sessionFile } from './support/roles';

for (const locale of ['en-US', 'zh-CN'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const { name, signedIn, visit } of pages) {
      test(`axe finds nothing on ${name} in ${locale}, ${colorScheme}`, async ({ browser, upstream }) => {
        const session = signedIn ? { storageState: sessionFile('admin') } : {};
        const context = await browser.newContext({ ...session, locale, colorScheme });
        const page = await context.newPage();
        const faults: string[] = [];
        page.on('pageerror', (error) => faults.push(error.message));
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(message.text());
        });
        const answer = await page.goto(await visit(upstream));
        expect(answer?.status()).toBe(200);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        await expect(page.locator('html')).toHaveAttribute('lang', locale === 'zh-CN' ? 'zh-CN' : 'en');
        // No page has frames, so nothing needs to be put together in a page of its own.
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
        const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target.join(' ')) }));
        expect(found).toEqual([]);
        expect(faults).toEqual([]);
        await context.close();
      });
    }
  }
}
