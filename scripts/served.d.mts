import type { Sandbox } from '../e2e/support/upstream';

export function serve(options: {
  family: unknown;
  port: number;
  world: string[];
}): Promise<{ base: string; sandbox: Sandbox }>;
