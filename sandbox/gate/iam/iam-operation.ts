import type { Entrance } from '../entrance';
import type { SignedRequest } from '../signed-request';
import type { Directory } from './directory';
import type { Seal } from './seal';

/** What the IAM operations work with. */
export interface Iam {
  directory: Directory;
  seal: Seal;
  entrance: Entrance;
  realNow: () => number;
}

export interface IamAnswer {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface IamOperation {
  /** The official operation ID. */
  name: string;
  method: 'GET' | 'POST';
  path: string;
  quota: number;
  run(iam: Iam, request: SignedRequest): IamAnswer;
}

/** IAM's own error envelope, `{"error":{"code","message","title"}}`. */
export class IamRefusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    message: string,
  ) {
    super(message);
  }

  get answer(): IamAnswer {
    return { status: this.status, body: { error: { code: this.status, message: this.message, title: this.title } } };
  }
}

/** ISO time with microseconds, as IAM writes it. */
export const iamTime = (instant: number): string => new Date(instant).toISOString().replace('Z', '000Z');
