// The child processes of a script, as one family: started with a name, watched, stopped together.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, renameSync } from 'node:fs';

const KEPT_LINES = 20;
const KEPT_CHARACTERS = 200_000;
const GRACE_MS = 12_000;

/** Its message is for the terminal: how the child ended and its last lines. */
export class ChildDied extends Error {
  name = 'ChildDied';
  /** All that the child printed, when that was kept. */
  output = '';
}

export class Family {
  #members = new Set();
  #stopping = false;
  /** Called with a ChildDied when a service ends although nobody stopped it. */
  onDeath = () => undefined;

  /** A program that is to run until it is stopped. `log` is a file that takes its whole output. */
  start(name, args, { env, log, cwd } = {}) {
    const member = this.#spawn(name, process.execPath, { args, env, cwd, log, stdin: 'pipe' });
    member.done.then(({ code, signal }) => {
      if (!this.#stopping && !member.stopped) this.onDeath(died(member, code, signal));
    });
    return member;
  }

  /** A program that is to end by itself. @returns its output; @throws ChildDied with its last lines */
  async run(name, command, { args = [], env, log, cwd, echo = false } = {}) {
    const member = this.#spawn(name, command, { args, env, cwd, log, echo });
    const { code, signal } = await member.done;
    if (code !== 0) throw died(member, code, signal);
    return member.output;
  }

  async stop(member) {
    member.stopped = true;
    if (member.child.exitCode !== null || member.child.signalCode !== null) return;
    signalGroup(member.child, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(member.child, 'SIGKILL'), GRACE_MS);
    await member.done;
    clearTimeout(timer);
  }

  async stopAll() {
    this.#stopping = true;
    await Promise.all([...this.#members].map((member) => this.stop(member)));
  }

  /** The last resort of a process that is already exiting. */
  killAll() {
    for (const { child } of this.#members) signalGroup(child, 'SIGKILL');
  }

  #spawn(name, command, { args, env, cwd, log, echo, stdin = 'ignore' }) {
    // A group of its own: a terminal's Ctrl-C reaches us alone, and grandchildren are stopped with their parent.
    const child = spawn(command, args, {
      env: env ?? process.env,
      cwd,
      detached: true,
      // The pipe tells the child that we are gone (stop-with-parent.mjs).
      stdio: [stdin, 'pipe', 'pipe'],
    });
    const member = { name, child, lines: [], output: '', stopped: false, done: undefined };
    const file = log ? freshFile(log) : undefined;
    const keep = (text) => {
      member.lines = [...member.lines, ...text.split('\n').filter(Boolean)].slice(-KEPT_LINES);
      if (echo) process.stderr.write(text);
      if (file) file.write(text);
      else member.output = (member.output + text).slice(-KEPT_CHARACTERS);
    };
    child.stdin?.on('error', () => undefined);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    member.done = new Promise((resolve) => {
      child.on('error', (error) => resolve({ code: 1, signal: error.message }));
      child.on('close', (code, signal) => resolve({ code, signal }));
    }).then((end) => {
      this.#members.delete(member);
      file?.end();
      return end;
    });
    this.#members.add(member);
    return member;
  }
}

function died({ name, lines, output }, code, signal) {
  const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
  return Object.assign(new ChildDied([`${name} ${how}`, ...lines.map((line) => `  ${line}`)].join('\n')), { output });
}

function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** What the run before wrote stays beside it, as `.1`: it may say why that ended. */
function freshFile(path) {
  if (existsSync(path)) renameSync(path, `${path}.1`);
  return createWriteStream(path, { flags: 'w', mode: 0o600 });
}
