/** Who may import whom: docs/architecture.md says why. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only-app-imports-app',
      comment: 'Routes are thin adapters. Move shared code to components/ or lib/.',
      severity: 'error',
      from: { pathNot: '^app/' },
      to: { path: '^app/' },
    },
    {
      name: 'lib-knows-no-ui',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^components/' },
    },
    {
      name: 'primitives-know-no-domain',
      comment: 'components/{ui,charts,layout} could ship in another product.',
      severity: 'error',
      from: { path: '^components/(ui|charts|layout)/' },
      to: {
        path: [
          '^components/(?!ui/|charts/|layout/)',
          '^lib/(overview|orders|approvals|resources|prices|bills|reconciliation|exports|accounts|users|audit)/',
        ],
      },
    },
    {
      name: 'domains-stay-apart',
      comment: 'Compose two domains in app/.',
      severity: 'error',
      from: { path: '^components/(?!ui/|charts/|layout/)([^/]+)/' },
      to: { path: '^components/(?!ui/|charts/|layout/)([^/]+)/', pathNot: '^components/$1/' },
    },
    {
      name: 'server-code-stays-on-the-server',
      comment: 'Only app/, entry points and other *.server files may import a *.server file.',
      severity: 'error',
      from: { pathNot: ['^app/', '\\.server\\.', '\\.test\\.', '^(proxy|instrumentation)\\.ts$', '^(bench|scripts)/'] },
      to: { path: '\\.server\\.' },
    },
    {
      name: 'stores-and-wire-behind-services',
      comment:
        'Upstream names, SQL and the ledger end in lib/<domain>/*.server.ts, lib/sync, lib/auth and the context.',
      severity: 'error',
      from: {
        pathNot: [
          '^lib/(bss|ledger|state|sync|auth)/',
          '^lib/[^/]+/[^/]+\\.server\\.(test\\.)?ts$',
          '^lib/[^/]+/[^/]+\\.integration\\.test\\.ts$',
          '^lib/context\\.server\\.ts$',
          '^(bench|scripts)/',
          '^instrumentation\\.ts$',
        ],
      },
      to: { path: '^lib/(bss|ledger|state)/' },
    },
    {
      name: 'browser-carries-no-zod',
      comment: 'zod costs 34 KiB; browser code uses DTO types only (ADR 0005).',
      severity: 'error',
      from: { path: ['^components/', '^lib/[^/]+/(filters|queries)\\.ts$'], pathNot: '\\.test\\.' },
      to: { path: ['^node_modules/zod', '^lib/[^/]+/schema\\.ts$'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sandbox-apart-from-lib',
      comment: 'The contract is implemented twice, so that a misreading in one is caught by the other.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(lib|app|components)/' },
    },
    {
      name: 'lib-apart-from-sandbox',
      severity: 'error',
      from: { path: '^(lib|app|components|i18n|proxy|instrumentation)', pathNot: '\\.test\\.' },
      to: { path: '^sandbox/' },
    },
    {
      name: 'no-test-code-in-product',
      severity: 'error',
      from: { pathNot: ['\\.test\\.', '\\.test-data\\.', '^e2e/', '^sandbox/', '^bench/', '^scripts/'] },
      to: { path: ['\\.test\\.', '\\.test-data\\.', '^e2e/', '^bench/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\\.next/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
