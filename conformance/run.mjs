// Runs the referee and the foreign clients against one secured server and prints what each of them found.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HERE, ROOT, startServer } from './lib/server.mjs';
import { RUNS, emptied } from './lib/referee.mjs';
import { runClients } from './clients/all.mjs';

const RESULTS = path.join(ROOT, 'target/conformance');
const words = process.argv.slice(2);
const accept = words.includes('--accept');
const part = words.find((word) => word !== '--accept') ?? 'all';
if (!['all', '--quick', 'referee', 'clients'].includes(part)) {
  console.error('usage: conformance/run [--quick | referee | clients] [--accept]');
  process.exit(64);
}

await mkdir(RESULTS, { recursive: true });
const server = await startServer();
const results = [];
try {
  if (part !== 'clients') {
    for (const run of RUNS.slice(0, part === '--quick' ? 2 : RUNS.length)) {
      results.push(...(await judge(run)));
    }
  }
  if (part === 'all' || part === 'clients') {
    results.push(...(await runClients(server)));
  }
} finally {
  await server.stop();
  await writeFile(path.join(RESULTS, 'server.log'), server.log());
}
await writeFile(path.join(RESULTS, `results-${part.replace('--', '')}.json`), JSON.stringify(results, null, 2));
process.exitCode = report(results) ? 0 : 1;

/** One run of the referee: its complaints, and every check that is not as `expected/` has it. */
async function judge(run) {
  const rows = await run.run(server.proxyUrl, await emptied(path.join(RESULTS, run.name)));
  const file = path.join(HERE, 'expected', `${run.name}.json`);
  const found = Object.fromEntries(
    rows.filter((row) => row.counts !== 'reported').map((row) => [row.name, row.outcomes])
  );
  const clean = rows.every((row) => row.counts === 'reported' || row.complaints.length === 0);
  if (accept && clean) await writeFile(file, `${JSON.stringify(found, null, 2)}\n`);
  const expected = JSON.parse(await readFile(file, 'utf8'));
  const judged = rows.map((row) => ({
    group: run.name,
    name: row.name,
    counts: row.counts,
    problems: row.counts === 'reported' ? [] : [...row.complaints, ...surprises(row, expected[row.name])],
    remarks: row.counts === 'reported' ? row.complaints : []
  }));
  for (const name of Object.keys(expected).filter((name) => !found[name])) {
    judged.push({ group: run.name, name, counts: 'scored', problems: ['did not run'], remarks: [] });
  }
  const scored = judged.filter((row) => row.counts === 'scored').length;
  if (scored !== run.scored) {
    judged.push({
      group: run.name, name: 'scored scenarios', counts: 'strict', remarks: [],
      problems: [`${scored} were scored where the requirement set has ${run.scored}`]
    });
  }
  return judged;
}

function surprises(row, expected) {
  if (!expected) return ['not in the expected results'];
  return [...new Set([...Object.keys(expected), ...Object.keys(row.outcomes)])]
    .filter((id) => expected[id] !== row.outcomes[id])
    .map((id) => `expected ${id} to be ${expected[id] ?? 'absent'}, found ${row.outcomes[id] ?? 'nothing'}`);
}

/** Prints the table and the closing count; true when everything that counts passed. */
function report(rows) {
  for (const row of rows) {
    const mark = row.counts === 'reported' ? 'note' : row.problems.length === 0 ? 'pass' : 'MISS';
    console.log(`${mark}  ${row.group.padEnd(14)} ${row.name}`);
    for (const line of row.problems) console.log(`        ${line}`);
  }
  const groups = [...new Set(rows.map((row) => row.group))].map((group) => {
    const counted = rows.filter((row) => row.group === group && row.counts !== 'reported');
    const scored = counted.filter((row) => row.counts === 'scored');
    const strict = counted.filter((row) => row.counts === 'strict');
    const of = (list) => `${list.filter((row) => row.problems.length === 0).length}/${list.length}`;
    return `${group} ${of(scored)}${strict.length > 0 ? ` (and ${of(strict)} unscored)` : ''}`;
  });
  const good = rows.every((row) => row.problems.length === 0);
  console.log(`${good ? 'CONFORMANT' : 'NOT CONFORMANT'}: ${groups.join(', ')}`);
  return good;
}
