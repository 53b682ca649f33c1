import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BssConnection } from './connection';

export interface ScriptedServer {
  endpoint: string;
  /** Requests as they arrived, bodies included. */
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  /** Answers the next requests. */
  answer: (listener: RequestListener) => void;
  /** An ordinary JSON answer. */
  json: (value: unknown, headers?: Record<string, string>, status?: number) => void;
  close: () => Promise<void>;
}

/** A server on a free port of loopback that does what a test tells it to. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  let listener: RequestListener = (_, response) => response.end();
  const requests: ScriptedServer['requests'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      listener(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (next) => {
      listener = next;
    },
    json: (value, headers = {}, status = 200) => {
      listener = (_, response) =>
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A connection whose key is easy to find where it must not be. */
export const canaryConnection = (endpoint: string): BssConnection => ({
  domainId: 'domain-1',
  name: 'Demo',
  endpoint,
  site: 'intl',
  currency: 'USD',
  projectId: 'project-1',
  ak: 'AKCANARY',
  sk: 'SKCANARY',
});

/** What a promise was rejected with. */
export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
