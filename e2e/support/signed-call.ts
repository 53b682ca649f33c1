import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';

export interface SignedCall {
  method: 'GET' | 'POST';
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
}

interface Keys {
  ak: string;
  sk: string;
}

/** A call as the official SDK would make it: its own signer, nothing of ours. @returns what to hand to an HTTP client */
export function signedCall(
  endpoint: string,
  { ak, sk }: Keys,
  { method, path, query = {}, body }: SignedCall,
): { url: string; method: string; headers: Record<string, string>; body: string | undefined } {
  const given = { 'content-type': 'application/json' };
  const request = {
    endpoint: endpoint + path,
    url: path,
    method,
    headers: { ...given },
    queryParams: query,
    data: body,
  };
  // The signer's types ask for a whole SDK client; it reads the keys only.
  const credential = { getAk: () => ak, getSk: () => sk } as Parameters<typeof AKSKSigner.sign>[1];
  const headers = { ...given, ...(AKSKSigner.sign(request, credential) as Record<string, string>) };
  const search = new URLSearchParams(query).toString().replaceAll('+', '%20');
  return {
    url: `${endpoint}${path}${search ? `?${search}` : ''}`,
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}
