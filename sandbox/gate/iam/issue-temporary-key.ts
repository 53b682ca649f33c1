import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type IamOperation, iamTime } from './iam-operation';
import { readRequest } from './read-request';

const input = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.tuple([z.literal('token')]),
      token: z
        .object({ duration_seconds: z.int().min(900).max(86_400).optional(), id: z.string().optional() })
        .optional(),
    }),
  }),
});

/** A temporary AK/SK with its security token, for a token or for a signature; 15 minutes unless asked for otherwise. */
export const issueTemporaryKey: IamOperation = {
  name: 'CreateTemporaryAccessKeyByToken',
  method: 'POST',
  path: '/v3.0/OS-CREDENTIAL/securitytokens',
  quota: 10,
  run(iam, request) {
    const { identity } = readRequest(input, request.body).auth;
    const inBody = identity.token?.id;
    const headers = inBody === undefined ? request.headers : { ...request.headers, 'x-auth-token': inBody };
    const { principal } = iam.entrance.authenticate({ ...request, headers });
    const expiresAt = iam.realNow() + (identity.token?.duration_seconds ?? 900) * 1000;
    const ak = `HST${randomBytes(12).toString('hex').toUpperCase().slice(0, 17)}`;
    const credential = {
      access: ak,
      expires_at: iamTime(expiresAt),
      secret: iam.seal.secretOf(ak),
      securitytoken: iam.seal.close({ userId: principal.userId, expiresAt, ak }),
    };
    return { status: 201, body: { credential } };
  },
};
