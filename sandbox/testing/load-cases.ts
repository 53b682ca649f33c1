import { readdirSync } from 'node:fs';
import type { OperationCases } from './cases';

const folder = new URL('./cases/', import.meta.url);

/** The cases of every file in `cases`, found without a list that somebody could forget to amend. */
export async function loadCases(): Promise<readonly OperationCases[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(
    files.map((name) => import(/* @vite-ignore */ new URL(name, folder).href) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module, index) => {
    const found = Object.values(module).filter(isCases);
    if (found.length === 0) throw new Error(`cases/${files[index]} exports no OperationCases`);
    return found;
  });
}

function isCases(value: unknown): value is OperationCases {
  return typeof value === 'object' && value !== null && 'operation' in value && 'valid' in value && 'invalid' in value;
}
