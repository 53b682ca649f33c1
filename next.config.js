import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./i18n/request.ts');
const root = import.meta.dirname;

/** @type {import('next').NextConfig} */
const config = {
  // Without it Next guesses a root from any lock file in a parent folder.
  outputFileTracingRoot: root,
  turbopack: { root },
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  // The first of the three views stands for the folder.
  redirects: async () => [{ source: '/bills', destination: '/bills/summary', permanent: false }],
  // `npm run check` is where types are checked, once; the build would do it again for half a minute.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['@clickhouse/client', 'better-sqlite3', 'pg', 'pino', 'prom-client', 'undici'],
};

export default withNextIntl(config);
