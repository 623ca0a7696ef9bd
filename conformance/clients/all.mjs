// Every foreign client, over every door it supports; each one lists, calls, reads and gets a prompt.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { stdioCommand } from '../lib/server.mjs';
import * as inspector from './inspector-cli.mjs';
import * as client24 from './typescript-client-2.4.mjs';
import * as sdk132 from './typescript-sdk-1.32.mjs';

const CLIENTS = [client24, sdk132, inspector];

/** One row per client and door, in the shape of the referee's rows. */
export async function runClients(server) {
  const data = path.join(server.data, 'stdio');
  await mkdir(data, { recursive: true });
  const doors = {
    http: { url: server.url, token: server.token },
    stdio: stdioCommand(data)
  };
  const rows = [];
  for (const client of CLIENTS) {
    for (const [check, door, run] of client.checks(doors)) {
      rows.push(await row(`${client.name}, ${door}: ${check}`, run));
    }
  }
  await rm(data, { recursive: true, force: true });
  return rows;
}

async function row(name, run) {
  const found = { group: 'clients', name, counts: 'scored', problems: [], remarks: [] };
  try {
    await run();
  } catch (cause) {
    found.problems.push(String(cause?.stack ?? cause).split('\n').slice(0, 4).join(' | '));
  }
  return found;
}
