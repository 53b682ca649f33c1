import { expect, test } from './fixtures';

/** A view is read whole for a search, which a busy machine does not do at once. */
const patience = { timeout: 20_000 };

test('a search that finds no order offers the resources with the same words', async ({ viewerPage: page }) => {
  await page.goto('/calculator');
  const search = page.getByRole('searchbox', { name: 'Search orders and resources' });
  await search.fill('no-such-name');
  await search.press('Enter');
  await expect(page).toHaveURL('/resources?q=no-such-name', patience);
  await expect(page.getByRole('link', { name: 'Search expenditures for “no-such-name”' })).toHaveAttribute(
    'href',
    '/bills/expenditures?q=no-such-name',
  );
  await page.getByRole('link', { name: 'Search orders for “no-such-name”' }).click();
  await expect(page).toHaveURL('/orders?q=no-such-name', patience);
  await expect(page.getByText('Order ID, service, enterprise project')).toBeVisible();
  await page.getByRole('link', { name: 'Search resources for “no-such-name”' }).click();
  await expect(page).toHaveURL('/resources?q=no-such-name', patience);
});
