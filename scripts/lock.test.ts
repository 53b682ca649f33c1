import { expect, test } from 'vitest';
import { textOf } from './repository-files';

interface LockEntry {
  version?: string;
  resolved?: string;
  integrity?: string;
  optional?: boolean;
  hasInstallScript?: boolean;
}

const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, LockEntry> };
const manifest = JSON.parse(textOf('package.json')) as Record<string, Record<string, string>>;
const floors = JSON.parse(textOf('scripts/floors.json')) as Record<string, { floor: string; why: string }>;
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

test('the lock names no registry, so that a clone can use its own', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('every package of the lock is known by its hash, but for optional ones of other platforms', () => {
  const unknown = packages.filter(([, { integrity, optional }]) => !integrity && !optional);
  expect(unknown.map(([path]) => path)).toEqual([]);
});

test.each(Object.entries(floors))('%s is at or above its floor, wherever it is installed', (name, { floor }) => {
  const installed = packages.filter(([path]) => path.endsWith(`node_modules/${name}`));
  expect(installed.length).toBeGreaterThan(0);
  for (const [path, { version }] of installed) {
    expect(isAtLeast(version ?? '0', floor), `${path} is ${version}`).toBe(true);
  }
});

test('package.json asks for exact versions', () => {
  const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('one package alone may run a script when it is installed', () => {
  expect(manifest.allowScripts).toEqual({ 'better-sqlite3': true });
});

function isAtLeast(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
