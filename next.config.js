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
  serverExternalPackages: ['better-sqlite3', 'pg', 'pino', 'prom-client', 'undici', 'lossless-json'],
};

export default withNextIntl(config);
