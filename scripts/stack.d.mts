import type { ChildProcess } from 'node:child_process';
import type { Sandbox } from '../e2e/support/upstream';

export function portalEnvironment(options: {
  port: number;
  host: string;
  data: string;
  secret: string;
  more?: Record<string, string>;
}): NodeJS.ProcessEnv;
export function startSandbox(options: { family: unknown; data: string; args: readonly string[] }): Promise<Sandbox>;
export function seed(options: { family: unknown; data: string; env: NodeJS.ProcessEnv }): Promise<void>;
export function startPortal(options: {
  family: unknown;
  data: string;
  env: NodeJS.ProcessEnv;
}): Promise<{ child: ChildProcess }>;
