import { open } from 'node:fs/promises';
import { wordsOf } from './rtf-words.ts';
import { MOST_TEXT, type PreviewAnswer, type PreviewOrder } from './shapes.ts';

/** Pictures within a document are many times its words; beyond that much it is not read. */
const MOST_BYTES = 32 * 1024 * 1024;

/** The words of a document of RTF, without its looks; also of one that is called .doc, as old programs write them. */
export async function rtfText({ from }: PreviewOrder): Promise<PreviewAnswer> {
  const file = await open(from);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, MOST_BYTES)), 0, undefined, 0);
    if (buffer.toString('latin1', 0, 5) !== '{\\rtf') return { kind: 'none', trouble: 'unsupported' };
    const text = wordsOf(buffer.subarray(0, bytesRead));
    if (text === undefined) return { kind: 'none', trouble: 'unreadable' };
    const tidy = text
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
    return { kind: 'text', text: tidy.slice(0, MOST_TEXT), cut: size > bytesRead || tidy.length > MOST_TEXT };
  } finally {
    await file.close();
  }
}
