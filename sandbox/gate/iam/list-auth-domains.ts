import type { IamOperation } from './iam-operation';

/** The account of the caller: SDK "global credentials" without a domain ID look it up here. */
export const listAuthDomains: IamOperation = {
  name: 'KeystoneListAuthDomains',
  method: 'GET',
  path: '/v3/auth/domains',
  quota: 10,
  run(iam, request) {
    const { account } = iam.entrance.authenticate(request).principal;
    const self = `/v3/domains/${account.domainId}`;
    const domain = { description: '', enabled: true, id: account.domainId, links: { self }, name: account.name };
    return {
      status: 200,
      body: { domains: [domain], links: { next: null, previous: null, self: '/v3/auth/domains' } },
    };
  },
};
