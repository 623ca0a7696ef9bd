// Every foreign client, over every door it supports; each one lists, calls, reads and gets a prompt.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { stdioCommand } from '../lib/server.mjs';
import * as inspector from './inspector-cli.mjs';
import * as client24 from './typescript-client-2.4.mjs';
import * as sdk132 from './typescript-sdk-1.32.mjs';

/** One row per client, door and check, in the shape of the referee's rows. */
export async function runClients(server) {
  const data = path.join(server.data, 'stdio');
  await mkdir(data, { recursive: true });
  const doors = { http: { url: server.url, token: server.token }, stdio: stdioCommand(data) };
  const rows = [];
  for (const client of [client24, sdk132, inspector]) {
    await client.visit(doors, async (door, check, work) =>
      rows.push(await row(`${client.name}, ${door}: ${check}`, work, server.token))
    );
  }
  return rows;
}

async function row(name, work, token) {
  const found = { group: 'clients', name, counts: 'scored', problems: [], remarks: [] };
  try {
    await work();
  } catch (cause) {
    const said = String(cause?.message ?? cause).replaceAll(token, '<token>');
    found.problems.push(said.split('\n').slice(0, 6).join(' | '));
  }
  return found;
}
