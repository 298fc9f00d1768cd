import { readXml, type XmlListener } from '../sheets/xml-events.ts';
import { openZip, type Zip } from '../sheets/zip.ts';
import { MOST_TEXT, type PreviewAnswer, type PreviewOrder } from './shapes.ts';

/** Which parts hold the text, which elements end a line and which stand for a gap. */
type Format = {
  readonly parts: RegExp;
  readonly lines: readonly string[];
  readonly gaps: readonly string[];
  readonly text?: string;
};

const formats: Readonly<Record<'word' | 'slides' | 'open document', Format>> = {
  word: { parts: /^word\/document\.xml$/, lines: ['p', 'br', 'tr'], gaps: ['tab', 'tc'], text: 't' },
  slides: { parts: /^ppt\/slides\/slide\d+\.xml$/, lines: ['p', 'sld'], gaps: ['tab'], text: 't' },
  'open document': { parts: /^content\.xml$/, lines: ['p', 'h', 'table-row'], gaps: ['tab', 'table-cell'] },
};

/** The words of a document of Word, PowerPoint or LibreOffice, without its looks. */
export async function officeText({ way, from }: PreviewOrder): Promise<PreviewAnswer> {
  const format = formats[way as keyof typeof formats];
  const zip = await openZip(from, 'document');
  try {
    const names = zip.names.filter((name) => format.parts.test(name)).toSorted(byNumber);
    if (names.length === 0) return { kind: 'none', trouble: 'unreadable' };
    let text = '';
    for (const name of names) {
      if (text.length <= MOST_TEXT) text += await textOf(zip, name, format);
    }
    const tidy = text
      .replace(/(?<![ \t])[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
    return { kind: 'text', text: tidy.slice(0, MOST_TEXT), cut: tidy.length > MOST_TEXT };
  } finally {
    zip.close();
  }
}

async function textOf(zip: Zip, name: string, { lines, gaps, text: only }: Format): Promise<string> {
  let text = '';
  let inside = only === undefined;
  const stream = await zip.open(name);
  const listener: XmlListener = {
    open: (element) => {
      if (element === only) inside = true;
    },
    close: (element) => {
      if (element === only) inside = false;
      if (lines.includes(element)) text += '\n';
      else if (gaps.includes(element)) text += '\t';
    },
    text: (words) => {
      if (inside) text += words;
    },
  };
  for await (const _ of readXml(stream, listener, 'document')) if (text.length > MOST_TEXT) break;
  stream.destroy();
  return `${text}\n`;
}

/** slide2 before slide10. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
