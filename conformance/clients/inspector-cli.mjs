// The Inspector's command line, once per era and door; it also verifies the digests of the skills it lists.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { HERE } from '../lib/server.mjs';
import * as expect from './expectations.mjs';

export const name = 'Inspector CLI 2.12';

const CLI = path.join(HERE, 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');

export async function visit({ http, stdio }, check) {
  const doors = {
    http: ['--server-url', http.url, '--transport', 'http', '--header', `Authorization: Bearer ${http.token}`],
    stdio: ['--', stdio.command, ...stdio.args]
  };
  for (const [door, target] of Object.entries(doors)) {
    for (const era of ['legacy', 'modern']) {
      const ask = (...method) => inspect([...method, '--protocol-era', era, ...target], stdio.env);
      await check(door, `list (${era})`, async () => expect.listed(await ask('--method', 'tools/list')));
      await check(door, `call (${era})`, async () =>
        expect.called(await ask('--method', 'tools/call', '--tool-name', expect.CALL.name)));
      await check(door, `read (${era})`, async () =>
        expect.read(await ask('--method', 'resources/read', '--uri', expect.RESOURCE.uri)));
      await check(door, `prompt (${era})`, async () =>
        expect.prompted(await ask('--method', 'prompts/get', '--prompt-name', expect.PROMPT.name,
          '--prompt-args', 'arg1=hello', 'arg2=world')));
      await check(door, `skills, verified (${era})`, async () =>
        assert.ok(await ask('--method', 'skills/list', '--verify'), 'no skill was verified'));
    }
  }
}

/** Runs one method and returns the JSON it prints; a failed check ends the command with its own exit code. */
async function inspect(words, env) {
  const command = [CLI, '--cli', '--format', 'json', '--quiet', ...words];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: HERE,
    env,
    maxBuffer: 16 * 1024 * 1024
  }).catch((cause) => {
    throw new Error(`exit code ${cause.code}: ${cause.stdout}${cause.stderr}`, { cause });
  });
  const printed = JSON.parse(stdout.trim().split('\n').at(-1));
  return printed.result ?? printed;
}
