import { request as httpsRequest, type RequestOptions } from 'node:https';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Live, startLive } from '../../testing/live';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(() => live.sandbox.close());

/** Status of a call over TLS, or the code of its failure. */
const overTls = (endpoint: unknown, options: RequestOptions = {}): Promise<string | number> =>
  new Promise((resolve) => {
    const outgoing = httpsRequest(String(endpoint), { agent: false, ...options }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode ?? 0);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    outgoing.end();
  });

describe('further addresses', () => {
  it('U1: a listener that never accepts', async () => {
    const { endpoint, id } = await live.control('POST', '/listeners', { kind: 'neverAccepts' });
    const socket = connect(Number(new URL(String(endpoint)).port), '127.0.0.1');
    const outcome = await new Promise((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('error', (error) => resolve(error.message));
      setTimeout(() => resolve('waiting'), 150);
    });
    socket.destroy();
    expect(outcome).toBe('waiting');
    expect(await live.control('DELETE', `/listeners?id=${String(id)}`)).toEqual({ listeners: [] });
  });

  it('U17: an address where nobody listens any more', async () => {
    const { endpoint } = await live.control('POST', '/listeners', { kind: 'refused' });
    await expect(fetch(String(endpoint))).rejects.toThrow();
    await live.control('DELETE', '/listeners');
  });

  it('U1: one that accepts and says nothing', async () => {
    const { endpoint } = await live.control('POST', '/listeners', { kind: 'silent' });
    await expect(fetch(String(endpoint), { signal: AbortSignal.timeout(100) })).rejects.toThrow('timeout');
  });

  it.each([
    ['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT', 404],
    ['expired', 'CERT_HAS_EXPIRED', 'CERT_HAS_EXPIRED'],
    ['otherHost', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])(
    'U18: https with a certificate that is %s: %s, and when it is trusted, %s',
    async (certificate, error, trusted) => {
      const made = await live.control('POST', '/listeners', { kind: 'tls', certificate });
      expect(await overTls(made.endpoint)).toBe(error);
      expect(await overTls(made.endpoint, { ca: String(made.certificate) })).toBe(trusted);
      expect(await overTls(made.endpoint, { rejectUnauthorized: false })).toBe(404);
    },
  );

  it('refuses other kinds and members', async () => {
    await expect(live.control('POST', '/listeners', { kind: 'ftp' })).rejects.toThrow('kind');
    await expect(live.control('POST', '/listeners', { kind: 'tls', certificate: 'fine' })).rejects.toThrow(
      'certificate',
    );
  });
});
