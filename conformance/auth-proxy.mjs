// The referee cannot send a token. This loopback proxy adds one and changes nothing else: Host, Origin
// and every other header pass through byte for byte, and bodies are piped both ways as they come.
import http from 'node:http';
import { once } from 'node:events';
import { keepAnswer } from './lib/evidence.mjs';

/** Listens on a free loopback port; `target` is set once the server behind it is known. */
export async function startAuthProxy() {
  const agent = new http.Agent({ keepAlive: true });
  const target = { port: 0, token: '' };
  const proxy = http.createServer((request, response) => forward(request, response, target, agent));
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: proxy.address().port,
    pointAt(port, token) {
      target.port = port;
      target.token = token;
    },
    close() {
      agent.destroy();
      proxy.closeAllConnections();
      proxy.close();
    }
  };
}

function forward(request, response, target, agent) {
  const upstream = http.request({
    host: '127.0.0.1',
    port: target.port,
    method: request.method,
    path: request.url,
    headers: withToken(request.rawHeaders, target.token),
    setHost: false,
    agent
  });
  upstream.on('response', (answer) => {
    keepAnswer(answer);
    response.writeHead(answer.statusCode, answer.statusMessage, endToEnd(answer.rawHeaders));
    response.flushHeaders();
    answer.on('error', () => response.destroy());
    answer.pipe(response);
  });
  upstream.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  // A client that hangs up must be seen by the server: that is how a stream is cancelled.
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

function withToken(raw, token) {
  return [...endToEnd(raw), 'Authorization', `Bearer ${token}`];
}

/** Drops what belongs to one connection only (RFC 9110, section 7.6.1); the pairs stay flat. */
function endToEnd(raw) {
  const kept = [];
  for (let i = 0; i < raw.length; i += 2) {
    if (!['connection', 'keep-alive'].includes(raw[i].toLowerCase())) {
      kept.push(raw[i], raw[i + 1]);
    }
  }
  return kept;
}
