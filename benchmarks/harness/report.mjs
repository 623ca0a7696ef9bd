// Turns figures into Markdown: the tables of RESULTS.md and the verdicts against issues 2 and 3.
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { costs, targets } from './peers.mjs';

const P99_LIMIT_MILLIS = 10;
const STDIO_LIMIT = 1.1;
const BUSY = 0.05;

const verdict = met => (met ? 'met' : '**missed**');

function table(head, rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

function httpTable(rows, connections) {
  const head = ['server', 'era', 'req/s', 'p50 ms', 'p99 ms', 'CPU µs/req', 'RSS idle / after MB', 'start ms', 'errors'];
  const cells = rows
    .filter(row => row.connections === connections)
    .map(row => [
      row.title,
      row.era,
      Math.round(row.rate).toLocaleString('en').replaceAll(',', ' '),
      row.p50.toFixed(2),
      row.p99.toFixed(2),
      row.cpu.toFixed(1),
      `${row.idle} / ${row.after}`,
      Math.round(row.start),
      row.errors
    ]);
  return `### ${connections} keep-alive connection${connections > 1 ? 's' : ''}\n\n${table(head, cells)}`;
}

function ratioTable(rows, unjudged) {
  const said = met => (unjudged ? 'not judged' : verdict(met));
  const find = (name, era) => rows.find(row => row.name === name && row.era === era && row.connections === 32);
  const cells = [];
  for (const { peer, era, ours, atLeast } of targets) {
    const [mine, theirs] = [find('doorward', ours), find(peer, era)];
    if (!mine || !theirs) continue;
    const ratio = mine.rate / theirs.rate;
    cells.push([`Doorward (${ours}) ÷ ${theirs.title} (${era}), requests/s`, ratio.toFixed(2), `≥ ${atLeast}`, said(ratio >= atLeast)]);
  }
  for (const { peer, era, ours, atMost } of costs) {
    const [mine, theirs] = [find('doorward', ours), find(peer, era)];
    if (!mine || !theirs) continue;
    const ratio = mine.cpu / theirs.cpu;
    cells.push([`Doorward (${ours}) ÷ ${theirs.title} (${era}), CPU per request`, ratio.toFixed(2), `≤ ${atMost}`, said(ratio <= atMost)]);
  }
  for (const era of ['modern', 'legacy']) {
    const mine = find('doorward', era);
    if (!mine) continue;
    cells.push([`Doorward (${era}) p99 ms`, mine.p99.toFixed(2), `≤ ${P99_LIMIT_MILLIS}`, said(mine.p99 <= P99_LIMIT_MILLIS)]);
  }
  return cells.length ? `### Ratios at 32 connections\n\n${table(['figure', 'measured', 'asked', ''], cells)}` : '';
}

export function httpReport({ settings, rows }) {
  return [
    '## HTTP',
    `Every server warmed for ${settings.warmSeconds} s, then ${settings.rounds} interleaved rounds of ` +
      `${settings.runSeconds} s; medians. Every answer was checked for the echoed text.`,
    httpTable(rows, 1),
    httpTable(rows, 32),
    ratioTable(rows, settings.unjudged)
  ].filter(Boolean).join('\n\n');
}

export function stdioReport({ ours, theirs, ratio, runs }) {
  const cells = [
    ['`./doorward stdio`, launcher included', ours.toFixed(0)],
    ['`node …/server-everything/dist/index.js stdio`', theirs.toFixed(0)]
  ];
  return [
    '## stdio',
    `Process start to the first answer line, medians of ${runs} starts each, in turns.`,
    table(['server', 'ms'], cells),
    `Ratio ${ratio.toFixed(2)} (asked: ≤ ${STDIO_LIMIT}): ${verdict(ratio <= STDIO_LIMIT)}.`
  ].join('\n\n');
}

function capture(command, args) {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

export function heading(options, busyBefore, smoke) {
  const dirty = capture('git', ['status', '--porcelain', '--untracked-files=no', '--', '..']) ? ' with local changes' : '';
  const commit = capture('git', ['rev-parse', '--short=12', 'HEAD']);
  const jvm = capture(join(process.env.JAVA_HOME, 'bin', 'java'), ['--version']).split('\n')[1];
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    '# Results',
    smoke
      ? '**A run of seconds that shows that everything starts, answers and is reported. No figure is to be relied on.**'
      : 'Written by `benchmarks/run`; do not edit.',
    [
      `- commit: \`${commit}\`${dirty}`,
      `- command: \`${['benchmarks/run', ...options].join(' ')}\``,
      `- machine: ${cpus().length} cores shared by the server and the load, ${memory} GiB, ${cpus()[0].model}`,
      `- other work on it before the start: ${Math.round(busyBefore * 100)} % of its CPU time` +
        (busyBefore > BUSY ? '; **too much: times, p99 above all, are not to be relied on**' : ''),
      `- JVM: ${jvm}`,
      `- Node: ${process.version}`,
      `- date: ${new Date().toISOString().slice(0, 10)}`
    ].join('\n')
  ].join('\n\n');
}
