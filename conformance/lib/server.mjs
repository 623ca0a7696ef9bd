// Starts the server under test as an operator would: through the launcher, secured, on free loopback ports.
import { spawn, execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { startAuthProxy } from '../auth-proxy.mjs';
import { TALKATIVE, keepFiles, keepMetrics } from './evidence.mjs';

export const HERE = path.resolve(import.meta.dirname, '..');
export const ROOT = path.resolve(HERE, '..');

/** What starts Doorward: the launcher, or the words in DOORWARD_COMMAND (a JSON array). */
const COMMAND = process.env.DOORWARD_COMMAND
  ? JSON.parse(process.env.DOORWARD_COMMAND)
  : [path.join(ROOT, 'doorward')];

const START_DEADLINE_MS = 300_000;
const STOP_DEADLINE_MS = 10_000;

/** Only the referee's fixtures are added to what the server offers anyhow. */
const FIXTURES = ['--enable', 'conformance'];

/** The words that start the stdio door, with the same fixtures and a data folder of its own. */
export function stdioCommand(data) {
  const [command, ...args] = [...COMMAND, 'stdio', ...FIXTURES, '--data', data];
  return { command, args, env: { ...inherited(), MCP_RATE_LIMIT: '1000000/minute' } };
}

export async function temporaryFolder() {
  return mkdtemp(path.join(tmpdir(), 'doorward-conformance-'));
}

/** A secured server, a token it issued and a proxy in front of it that adds this token. */
export async function startServer() {
  const data = await temporaryFolder();
  const proxy = await startAuthProxy();
  const [port, management] = [await freePort(), await freePort()];
  const flags = ['--data', data, '--port', String(port), '--management-port', String(management)];
  const [command, ...args] = [
    ...COMMAND, 'serve', ...flags, ...FIXTURES,
    '--allow-origin', `http://127.0.0.1:${proxy.port}`
  ];
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...inherited(), MCP_RATE_LIMIT: '1000000/minute', ...TALKATIVE },
    stdio: ['ignore', 'inherit', 'pipe']
  });
  const log = [];
  child.stderr.on('data', (bytes) => log.push(bytes));
  const server = {
    url: `http://127.0.0.1:${port}/mcp`,
    proxyUrl: `http://127.0.0.1:${proxy.port}/mcp`,
    token: '',
    data,
    log: () => Buffer.concat(log).toString().replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>'),
    async stop() {
      proxy.close();
      await keepMetrics(management);
      await end(child);
      await keepFiles(Buffer.concat(log).toString(), data);
      await rm(data, { recursive: true, force: true });
    }
  };
  try {
    await answering(child, server.url);
    server.token = await token(flags);
    proxy.pointAt(port, server.token);
    return server;
  } catch (cause) {
    const said = server.log();
    await server.stop();
    throw new Error(`the server did not start: ${cause.message}\n${said}`, { cause });
  }
}

async function token(flags) {
  const [command, ...args] = [...COMMAND, 'token', '--role', 'developer', '--ttl', '1h', ...flags];
  const { stdout } = await promisify(execFile)(command, args, { cwd: ROOT, env: inherited() });
  return stdout.trim();
}

/** Ready means that the secured endpoint answers, which without a token is 401. */
async function answering(child, url) {
  const deadline = Date.now() + START_DEADLINE_MS;
  const probe = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`it ended with exit code ${child.exitCode}`);
    const status = await fetch(url, probe).then((r) => r.status, () => 0);
    if (status === 401) return;
    if (status !== 0) throw new Error(`without a token it answered ${status} instead of 401`);
    await pause(50);
  }
  throw new Error('nothing answered in time');
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
  await gone;
  clearTimeout(late);
}

async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The caller's environment without settings that would change the server under test. */
function inherited() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(MCP_|DOORWARD_)|^(WORKSPACE_PATH|SKILLS_PATH|LOG_LEVEL)$/.test(name)
    )
  );
}
