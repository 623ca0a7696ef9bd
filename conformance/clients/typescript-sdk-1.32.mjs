// @modelcontextprotocol/sdk 1.32: most clients in use are built on this line, and it speaks the legacy era only.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema, ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import * as expect from './expectations.mjs';

export const name = 'TypeScript SDK 1.32';

export function checks({ http, stdio }) {
  const doors = {
    http: () =>
      new StreamableHTTPClientTransport(new URL(http.url), {
        requestInit: { headers: { Authorization: `Bearer ${http.token}` } }
      }),
    stdio: () => new StdioClientTransport({ ...stdio, stderr: 'ignore' })
  };
  return Object.entries(doors).flatMap(([door, open]) => {
    const on = (work) => () => connected(open(), work);
    return [
      ['list', door, on(async (c) => expect.listed(await c.listTools()))],
      ['call', door, on(async (c) => expect.called(await c.callTool(expect.CALL)))],
      ['read', door, on(async (c) => expect.read(await c.readResource(expect.RESOURCE)))],
      ['prompt', door, on(async (c) => expect.prompted(await c.getPrompt(expect.PROMPT)))],
      ['elicitation', door, on(async (c) => expect.elicited(await c.callTool(ASKING)))],
      ['sampling', door, on(async (c) => expect.sampled(await c.callTool(SAMPLING)))],
      ['progress', door, on(progress)]
    ];
  });
}

const ASKING = { name: 'test_elicitation', arguments: { message: 'Who are you?' } };
const SAMPLING = { name: 'test_sampling', arguments: { prompt: 'The answer?' } };

async function connected(transport, work) {
  const client = new Client(
    { name: 'doorward-conformance', version: '1' },
    { capabilities: { elicitation: {}, sampling: {} } }
  );
  client.setRequestHandler(ElicitRequestSchema, async () => expect.ELICITED);
  client.setRequestHandler(CreateMessageRequestSchema, async () => expect.SAMPLED);
  try {
    await client.connect(transport);
    await work(client);
  } finally {
    await client.close();
  }
}

async function progress(client) {
  const seen = [];
  await client.callTool({ name: 'test_tool_with_progress', arguments: {} }, undefined, {
    onprogress: (step) => seen.push(step.progress)
  });
  expect.progressed(seen);
}
