// @modelcontextprotocol/client 2.4 with automatic negotiation: it must find the modern era on both doors.
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as expect from './expectations.mjs';
import { progress, visitWith } from './typescript.mjs';

export const name = 'TypeScript client 2.4, automatic';

export async function visit({ http, stdio }, check) {
  const headers = { Authorization: `Bearer ${http.token}` };
  await door('http', new StreamableHTTPClientTransport(new URL(http.url), { requestInit: { headers } }), check);
  await door('stdio', new StdioClientTransport({ ...stdio, stderr: 'ignore' }), check);
}

async function door(name, transport, check) {
  const client = new Client(
    { name: 'doorward-conformance', version: '1' },
    { versionNegotiation: { mode: 'auto' }, capabilities: { elicitation: {}, sampling: {} } }
  );
  client.setRequestHandler('elicitation/create', async () => expect.ELICITED);
  client.setRequestHandler('sampling/createMessage', async () => expect.SAMPLED);
  await visitWith(client, transport, name, check);
  await check(name, 'progress', () => progress((params, options) => client.callTool(params, options)));
  await check(name, 'modern era', async () => assert.equal(client.getProtocolEra(), 'modern'));
  await client.close();
}
