import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1250' | 'iso-8859-2';
export const encodings: readonly Encoding[] = ['utf-8', 'windows-1250', 'iso-8859-2', 'utf-16le', 'utf-16be'];
export const separators = [';', ',', '\t', '|'] as const;

const headBytes = 256 * 1024;
const chunkBytes = 256 * 1024;

/** How a text file is written, found from its beginning. */
export async function guessCsv(path: string): Promise<{ encoding: Encoding; separator: string }> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(head, 0, headBytes, 0);
    const bytes = head.subarray(0, bytesRead);
    const encoding = guessEncoding(bytes, bytesRead < headBytes);
    return { encoding, separator: guessSeparator(iconv.decode(bytes, encoding)) };
  } finally {
    await file.close();
  }
}

/** The text of a file, without its byte order mark. */
export function csvText(path: string, encoding: string): AsyncIterable<string> {
  const decoder = iconv.decodeStream(encoding, { stripBOM: true });
  const stream = createReadStream(path, { highWaterMark: chunkBytes });
  stream.on('error', (error) => decoder.emit('error', error));
  return stream.pipe(decoder) as unknown as AsyncIterable<string>;
}

function guessEncoding(bytes: Buffer, isWhole: boolean): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (isUtf8(bytes, isWhole)) return 'utf-8';
  return likeness(bytes, windowsLetters) >= likeness(bytes, isoLetters) ? 'windows-1250' : 'iso-8859-2';
}

function isUtf8(bytes: Buffer, isWhole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

// ą ś ź Ą Ś Ź are where the two differ.
const windowsLetters = new Set([0xb9, 0x9c, 0x9f, 0xa5, 0x8c, 0x8f]);
const isoLetters = new Set([0xb1, 0xb6, 0xbc, 0xa1, 0xa6, 0xac]);

function likeness(bytes: Buffer, letters: ReadonlySet<number>): number {
  let found = 0;
  for (const byte of bytes) if (letters.has(byte)) found++;
  return found;
}

/** The separator that cuts the first lines into the most columns of the same number. */
function guessSeparator(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .slice(0, 30)
    .filter((line) => line.trim() !== '');
  let best = { separator: ';', score: 0 };
  for (const separator of separators) {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length - 1);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    const same = counts.filter((count) => count === usual).length;
    const score = usual === 0 ? 0 : usual * (same / counts.length) ** 2;
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}
