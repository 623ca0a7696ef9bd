// Keeps what the server under test has said in the folder DOORWARD_EVIDENCE, where the contract tests search it
// for secrets. Without that variable nothing is kept.
import { appendFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FOLDER = process.env.DOORWARD_EVIDENCE;
const NAME = `conformance-${process.pid}`;

/** Variables that make the server tell everything, if somebody keeps it. */
export const TALKATIVE = FOLDER ? { LOG_LEVEL: 'trace' } : {};

function file(ending) {
  return path.join(FOLDER, `${NAME}.${ending}`);
}

/** Keeps the head of an answer, and its body as it comes. */
export function keepAnswer(answer) {
  if (!FOLDER) return;
  appendFileSync(file('answer'), `\n${answer.statusCode} ${answer.rawHeaders.join(' ')}\n`);
  answer.on('data', (bytes) => appendFileSync(file('answer'), bytes));
}

/** Asks a running server for its metrics. */
export async function keepMetrics(port) {
  if (!FOLDER) return;
  const page = await fetch(`http://127.0.0.1:${port}/prometheus`).then((r) => r.text(), () => '');
  await writeFile(file('metrics'), page);
}

/** Keeps the log and the audit trail of a server that has ended. Its greeting is no log: it names a token on purpose. */
export async function keepFiles(log, data) {
  if (!FOLDER) return;
  const lines = log.split('\n').filter((line) => line.startsWith('{"') || !line.includes('eyJ'));
  await writeFile(file('log'), lines.join('\n'));
  await writeFile(file('audit'), await readFile(path.join(data, 'audit.jsonl')).catch(() => ''));
}
