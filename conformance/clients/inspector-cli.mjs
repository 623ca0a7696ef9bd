// The Inspector's command line, once per era and door; it also verifies the digests of the skills it lists.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { HERE } from '../lib/server.mjs';
import * as expect from './expectations.mjs';

export const name = 'Inspector CLI 2.12';

const CLI = path.join(HERE, 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');

export function checks({ http, stdio }) {
  const doors = {
    http: ['--server-url', http.url, '--transport', 'http', '--header', `Authorization: Bearer ${http.token}`],
    stdio: [stdio.command, ...stdio.args]
  };
  return Object.entries(doors).flatMap(([door, words]) =>
    ['legacy', 'modern'].flatMap((era) => {
      const ask = (...method) => inspect(words, ['--protocol-era', era, '--method', ...method], stdio.env);
      return [
        [`list (${era})`, door, async () => expect.listed(await ask('tools/list'))],
        [`call (${era})`, door, async () =>
          expect.called(await ask('tools/call', '--tool-name', expect.CALL.name))],
        [`read (${era})`, door, async () =>
          expect.read(await ask('resources/read', '--uri', expect.RESOURCE.uri))],
        [`prompt (${era})`, door, async () =>
          expect.prompted(await ask('prompts/get', '--prompt-name', expect.PROMPT.name,
            '--prompt-args', 'arg1=hello', 'arg2=world'))],
        [`skills, verified (${era})`, door, async () =>
          assert.ok(await ask('skills/list', '--verify'), 'no skill was verified')]
      ];
    })
  );
}

/** Runs one method and returns the JSON it prints; a failed check ends the command with its own exit code. */
async function inspect(door, method, env) {
  const words = door.includes('--server-url') ? [...door, ...method] : [...method, '--', ...door];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [CLI, '--cli', '--format', 'json', '--quiet', ...words],
    { cwd: HERE, env: { ...env, MCP_CATALOG_PATH: '/dev/null' }, maxBuffer: 16 * 1024 * 1024 }
  );
  const printed = JSON.parse(stdout.trim().split('\n').at(-1));
  return printed.result ?? printed;
}
