// The HTTP half: all servers are started and warmed, then measured in interleaved rounds. Only the
// server under load runs; the others are suspended, so that they take neither CPU nor cache.
import { prepare, run } from './load.mjs';
import { Server } from './server.mjs';

const CONNECTIONS = [1, 32];
const PACES = {
  full: { warmSeconds: 60, rounds: 3, runSeconds: 5 },
  quick: { warmSeconds: 20, rounds: 3, runSeconds: 3 },
  smoke: { warmSeconds: 2, rounds: 1, runSeconds: 1, unjudged: true }
};

const log = text => console.error(text);

export const median = values => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Warms with what is measured later: every case in turn, on new connections each time. A runtime that compiles what it has
 *  seen would otherwise meet its first closed connection, or the other era, in a measured round and compile anew there. */
async function warm(server, cases, { warmSeconds, runSeconds }) {
  const turns = Math.max(cases.length, Math.round(warmSeconds / runSeconds));
  const rates = [];
  for (let turn = 0; turn < turns; turn++) {
    const { request } = cases[turn % cases.length];
    rates.push((await run(server, request, 32, runSeconds)).rate);
  }
  log(`warmed ${server.definition.name} in ${turns} runs of ${runSeconds} s: ${rates.map(Math.round).join(', ')}/s`);
}

async function startAndWarm(definition, settings) {
  const server = new Server(definition);
  try {
    await server.start(started => prepare(started, definition.eras[0]));
    const idle = server.residentMegabytes();
    const cases = [];
    for (const era of definition.eras) {
      const request = await prepare(server, era);
      cases.push({ server, era, request, runs: new Map(CONNECTIONS.map(each => [each, []])) });
    }
    await warm(server, cases, settings);
    server.suspend();
    return { server, idle, cases };
  } catch (failure) {
    await server.stop();
    throw failure;
  }
}

async function round(cases, connections, { runSeconds }) {
  for (const each of cases) {
    each.server.resume();
    const figures = await run(each.server, each.request, connections, runSeconds);
    each.server.suspend();
    each.runs.get(connections).push(figures);
    log(
      `${each.server.definition.name} (${each.era}) at ${connections}: ${Math.round(figures.rate)}/s, ` +
        `p99 ${figures.p99.toFixed(2)} ms, ${figures.cpu.toFixed(1)} µs, ${figures.errors} errors`
    );
  }
}

function summary({ runs, era, server }, connections, idle, after) {
  const figures = runs.get(connections);
  const of = key => median(figures.map(each => each[key]));
  return {
    name: server.definition.name,
    title: server.definition.title,
    era,
    connections,
    rate: of('rate'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
    errors: figures.reduce((sum, each) => sum + each.errors, 0),
    idle,
    after,
    start: server.listenMillis
  };
}

/** Measures the given servers at a pace, `full`, `quick` or `smoke`; resolves to one row per server, era and number of connections. */
export async function measureHttp(definitions, pace) {
  const settings = PACES[pace];
  const started = [];
  try {
    for (const definition of definitions) started.push(await startAndWarm(definition, settings));
    const cases = started.flatMap(each => each.cases);
    for (let count = 1; count <= settings.rounds; count++) {
      log(`round ${count} of ${settings.rounds}`);
      for (const connections of CONNECTIONS) await round(cases, connections, settings);
    }
    return {
      settings,
      rows: started.flatMap(({ server, idle, cases }) => {
        const after = server.residentMegabytes();
        return cases.flatMap(each => CONNECTIONS.map(count => summary(each, count, idle, after)));
      })
    };
  } finally {
    for (const { server } of started) await server.stop();
  }
}
