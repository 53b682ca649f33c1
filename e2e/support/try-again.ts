import { expect, type Locator, type Page } from '@playwright/test';

/** After failures the portal asks the service again only after some seconds (docs/operations.md), whoever clicks. */
const RESTS_FOR_MS = 30_000;

/** Clicks “Try again” as a person does until what was asked for is there. */
export async function tryAgainUntil(page: Page, wanted: Locator): Promise<void> {
  const again = page.getByRole('button', { name: 'Try again' });
  await expect(async () => {
    if (await again.isVisible()) await again.click();
    await expect(wanted).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: RESTS_FOR_MS });
}
