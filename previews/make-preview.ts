/** Previews are made in a process of their own: it reads one file, writes one picture, and has nothing else. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { PreviewAnswer, PreviewOrder } from './shapes.ts';

const PATIENCE_MS = 20_000;
/** Heap of the process; pictures are refused by their size before they are unpacked. */
const MEGABYTES = 256;

const readable = ['previews/*', 'sheets/*', 'domain/*', 'node_modules/*', 'package.json'];

/** Makes one preview; answers why there is none instead of throwing. */
export function makePreview(order: PreviewOrder): Promise<PreviewAnswer> {
  const child = spawn(process.execPath, [...limits(order), join(import.meta.dirname, 'one-preview.ts')], {
    // Nothing of our environment: no key, no address of the database.
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return new Promise((resolve) => {
    let said = '';
    const end = (answer: PreviewAnswer) => {
      clearTimeout(patience);
      child.kill('SIGKILL');
      resolve(answer);
    };
    const patience = setTimeout(() => end({ kind: 'none', trouble: 'took too long' }), PATIENCE_MS);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    child.on('error', () => end({ kind: 'none', trouble: 'unreadable' }));
    child.on('close', () => end(answerIn(said)));
    // It may be gone before it has read its order; its end answers for it.
    child.stdin.on('error', () => undefined).end(JSON.stringify(order));
  });
}

/** It reads the program and its file, writes its picture, and starts nothing. */
function limits({ from, to }: PreviewOrder): string[] {
  return [
    '--disable-warning=SecurityWarning',
    `--max-old-space-size=${MEGABYTES}`,
    '--permission',
    '--allow-addons',
    // Never the whole project: the home with its secrets may lie in it.
    ...readable.map((part) => `--allow-fs-read=${join(dirname(import.meta.dirname), part)}`),
    `--allow-fs-read=${from}`,
    `--allow-fs-write=${to}`,
  ];
}

/** Its last line; before it a library may have warned about the file. */
function answerIn(said: string): PreviewAnswer {
  try {
    return JSON.parse(said.slice(said.lastIndexOf('\n') + 1)) as PreviewAnswer;
  } catch {
    return { kind: 'none', trouble: 'unreadable' };
  }
}
