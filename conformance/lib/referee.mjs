// Runs the referee and reads what it wrote: its exit code ignores whatever it does not score.
import { spawn } from 'node:child_process';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { HERE } from './server.mjs';

const REFEREE = path.join(HERE, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
const REFEREE_0_1_16 = path.join(HERE, 'node_modules/conformance-0-1-16/dist/index.js');

const SKILLS = ['sep-2640-skills-directory', 'sep-2640-skills-enumeration', 'sep-2640-skills-manifest'];

/** Scenarios which the referee does not score yet and which must pass here all the same. */
const STRICT = {
  '2026-07-28': [
    'http-header-validation', 'http-custom-header-server-validation', 'json-schema-2020-12', ...SKILLS
  ],
  '2025-11-25': ['json-schema-2020-12', 'server-session-lifecycle', 'server-sse-polling', ...SKILLS]
};

/** The three runs: a requirement set per era, and the older referee's active suite. */
export const RUNS = [
  { name: '2026-07-28', run: (url, out) => requirements('2026-07-28', url, out), scored: 37 },
  { name: '2025-11-25', run: (url, out) => requirements('2025-11-25', url, out), scored: 30 },
  { name: '0.1.16-active', run: (url, out) => active(url, out), scored: 30 }
];

async function requirements(revision, url, out) {
  const said = await call(REFEREE, ['--url', url, '--requirements', revision, '-o', out]);
  for (const scenario of SKILLS) {
    // An extension stands outside the revisions, so the referee wants to be forced to one.
    await call(REFEREE, [
      '--url', url, '--spec-version', revision, '--scenario', scenario, '--force', '-o', out
    ]);
  }
  return collect(out, unscored(said), STRICT[revision]);
}

async function active(url, out) {
  await call(REFEREE_0_1_16, ['--url', url, '--suite', 'active', '-o', out]);
  return collect(out, new Set(), []);
}

/** One row per scenario: what it counts for, and the outcome of every check that is not a remark. */
async function collect(out, unscoredNames, strict) {
  const rows = [];
  for (const folder of (await readdir(out)).sort()) {
    const name = folder.replace(/^server-/, '').replace(/-\d{4}-\d{2}-\d{2}T.*$/, '');
    const checks = await written(path.join(out, folder, 'checks.json'));
    const counts = strict.includes(name) ? 'strict'
      : unscoredNames.has(name) || SKILLS.includes(name) ? 'reported' : 'scored';
    rows.push({ name, counts, outcomes: outcomes(checks), complaints: complaints(checks, counts) });
  }
  return rows;
}

/** A scenario that threw left an empty folder: no check then, which counts as a miss. */
async function written(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    if (cause.code === 'ENOENT') return [];
    throw cause;
  }
}

function outcomes(checks) {
  const found = {};
  for (const { id, status } of checks.filter((check) => check.status !== 'INFO')) {
    (found[id] ??= []).push(status);
  }
  return Object.fromEntries(Object.entries(found).sort().map(([id, all]) => [id, all.sort().join(' ')]));
}

function complaints(checks, counts) {
  if (!checks.some((check) => check.status === 'SUCCESS')) return ['no check succeeded'];
  const bad = counts === 'strict' ? ['FAILURE', 'WARNING'] : ['FAILURE'];
  return checks
    .filter((check) => bad.includes(check.status))
    .map((check) => `${check.status} ${check.id} (${check.name}): ${check.errorMessage ?? ''}`);
}

/** The referee names the scenarios it ran without scoring them at the end of what it prints. */
function unscored(said) {
  const tail = said.split(/^Not scored for .*$/m)[1] ?? '';
  return new Set([...tail.matchAll(/^\s+\S\s+(\S+) \(/gm)].map((match) => match[1]));
}

async function call(referee, args) {
  const child = spawn(process.execPath, [referee, 'server', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  child.stdout.on('data', (bytes) => said.push(bytes));
  child.stderr.on('data', (bytes) => said.push(bytes));
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  return Buffer.concat(said).toString();
}

/** An empty folder for one run's checks. */
export async function emptied(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}
