import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner';

export interface Signer {
  ak: string;
  sk: string;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
}

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** Calls an endpoint as the official SDK would: signed by the signer of its core package. */
export async function call(endpoint: string, signer: Signer, request: Request): Promise<Reply> {
  const method = request.method ?? 'GET';
  const headers: Record<string, string> = { 'content-type': 'application/json', ...request.headers };
  const data = request.body === undefined ? undefined : request.body;
  const signed = AKSKSigner.sign(
    {
      endpoint: endpoint + request.path,
      url: request.path,
      method,
      headers: { ...headers },
      queryParams: { ...request.query },
      data,
    } as never,
    { getAk: () => signer.ak, getSk: () => signer.sk } as never,
  );
  const query = new URLSearchParams(request.query).toString().replaceAll('+', '%20');
  const response = await fetch(`${endpoint}${request.path}${query ? `?${query}` : ''}`, {
    method,
    headers: { ...headers, ...(signed as Record<string, string>) },
    body: data === undefined ? undefined : JSON.stringify(data),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
