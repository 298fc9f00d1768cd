import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { tooLargeInside } from './sheet-trouble.ts';

/** What a part of an .xlsx file is made of. Names come without their namespace prefix. */
export type XmlListener = {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/**
 * The parser gathers a text, a comment or the attributes of one element until it ends. A cell holds 32,767 letters; a
 * picture that is written as letters in an attribute, some hundred thousand.
 */
const mostLettersOfOne = 2 * 1024 * 1024;
/** Each open element is kept. Tables within tables go to some dozens. */
const deepest = 1_000;

/**
 * Reads a stream of XML; hands over after each chunk, so that a caller can give out rows in between, and says how many
 * letters it had. Throws `sheet.too_large_inside` for what no program writes and no memory holds.
 */
export async function* readXml(stream: Readable, listener: XmlListener, fileName: string): AsyncGenerator<number> {
  const parser = new SaxesParser({ position: false });
  let broken: Error | undefined;
  parser.on('error', (error) => (broken ??= error));
  let depth = 0;
  let silent = 0;
  parser.on('opentag', (tag) => {
    silent = 0;
    depth++;
    listener.open?.(localName(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('closetag', (tag) => {
    silent = 0;
    depth--;
    listener.close?.(localName(tag.name));
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  const decoder = new TextDecoder();
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const letters = decoder.decode(chunk, { stream: true });
    silent += letters.length;
    parser.write(letters);
    if (broken) throw broken;
    if (silent > mostLettersOfOne || depth > deepest) throw tooLargeInside(fileName);
    yield letters.length;
  }
  parser.write(decoder.decode()).close();
  if (broken) throw broken;
}

/** Styles at Excel's own bounds take a third of that. */
const mostLettersOfSmall = 32 * 1024 * 1024;

/** Reads all of a small part. */
export async function readWholeXml(stream: Readable, listener: XmlListener, fileName: string): Promise<void> {
  let read = 0;
  for await (const letters of readXml(stream, listener, fileName)) {
    read += letters;
    if (read > mostLettersOfSmall) throw tooLargeInside(fileName);
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
