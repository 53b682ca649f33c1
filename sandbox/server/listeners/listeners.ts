import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import { z } from 'zod';
import { bssListener, HEADER_CAP } from '../bss-server';
import { describeIssue } from '../describe-issue';
import { listenOn } from '../listen';
import type { Parts } from '../parts';
import { makeCertificate } from './certificate';
import { listenWithoutAccepting } from './never-accepts';

const input = z.discriminatedUnion('kind', [
  // U1: handshakes are not completed
  z.strictObject({ kind: z.literal('neverAccepts') }),
  // U1: accepted, read, never answered
  z.strictObject({ kind: z.literal('silent') }),
  // U17: an address where nobody listens any more
  z.strictObject({ kind: z.literal('refused') }),
  // U18
  z.strictObject({
    kind: z.literal('tls'),
    certificate: z.enum(['selfSigned', 'expired', 'otherHost']).default('selfSigned'),
  }),
]);

export interface Listener {
  id: number;
  kind: z.output<typeof input>['kind'];
  /** Base URL for a client. */
  endpoint: string;
  /** PEM of a TLS listener, for a client that shall trust it. */
  certificate: string | null;
}

const MOST = 32;

interface Open {
  endpoint: string;
  certificate?: string;
  close(): Promise<void>;
}

/** Further addresses on loopback that behave badly before HTTP begins, or that serve the same sandbox over TLS. */
export class Listeners {
  private readonly open = new Map<number, { listener: Listener; close(): Promise<void> }>();
  private next = 1;

  constructor(private readonly parts: Parts) {}

  async add(given: unknown): Promise<Listener> {
    const read = input.safeParse(given);
    if (!read.success) throw new Error(describeIssue(read.error));
    if (this.open.size >= MOST) throw new Error(`kind: at most ${MOST} listeners`);
    const { endpoint, certificate = null, close } = await this.start(read.data);
    const listener: Listener = { id: this.next, kind: read.data.kind, endpoint, certificate };
    this.next += 1;
    this.open.set(listener.id, { listener, close });
    return listener;
  }

  all(): readonly Listener[] {
    return [...this.open.values()].map(({ listener }) => listener);
  }

  /** Closes all, or one; says whether there was one to close. */
  async clear(id: number | null = null): Promise<boolean> {
    const ids = id === null ? [...this.open.keys()] : [id].filter((one) => this.open.has(one));
    const closing = ids.map((one) => this.open.get(one)?.close());
    for (const one of ids) this.open.delete(one);
    await Promise.all(closing);
    return id === null || ids.length > 0;
  }

  private async start(wanted: z.output<typeof input>): Promise<Open> {
    if (wanted.kind === 'neverAccepts') {
      const { port, close } = await listenWithoutAccepting();
      return { endpoint: `http://127.0.0.1:${port}`, close };
    }
    if (wanted.kind === 'silent')
      return serveOn(
        createTcpServer((socket) => socket.resume()),
        'http',
      );
    if (wanted.kind === 'refused') {
      const { endpoint, close } = await serveOn(createTcpServer(), 'http');
      await close();
      return { endpoint, close: () => Promise.resolve() };
    }
    const { key, certificate } = makeCertificate(wanted.certificate);
    const server = createTlsServer({ key, cert: certificate, maxHeaderSize: HEADER_CAP }, bssListener(this.parts));
    return { ...(await serveOn(server, 'https')), certificate };
  }
}

async function serveOn(server: TcpServer, scheme: 'http' | 'https'): Promise<Open> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => null);
    socket.once('close', () => sockets.delete(socket));
  });
  const port = await listenOn(server, 0);
  return {
    endpoint: `${scheme}://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
