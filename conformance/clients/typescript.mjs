// What both generations of TypeScript clients are asked to do; their methods have the same names.
import * as expect from './expectations.mjs';

/** Connects once and runs every check on that connection. */
export async function visitWith(client, transport, door, check) {
  await check(door, 'connect', () => client.connect(transport));
  await check(door, 'list', async () => expect.listed(await client.listTools()));
  await check(door, 'call', async () => expect.called(await client.callTool(expect.CALL)));
  await check(door, 'read', async () => expect.read(await client.readResource(expect.RESOURCE)));
  await check(door, 'prompt', async () => expect.prompted(await client.getPrompt(expect.PROMPT)));
  await check(door, 'elicitation', async () => expect.elicited(await client.callTool(expect.ASKING)));
  await check(door, 'sampling', async () => expect.sampled(await client.callTool(expect.SAMPLING)));
}

/** Calls the tool that reports progress; `call` takes the parameters and the options. */
export async function progress(call) {
  const seen = [];
  await call(expect.REPORTING, { onprogress: (step) => seen.push(step.progress) });
  expect.progressed(seen);
}
