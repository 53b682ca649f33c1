import nextVitals from 'eslint-config-next/core-web-vitals';
import nextTs from 'eslint-config-next/typescript';

const noEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Read lib/env.server.ts instead.',
};
const noBarrel = { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file itself.' };
const noDirective = {
  selector: 'ExpressionStatement[directive=/^use (server|cache)/]',
  message: 'No Server Actions and no cached functions (ADR 0004).',
};

const config = [
  ...nextVitals,
  ...nextTs,
  {
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'no-console': ['error', { allow: ['error', 'warn'] }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', noBarrel, noDirective, noEnv],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'next/link', message: 'Use components/ui/link.tsx, which fetches nothing ahead.' }] },
      ],
    },
  },
  { files: ['components/ui/link.tsx'], rules: { 'no-restricted-imports': 'off' } },
  {
    // instrumentation.ts: the build itself replaces NEXT_RUNTIME there, which keeps Node's modules out of the edge bundle.
    files: [
      'lib/env.server.ts',
      'lib/ledger/testing/**',
      'instrumentation.ts',
      'sandbox/**',
      'scripts/**',
      'bench/**',
      'e2e/**',
      '*.config.*',
      '**/*.test.*',
    ],
    rules: { 'no-restricted-syntax': ['error', noBarrel, noDirective] },
  },
  { files: ['scripts/**', 'bench/**', 'sandbox/main.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['{components,lib,sandbox}/**'],
    ignores: ['*.config.*'],
    rules: { 'import/no-default-export': 'error' },
  },
  {
    files: ['**/*.test.*', 'e2e/**', 'bench/**'],
    rules: { 'max-lines-per-function': 'off', 'react-hooks/rules-of-hooks': 'off' },
  },
  {
    ignores: ['.next/**', 'next-env.d.ts', 'test-results/**', 'playwright-report/**', 'data/**', 'sandbox/contract/**'],
  },
];

export default config;
