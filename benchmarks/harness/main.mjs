// Entry of benchmarks/run once everything is built: measures, prints, writes RESULTS.md.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureHttp } from './http.mjs';
import { servers } from './peers.mjs';
import { heading, httpReport, stdioReport } from './report.mjs';
import { measureStdio } from './stdio.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    guards: { type: 'boolean', default: false },
    only: { type: 'string' },
    http: { type: 'boolean', default: false },
    stdio: { type: 'boolean', default: false }
  }
});

/** The share of all cores' time that was not idle during so many milliseconds. */
async function busyShare(millis) {
  const sum = () => {
    const times = cpus().map(({ times }) => times);
    const total = times.reduce((all, each) => all + each.user + each.nice + each.sys + each.irq + each.idle, 0);
    return { total, idle: times.reduce((all, each) => all + each.idle, 0) };
  };
  const before = sum();
  await new Promise(wake => setTimeout(wake, millis));
  const after = sum();
  return 1 - (after.idle - before.idle) / (after.total - before.total);
}

function chosenServers() {
  if (options.guards) options.only = 'doorward,unguarded';
  if (options.only === undefined) return servers;
  const names = options.only.split(',');
  const unknown = names.filter(name => !servers.some(server => server.name === name));
  if (unknown.length) throw new Error(`no server ${unknown}; there are ${servers.map(each => each.name).join(', ')}`);
  return servers.filter(server => names.includes(server.name));
}

const busyBefore = await busyShare(3_000);
const http = options.http || options.guards;
const both = http === options.stdio;
const pace = options.smoke ? 'smoke' : options.quick ? 'quick' : 'full';
const parts = [];
if (both || options.stdio) parts.push(stdioReport(await measureStdio()));
if (both || http) parts.unshift(httpReport(await measureHttp(chosenServers(), pace)));

const text = [heading(process.argv.slice(2), busyBefore, options.smoke), ...parts].join('\n\n') + '\n';
console.log(text);
if (both && options.only === undefined && !options.smoke) writeFileSync(new URL('../RESULTS.md', import.meta.url), text);
