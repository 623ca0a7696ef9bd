// The stdio half: from starting the process to the first answer line, in turns.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { median } from './http.mjs';
import { everything, launcher } from './peers.mjs';

const RUNS = 11;
const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'benchmark', version: '1' } }
};

function firstAnswerMillis({ command, args }) {
  return new Promise((answered, failed) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    child.once('error', failed);
    let millis;
    createInterface({ input: child.stdout }).once('line', line => {
      millis = performance.now() - started;
      if (JSON.parse(line).result?.serverInfo === undefined) failed(new Error(`first line was ${line}`));
      child.stdin.end();
    });
    child.once('exit', () => (millis === undefined ? failed(new Error(`${command} did not answer`)) : answered(millis)));
    child.stdin.write(JSON.stringify(initialize) + '\n');
  });
}

/** Medians in milliseconds of 11 starts each, taken in turns after one unmeasured start each. */
export async function measureStdio() {
  const data = mkdtempSync(join(tmpdir(), 'doorward-benchmark-'));
  const ours = { command: launcher, args: ['stdio', '--data', data] };
  const times = { ours: [], theirs: [] };
  try {
    await firstAnswerMillis(ours);
    await firstAnswerMillis(everything);
    for (let count = 0; count < RUNS; count++) {
      times.ours.push(await firstAnswerMillis(ours));
      times.theirs.push(await firstAnswerMillis(everything));
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  const medians = { ours: median(times.ours), theirs: median(times.theirs) };
  return { ...medians, runs: RUNS, ratio: medians.ours / medians.theirs };
}
