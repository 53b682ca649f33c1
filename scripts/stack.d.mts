import type { Sandbox } from '../e2e/support/upstream';

export function startSandbox(options: { family: unknown; data: string; args: readonly string[] }): Promise<Sandbox>;
