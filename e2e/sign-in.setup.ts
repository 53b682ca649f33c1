import { expect, test as setup } from '@playwright/test';
import { emailOf, PASSWORD, roles, sessionFile } from './support/roles';

for (const role of roles) {
  setup(`${role} signs in through the form`, async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('Email').fill(emailOf(role));
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.context().storageState({ path: sessionFile(role) });
  });
}
