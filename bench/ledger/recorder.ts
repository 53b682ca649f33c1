import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Agent, request } from 'undici';

/** Where the engine of a portal listens, as its own configuration says. */
export interface Engine {
  url: string;
  authorization: string;
}

export function engineOf(data: string): Engine {
  const config = readFileSync(join(data, 'ledger', 'conf', 'config.xml'), 'utf8');
  const [, port] = /<http_port>(\d+)</.exec(config) ?? [];
  const [, authorization] = /<authorization>([^<]+)</.exec(config) ?? [];
  if (!port || !authorization) throw new Error('the configuration of the engine names no port and no user');
  return { url: `http://127.0.0.1:${port}`, authorization };
}

/** A statement as it went to the engine, and how many others had been answered by then. */
interface Sent {
  path: string;
  type: string;
  body: Buffer;
  after: number;
}

/** Statements that went together; the next ones waited for them. */
export type Waves = readonly (readonly Sent[])[];

/** Under another number: the engine refuses one that it has not quite ended yet. */
const anew = (path: string): string => path.replace(/([?&]query_id=)[^&]+/, `$1${randomUUID()}`);

/** Stands between a ledger and its engine and writes down the very requests, so that they can be sent again. */
export class Recorder {
  readonly #server: Server;
  readonly #agent = new Agent({ pipelining: 1, keepAliveTimeout: 2000 });
  readonly #engine: Engine;
  #sent: Sent[] = [];
  #answered = 0;

  private constructor(engine: Engine) {
    this.#engine = engine;
    this.#server = createServer((incoming, answer) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const type = incoming.headers['content-type'] ?? 'text/plain';
        const sent = { path: incoming.url ?? '/', type, body: Buffer.concat(chunks), after: this.#answered };
        // Pulses of who watches the server are no part of an answer.
        if (sent.body.length > 0) this.#sent.push(sent);
        this.#send(sent).then(
          ({ status, body }) => {
            this.#answered += 1;
            answer.writeHead(status).end(body);
          },
          () => answer.destroy(),
        );
      });
    });
  }

  static async start(engine: Engine): Promise<Recorder> {
    const recorder = new Recorder(engine);
    await new Promise<void>((resolve) => recorder.#server.listen(0, '127.0.0.1', resolve));
    return recorder;
  }

  /** As a ledger is told of a server. */
  get url(): string {
    const [user = '', password = ''] = Buffer.from(this.#engine.authorization.replace('Basic ', ''), 'base64')
      .toString()
      .split(':');
    return `http://${user}:${password}@127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What is sent while something is done. */
  async record(work: () => Promise<unknown>): Promise<Waves> {
    this.#sent = [];
    this.#answered = 0;
    await work();
    const waves = new Map<number, Sent[]>();
    for (const sent of this.#sent) waves.set(sent.after, [...(waves.get(sent.after) ?? []), sent]);
    return [...waves.values()];
  }

  /** Asks the engine the same again, with nothing of the portal in between. */
  async replay(waves: Waves): Promise<void> {
    for (const wave of waves) {
      const answers = await Promise.all(wave.map((sent) => this.#send({ ...sent, path: anew(sent.path) })));
      const refused = answers.find(({ status }) => status !== 200);
      if (refused) throw new Error(`the engine answered ${refused.status}: ${refused.body.toString().slice(0, 300)}`);
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.#agent.close();
  }

  async #send({ path, type, body }: Sent): Promise<{ status: number; body: Buffer }> {
    const answer = await request(this.#engine.url + path, {
      method: 'POST',
      dispatcher: this.#agent,
      headers: { 'content-type': type, authorization: this.#engine.authorization },
      body,
    });
    return { status: answer.statusCode, body: Buffer.from(await answer.body.arrayBuffer()) };
  }
}
