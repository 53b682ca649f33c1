import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const local = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      '@': local('.'),
      'server-only': local('./node_modules/server-only/empty.js'),
    },
  },
  test: {
    include: ['{app,components,lib,i18n,sandbox,scripts,bench}/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    unstubEnvs: true,
  },
});
