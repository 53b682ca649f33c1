import type { Locator } from '@playwright/test';

/** Until the page listens to a field: what is filled in before, nobody hears. */
export const untilAwake = (field: Locator): Promise<void> =>
  field.evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (Object.keys(element).some((name) => name.startsWith('__reactProps'))) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
