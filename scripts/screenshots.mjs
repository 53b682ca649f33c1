// Pictures of every page in both languages and themes, on a desktop and on a phone.
// `npm run screenshots -- [folder]`; BASE_URL takes a portal that already runs.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { tsImport } from 'tsx/esm/api';
import { chromiumArguments, chromiumPath } from './browser.mjs';
import { untilFilled } from './filled.mjs';
import { live } from './lifetime.mjs';
import { serve } from './served.mjs';
import { signIn } from './sign-in.mjs';

const folder = process.argv[2] ?? join('test-results', 'screenshots');
const only = process.env.PAGES?.split(',');
const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

async function shoot(browser, { base, cookies, visits }, look) {
  const { locale, colorScheme, device } = look;
  for (const signedIn of [true, false]) {
    const context = await browser.newContext({ ...devices[device], locale, colorScheme, reducedMotion: 'reduce' });
    if (signedIn) await context.addCookies(cookies);
    const page = await context.newPage();
    for (const { name, path } of visits.filter((visit) => visit.signedIn === signedIn)) {
      await page.goto(`${base}${path}`, { waitUntil: 'networkidle' });
      const file = `${name}-${locale.slice(0, 2)}-${colorScheme}-${device}.png`;
      await page.screenshot({ path: join(folder, file), fullPage: true });
    }
    await context.close();
  }
}

await live(async (family) => {
  const world = ['--seed', '7', '--now', '2026-11-22T04:00:00Z'];
  const { base, sandbox } = await serve({ family, port: Number(process.env.MEASURE_PORT || 3300), world });
  const { pages } = await tsImport('../e2e/support/pages.ts', import.meta.url);
  const { Upstream } = await tsImport('../e2e/support/upstream.ts', import.meta.url);
  const upstream = new Upstream(sandbox);
  const wanted = pages.filter(({ name }) => !only || only.includes(name));
  const visits = await Promise.all(wanted.map(async (page) => ({ ...page, path: await page.visit(upstream) })));
  const cookie = await signIn(base, 'admin@demo.test');
  await untilFilled(base, cookie);
  const cookies = cookie.split('; ').map((cookie) => {
    const cut = cookie.indexOf('=');
    return { name: cookie.slice(0, cut), value: cookie.slice(cut + 1), url: base };
  });
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArguments });
  try {
    for (const device of Object.keys(devices)) {
      for (const locale of ['en-US', 'zh-CN']) {
        for (const colorScheme of ['light', 'dark']) {
          await shoot(browser, { base, cookies, visits }, { locale, colorScheme, device });
        }
      }
    }
  } finally {
    await browser.close();
  }
  console.log(`${visits.length * 8} pictures in ${folder}`);
  await family.stopAll();
  process.exit(0);
});
