import type { IamOperation } from './iam-operation';
import { issueTemporaryKey } from './issue-temporary-key';
import { issueToken } from './issue-token';
import { listAuthDomains } from './list-auth-domains';

/** The part of IAM that clients of BSS need, served on the same endpoint. */
export const iamOperations: readonly IamOperation[] = [issueToken, listAuthDomains, issueTemporaryKey];

export const matchIam = (method: string, path: string): IamOperation | null =>
  iamOperations.find((operation) => operation.method === method && operation.path === path.replace(/\/$/, '')) ?? null;
