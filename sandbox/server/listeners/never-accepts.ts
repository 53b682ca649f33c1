import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/**
 * Listens, then never returns to its event loop: the kernel completes as many handshakes as the backlog holds, and no more.
 * It is a thread of its own because the thread of the sandbox cannot help accepting.
 */
const LISTEN_AND_BLOCK = `
const { createServer } = require('node:net');
const { parentPort } = require('node:worker_threads');
const server = createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
});
`;
const MOST_WAITING = 64;
const HANDSHAKE_MS = 200;

/** A port on loopback whose backlog is full: a connection to it is never made and never refused. */
export async function listenWithoutAccepting(): Promise<{ port: number; close(): Promise<void> }> {
  const worker = new Worker(LISTEN_AND_BLOCK, { eval: true });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  const waiting: Socket[] = [];
  while (waiting.length < MOST_WAITING) {
    const socket = await tryToConnect(port);
    if (!socket) break;
    waiting.push(socket);
  }
  return {
    port,
    close: async () => {
      for (const socket of waiting) socket.destroy();
      await worker.terminate();
    },
  };
}

/** The socket, or null when the handshake does not end: the backlog is full. */
const tryToConnect = (port: number): Promise<Socket | null> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const giveUp = setTimeout(() => {
      socket.destroy();
      resolve(null);
    }, HANDSHAKE_MS);
    socket.on('error', () => null);
    socket.once('connect', () => {
      clearTimeout(giveUp);
      resolve(socket);
    });
  });
