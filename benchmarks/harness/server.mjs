// One server process under measurement: started, suspended while others are measured, and read
// through /proc (its children included, because a launcher may stand in front of the server).
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const TICK_MICROS = 10_000; // USER_HZ is 100 on every Linux that matters here
const START_LIMIT_MILLIS = 120_000;

const pause = millis => new Promise(wake => setTimeout(wake, millis));

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(String(port)));
    });
  });
}

function stat(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Fields count from the end of the command name, which may hold blanks.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

function processTree(root) {
  const children = new Map();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const { parent } = stat(entry);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch {
      // ended between the listing and the reading
    }
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

export class Server {
  #process;
  #launch;

  constructor(definition) {
    this.definition = definition;
  }

  /** Starts the process and waits for the first right answer; resolves to this. */
  async start(firstAnswer) {
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}/mcp`;
    this.#launch = this.definition.launch(port, await freePort());
    const started = performance.now();
    this.#process = spawn(this.#launch.command, this.#launch.args, {
      env: { ...process.env, ...this.#launch.env },
      stdio: ['ignore', 'ignore', process.env.BENCH_VERBOSE ? 'inherit' : 'ignore']
    });
    await this.#untilItListens(started);
    this.listenMillis = performance.now() - started;
    this.headers = this.#launch.headers?.() ?? {};
    await firstAnswer(this);
    return this;
  }

  async #untilItListens(started) {
    while (performance.now() - started < START_LIMIT_MILLIS) {
      if (this.#process.exitCode !== null) break;
      try {
        await fetch(this.url, { method: 'OPTIONS' });
        return;
      } catch {
        await pause(5);
      }
    }
    throw new Error(`${this.definition.name} did not start (BENCH_VERBOSE=1 shows why)`);
  }

  /** The process that does the work: the last of the tree, behind whatever launched it. */
  get pid() {
    return processTree(this.#process.pid).at(-1);
  }

  cpuMicros() {
    return processTree(this.#process.pid).reduce((sum, pid) => sum + stat(pid).ticks * TICK_MICROS, 0);
  }

  residentMegabytes() {
    const kilobytes = processTree(this.#process.pid).map(pid => {
      const match = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      return match ? Number(match[1]) : 0;
    });
    return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1024);
  }

  suspend() {
    this.#signal('SIGSTOP');
  }

  resume() {
    this.#signal('SIGCONT');
  }

  async stop() {
    if (this.#process && this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = new Promise(done => this.#process.once('exit', done));
      this.resume();
      this.#signal('SIGTERM');
      if (await Promise.race([ended.then(() => false), pause(10_000).then(() => true)])) {
        this.#signal('SIGKILL');
      }
    }
    this.#launch?.cleanUp?.();
  }

  #signal(name) {
    for (const pid of processTree(this.#process.pid)) {
      try {
        process.kill(pid, name);
      } catch {
        // already gone
      }
    }
  }
}
