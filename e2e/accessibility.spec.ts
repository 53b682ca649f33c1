import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { pages } from './support/pages';
import { sessionFile } from './support/roles';

/** What another theme may change; everything else is the same page. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
/** Rows of a list are alike: axe looks at every cell of each. */
const FEW_ROWS = 'pageSize=8';

for (const locale of ['en-US', 'zh-CN'] as const) {
  for (const { name, signedIn, visit } of pages) {
    test(`axe finds nothing on ${name} in ${locale}, light and dark`, async ({ browser, upstream }) => {
      const session = signedIn ? { storageState: sessionFile('admin') } : {};
      const context = await browser.newContext({ ...session, locale, colorScheme: 'light' });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      const answer = await page.goto((await visit(upstream)).replace('pageSize=20', FEW_ROWS));
      expect(answer?.status()).toBe(200);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expect(page.locator('html')).toHaveAttribute('lang', locale === 'zh-CN' ? 'zh-CN' : 'en');
      const backgrounds = new Set<string>();
      for (const colorScheme of ['light', 'dark'] as const) {
        // The theme follows the system, as it does for somebody whose evening begins.
        await page.emulateMedia({ colorScheme });
        backgrounds.add(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
        // No page has frames, so nothing needs to be put together in a page of its own.
        const axe = new AxeBuilder({ page }).setLegacyMode(true);
        const { violations } = await (colorScheme === 'light' ? axe : axe.withRules(OF_COLOURS)).analyze();
        const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target.join(' ')) }));
        expect(found, colorScheme).toEqual([]);
      }
      expect(backgrounds.size).toBe(2);
      expect(faults).toEqual([]);
      await context.close();
    });
  }
}
