// One timed run of tools/call against one server in one era, with every answer checked.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MODERN = '2026-07-28';
const LEGACY = '2025-11-25';
const FIRST_ID = 1_000_000; // echo.lua counts on from it
const MESSAGE = 'a door that answers';
const script = fileURLToPath(new URL('echo.lua', import.meta.url));

const common = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };

function callBody(tool, meta) {
  const params = { name: tool, arguments: { message: MESSAGE }, ...meta };
  return JSON.stringify({ jsonrpc: '2.0', id: FIRST_ID, method: 'tools/call', params });
}

function modernRequest({ definition, headers }) {
  return {
    headers: {
      ...common,
      ...headers,
      'MCP-Protocol-Version': MODERN,
      'Mcp-Method': 'tools/call',
      'Mcp-Name': definition.tool
    },
    body: callBody(definition.tool, {
      _meta: {
        'io.modelcontextprotocol/protocolVersion': MODERN,
        'io.modelcontextprotocol/clientCapabilities': {},
        'io.modelcontextprotocol/clientInfo': { name: 'benchmark', version: '1' }
      }
    })
  };
}

async function post(url, headers, message) {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(message) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${message.method} answered ${response.status}: ${text}`);
  return response;
}

async function legacyRequest({ url, definition, headers }) {
  const ours = { ...common, ...headers };
  const answer = await post(url, ours, {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: LEGACY, capabilities: {}, clientInfo: { name: 'benchmark', version: '1' } }
  });
  const session = { ...ours, 'MCP-Protocol-Version': LEGACY, 'Mcp-Session-Id': answer.headers.get('mcp-session-id') };
  await post(url, session, { jsonrpc: '2.0', method: 'notifications/initialized' });
  return { headers: session, body: callBody(definition.tool) };
}

function plainRequest({ definition, headers }, era) {
  const version = era === 'stateless' ? { 'MCP-Protocol-Version': LEGACY } : {};
  return { headers: { ...common, ...headers, ...version }, body: callBody(definition.tool) };
}

/** The request a server is asked with in an era; opens a session where the era has one. */
export async function prepare(server, era) {
  const request =
    era === 'modern' ? modernRequest(server) : era === 'legacy' ? await legacyRequest(server) : plainRequest(server, era);
  const response = await fetch(server.url, { method: 'POST', headers: request.headers, body: request.body });
  const text = await response.text();
  if (response.status !== 200 || !text.includes(MESSAGE)) {
    throw new Error(`${server.definition.name} (${era}) answered ${response.status}: ${text}`);
  }
  return request;
}

function wrk(url, request, connections, seconds) {
  const env = {
    ...process.env,
    ECHO_BODY: request.body,
    ECHO_HEADERS: Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`).join('\n'),
    ECHO_EXPECTED: MESSAGE
  };
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url];
  return new Promise((finished, failed) => {
    const child = spawn('wrk', args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.once('error', failed);
    child.once('exit', () => {
      const result = /^RESULT (.*)$/m.exec(output);
      result ? finished(JSON.parse(result[1])) : failed(new Error(`wrk said: ${output}`));
    });
  });
}

/** Figures of one run: rates per second, times in milliseconds, CPU in microseconds per request. */
export async function run(server, request, connections, seconds) {
  const before = server.cpuMicros();
  const result = await wrk(server.url, request, connections, seconds);
  const cpu = server.cpuMicros() - before;
  return {
    rate: result.requests / (result.micros / 1e6),
    p50: result.p50 / 1000,
    p99: result.p99 / 1000,
    cpu: cpu / result.requests,
    errors: result.wrong + result.failed
  };
}
