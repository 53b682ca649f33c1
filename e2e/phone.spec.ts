import { expect, test } from './fixtures';

for (const path of ['/bills/summary', '/bills/usage', '/bills/expenditures', '/orders']) {
  test(`on a phone the total of ${path} stands below its last row, and covers none`, async ({ financePage: page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${path}?pageSize=10`);
    const last = page.locator('table.t tbody tr').last();
    await expect(last).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const boxes = await Promise.all([last.boundingBox(), page.locator('table.t tfoot').boundingBox()]);
    const [row, foot] = boxes.map((box) => box ?? { y: Number.NaN, height: Number.NaN });
    expect((foot?.y ?? 0) - (row?.y ?? 0) - (row?.height ?? 0)).toBeGreaterThan(-1);
  });
}
