// The TypeScript SDK's v2 server as its examples serve both eras on one port: modern requests
// through createMcpHandler, legacy ones through a transport per session. Plain JSON answers and
// plain node:http, which is its fastest arrangement. Argument: the port.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { NodeStreamableHTTPServerTransport, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod/v4';

function buildServer() {
  const server = new McpServer({ name: 'typescript-peer', version: '1' });
  server.registerTool(
    'echo',
    { description: 'Answers with the message it was given', inputSchema: z.object({ message: z.string() }) },
    async ({ message }) => ({ content: [{ type: 'text', text: message }] })
  );
  return server;
}

const modern = toNodeHandler(createMcpHandler(buildServer, { legacy: 'reject', responseMode: 'json' }));
const sessions = new Map();

async function legacy(request, response) {
  const session = request.headers['mcp-session-id'];
  if (session !== undefined) {
    return sessions.get(session).handleRequest(request, response);
  }
  const transport = new NodeStreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    enableJsonResponse: true,
    onsessioninitialized: id => sessions.set(id, transport)
  });
  await buildServer().connect(transport);
  return transport.handleRequest(request, response);
}

createServer((request, response) => {
  const era = request.headers['mcp-protocol-version'] === '2026-07-28' ? modern : legacy;
  void era(request, response);
}).listen(Number(process.argv[2]), '127.0.0.1');
