// Who is measured: how each server starts, which tool it answers with and the eras it speaks.
// Doorward runs with every guard on; its peers have none, and one of them is its own engine without.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const peers = join(here, 'peers');
const java = join(process.env.JAVA_HOME, 'bin', 'java');
export const launcher = join(here, '..', 'doorward');

// How long a token of the local issuer is.
const TOKEN_CHARACTERS = 1_006;

// One heap bound for every JVM peer, so that resident memory can be compared.
const jvm = ['-Xmx512m'];
const classPath = name => ['-cp', join(peers, name, 'target', `${name}-1.jar`) + ':' + join(peers, name, 'target', 'lib', '*')];

function doorward(port, managementPort) {
  const data = mkdtempSync(join(tmpdir(), 'doorward-benchmark-'));
  return {
    command: launcher,
    args: ['serve', '--data', data, '--host', '127.0.0.1', '--port', port, '--management-port', managementPort],
    env: { MCP_RATE_LIMIT: '1000000000/minute' },
    headers: () => {
      const token = execFileSync(launcher, ['token', '--data', data, '--port', port, '--role', 'developer', '--ttl', '8h']);
      return { Authorization: `Bearer ${token.toString().trim()}` };
    },
    cleanUp: () => rmSync(data, { recursive: true, force: true })
  };
}

/** The folder of the distribution that the launcher built last. */
function distribution() {
  const folder = join(here, '..', '.dist');
  return join(folder, readFileSync(join(folder, 'current'), 'utf8').split('\n')[0]);
}

function unguarded(port) {
  const home = distribution();
  const libraries = readFileSync(join(home, 'classpath'), 'utf8').trim().split('\n').map(jar => join(home, 'lib', jar));
  // Its gateway must be found before the one with guards.
  const path = [join(peers, 'unguarded', 'target', 'unguarded-1.jar'), ...libraries].join(':');
  const options = `@${join(home, 'jvm-http.options')}`;
  return {
    command: java,
    args: [options, '-cp', path, 'dev.doorward.peers.unguarded.UnguardedPeer', port],
    // Nobody looks at it here, but reading it off the wire is no guard: both are sent as much.
    headers: () => ({ Authorization: `Bearer ${'x'.repeat(TOKEN_CHARACTERS)}` })
  };
}

function javaSdk(kind) {
  return port => ({
    command: java,
    args: [...jvm, ...classPath('java-sdk'), 'dev.doorward.peers.javasdk.JavaSdkPeer', kind, port]
  });
}

function quarkus(port) {
  const jar = join(peers, 'quarkus', 'target', 'quarkus-app', 'quarkus-run.jar');
  return { command: java, args: [...jvm, `-Dquarkus.http.port=${port}`, '-jar', jar] };
}

function micronaut(port) {
  return {
    command: java,
    args: [...jvm, ...classPath('micronaut'), 'dev.doorward.peers.micronaut.MicronautPeer', port]
  };
}

function typescript(port) {
  return { command: process.execPath, args: [join(peers, 'typescript', 'server.mjs'), port] };
}

export const everything = {
  command: process.execPath,
  args: [
    join(peers, 'typescript', 'node_modules', '@modelcontextprotocol', 'server-everything', 'dist', 'index.js'),
    'stdio'
  ]
};

/** name: key of --only; eras: `raw` is a JSON POST without MCP, `stateless` is legacy without a session. */
export const servers = [
  { name: 'doorward', title: 'Doorward, every guard on', tool: 'echo', eras: ['modern', 'legacy'], launch: doorward },
  { name: 'unguarded', title: 'the same engine, no guard', tool: 'echo', eras: ['modern', 'legacy'], launch: unguarded },
  { name: 'typescript', title: 'TypeScript SDK server 2.4.0', tool: 'echo', eras: ['modern', 'legacy'], launch: typescript },
  { name: 'java-stateless', title: 'Java SDK 2.1.0, stateless servlet, Tomcat 11', tool: 'echo', eras: ['stateless'], launch: javaSdk('stateless') },
  { name: 'java-streamable', title: 'Java SDK 2.1.0, streamable servlet, Tomcat 11', tool: 'echo', eras: ['legacy'], launch: javaSdk('streamable') },
  { name: 'quarkus', title: 'Quarkus MCP 1.13.0, default', tool: 'echo', eras: ['legacy'], launch: quarkus },
  { name: 'quarkus-nonblocking', title: 'Quarkus MCP 1.13.0, @NonBlocking', tool: 'echo_nonblocking', eras: ['legacy'], launch: quarkus },
  { name: 'micronaut', title: 'raw Micronaut 4.10.17 JSON POST (ceiling)', tool: 'echo', eras: ['raw'], launch: micronaut }
];

/** What issue 2 asks for at 32 connections: our requests/s over the peer's. */
export const targets = [
  { peer: 'typescript', era: 'modern', ours: 'modern', atLeast: 6 },
  { peer: 'typescript', era: 'legacy', ours: 'legacy', atLeast: 6 },
  { peer: 'java-stateless', era: 'stateless', ours: 'legacy', atLeast: 1.4 },
  { peer: 'quarkus', era: 'legacy', ours: 'legacy', atLeast: 0.8 },
  { peer: 'micronaut', era: 'raw', ours: 'legacy', atLeast: 0.45 }
];

/** What issue 3 asks for at 32 connections: our CPU per request over that of the engine without guards. */
export const costs = [
  { peer: 'unguarded', era: 'modern', ours: 'modern', atMost: 1.25 },
  { peer: 'unguarded', era: 'legacy', ours: 'legacy', atMost: 1.25 }
];
