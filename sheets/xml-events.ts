import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';

/** What a part of an .xlsx file is made of. Names come without their namespace prefix. */
export type XmlListener = {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/** Reads a stream of XML; hands over after each chunk, so that a caller can give out rows in between. */
export async function* readXml(stream: Readable, listener: XmlListener): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false });
  let broken: Error | undefined;
  parser.on('error', (error) => (broken ??= error));
  parser.on('opentag', (tag) => listener.open?.(localName(tag.name), tag.attributes as Record<string, string>));
  parser.on('closetag', (tag) => listener.close?.(localName(tag.name)));
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  const decoder = new TextDecoder();
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    parser.write(decoder.decode(chunk, { stream: true }));
    if (broken) throw broken;
    yield;
  }
  parser.write(decoder.decode()).close();
  if (broken) throw broken;
}

/** Reads all of a small part. */
export async function readWholeXml(stream: Readable, listener: XmlListener): Promise<void> {
  for await (const _ of readXml(stream, listener));
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
