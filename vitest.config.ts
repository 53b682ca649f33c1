import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const local = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const tests = (kind: string) => [`{app,components,lib,i18n,sandbox,scripts,bench}/**/*.${kind}.{ts,tsx}`];

export default defineConfig({
  resolve: {
    alias: {
      '@': local('.'),
      'server-only': local('./node_modules/server-only/empty.js'),
    },
  },
  test: {
    restoreMocks: true,
    // A busy machine is no failure; what must be fast is measured by the benchmarks.
    testTimeout: 30_000,
    unstubEnvs: true,
    projects: [
      { extends: true, test: { name: 'unit', include: tests('test'), exclude: tests('integration.test') } },
      // Whole worlds, real sockets, whole programs: minutes, so they are for `npm run verify`.
      {
        extends: true,
        test: { name: 'integration', include: tests('integration.test'), testTimeout: 180_000, hookTimeout: 180_000 },
      },
    ],
  },
});
