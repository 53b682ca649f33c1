// The browser of the end-to-end tests: Debian's Chromium, with fonts that have Chinese.
import { existsSync, readdirSync } from 'node:fs';
import { aptInstall } from './install.mjs';

export const chromiumPath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
/** Loopback tests in containers: no sandbox of its own, and no traffic that nobody asked for. */
export const chromiumArguments = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

const fontFolders = ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/noto-cjk'];
const hasChinese = () =>
  fontFolders.some((folder) => existsSync(folder) && readdirSync(folder).some((name) => name.includes('CJK')));

/** Installs what is missing by apt, once. @throws Advice with the command to type when that needs a password */
export async function ensureBrowser({ family }) {
  const missing = [...(existsSync(chromiumPath) ? [] : ['chromium']), ...(hasChinese() ? [] : ['fonts-noto-cjk'])];
  if (missing.length > 0) await aptInstall(family, missing, 'The browser tests need Chromium and a Chinese font');
}
