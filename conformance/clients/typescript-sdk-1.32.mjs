// @modelcontextprotocol/sdk 1.32: most clients in use are built on this line, and it speaks the legacy era only.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema, ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import * as expect from './expectations.mjs';
import { progress, visitWith } from './typescript.mjs';

export const name = 'TypeScript SDK 1.32';

export async function visit({ http, stdio }, check) {
  const headers = { Authorization: `Bearer ${http.token}` };
  await door('http', new StreamableHTTPClientTransport(new URL(http.url), { requestInit: { headers } }), check);
  await door('stdio', new StdioClientTransport({ ...stdio, stderr: 'ignore' }), check);
}

async function door(name, transport, check) {
  const client = new Client(
    { name: 'doorward-conformance', version: '1' },
    { capabilities: { elicitation: {}, sampling: {} } }
  );
  client.setRequestHandler(ElicitRequestSchema, async () => expect.ELICITED);
  client.setRequestHandler(CreateMessageRequestSchema, async () => expect.SAMPLED);
  await visitWith(client, transport, name, check);
  await check(name, 'progress', () =>
    progress((params, options) => client.callTool(params, undefined, options))
  );
  await client.close();
}
