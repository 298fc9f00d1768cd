import { open } from 'node:fs/promises';
import { MOST_TEXT, type PreviewAnswer, type PreviewOrder } from './shapes.ts';

const MOST_BYTES = MOST_TEXT * 4;

/** The beginning of a text, whatever it is written in: UTF-8, UTF-16 with its mark, else Windows-1250. */
export async function plainText({ from }: PreviewOrder): Promise<PreviewAnswer> {
  const file = await open(from);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, MOST_BYTES)), 0, undefined, 0);
    const text = decoded(buffer.subarray(0, bytesRead), size > bytesRead);
    return { kind: 'text', text: text.slice(0, MOST_TEXT), cut: size > bytesRead || text.length > MOST_TEXT };
  } finally {
    await file.close();
  }
}

function decoded(bytes: Buffer, cut: boolean): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // A letter cut in two at the end is no reason to take it for another alphabet.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return new TextDecoder('windows-1250').decode(bytes);
  }
}
