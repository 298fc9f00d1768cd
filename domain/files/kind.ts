/** What a file is by its first bytes, and whether its name tells the truth about it. */
import { DomainError } from '../domain-error.ts';
import { extensionOf } from './name.ts';

/** As much of the beginning as `judgeFile` needs. */
export const HEAD_BYTES = 4_096;

type Content =
  | 'pdf'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'tiff'
  | 'heic'
  | 'zip'
  | 'ole'
  | 'rtf'
  | 'program'
  | 'text'
  | 'other';

/** Media type by extension, for content that does not tell it by itself; and what the content of it must be. */
const known: Readonly<Record<string, readonly [mediaType: string, content: readonly Content[]]>> = {
  pdf: ['application/pdf', ['pdf']],
  png: ['image/png', ['png']],
  jpg: ['image/jpeg', ['jpeg']],
  jpeg: ['image/jpeg', ['jpeg']],
  gif: ['image/gif', ['gif']],
  webp: ['image/webp', ['webp']],
  bmp: ['image/bmp', ['bmp']],
  tif: ['image/tiff', ['tiff']],
  tiff: ['image/tiff', ['tiff']],
  heic: ['image/heic', ['heic']],
  zip: ['application/zip', ['zip']],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', ['zip', 'ole']],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ['zip', 'ole']],
  pptx: ['application/vnd.openxmlformats-officedocument.presentationml.presentation', ['zip', 'ole']],
  odt: ['application/vnd.oasis.opendocument.text', ['zip']],
  ods: ['application/vnd.oasis.opendocument.spreadsheet', ['zip']],
  odp: ['application/vnd.oasis.opendocument.presentation', ['zip']],
  doc: ['application/msword', ['ole', 'rtf', 'zip']],
  xls: ['application/vnd.ms-excel', ['ole', 'zip', 'text']],
  ppt: ['application/vnd.ms-powerpoint', ['ole', 'zip']],
  msg: ['application/vnd.ms-outlook', ['ole']],
  rtf: ['application/rtf', ['rtf']],
  txt: ['text/plain', ['text', 'rtf']],
  csv: ['text/csv', ['text']],
  eml: ['message/rfc822', ['text']],
  json: ['application/json', ['text']],
  xml: ['application/xml', ['text']],
  html: ['text/html', ['text']],
  htm: ['text/html', ['text']],
  svg: ['image/svg+xml', ['text']],
  md: ['text/markdown', ['text']],
};

const ofContent: Readonly<Partial<Record<Content, string>>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
  heic: 'image/heic',
  zip: 'application/zip',
  rtf: 'application/rtf',
  text: 'text/plain',
};

const programs = ['exe', 'com', 'scr', 'msi', 'bat', 'cmd', 'ps1', 'vbs', 'jar', 'lnk', 'hta', 'dll', 'app', 'sh'];

/**
 * The media type of a file by its first bytes and its name. Throws `file.empty`, `file.program`, and `file.disguised` where
 * the name promises something else than what is inside.
 */
export function judgeFile(name: string, head: Uint8Array): string {
  if (head.length === 0) throw empty(name);
  const content = contentOf(head);
  const extension = extensionOf(name);
  if (content === 'program' || programs.includes(extension)) throw program(name);
  const promised = known[extension];
  if (!promised) return ofContent[content] ?? 'application/octet-stream';
  if (!promised[1].includes(content)) throw disguised(name, { extension, content });
  return promised[0];
}

function contentOf(head: Uint8Array): Content {
  const text = String.fromCharCode(...head.subarray(0, 16));
  const starts = (...signatures: string[]) => signatures.some((one) => text.startsWith(one));
  if (starts('%PDF-')) return 'pdf';
  if (starts('\x89PNG\r\n')) return 'png';
  if (starts('\xff\xd8\xff')) return 'jpeg';
  if (starts('GIF87a', 'GIF89a')) return 'gif';
  if (starts('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (starts('PK\x03\x04', 'PK\x05\x06')) return 'zip';
  if (starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'ole';
  if (starts('{\\rtf')) return 'rtf';
  if (starts('II*\0', 'MM\0*')) return 'tiff';
  if (text.slice(4, 8) === 'ftyp' && /^(heic|heix|mif1|msf1)/.test(text.slice(8, 12))) return 'heic';
  if (isProgram(head, starts)) return 'program';
  if (isText(head)) return 'text';
  return starts('BM') ? 'bmp' : 'other';
}

/** Windows, Linux, macOS, Java, and scripts with an interpreter. A letter that begins with MZ holds no zero bytes. */
function isProgram(head: Uint8Array, starts: (...signatures: string[]) => boolean): boolean {
  if (starts('MZ')) return head.includes(0);
  return starts(
    '\x7fELF',
    '#!',
    '\xfe\xed\xfa\xce',
    '\xfe\xed\xfa\xcf',
    '\xce\xfa\xed\xfe',
    '\xcf\xfa\xed\xfe',
    '\xca\xfe\xba\xbe',
  );
}

/** UTF-16 with its mark, or bytes without controls: UTF-8, Windows-1250 and ISO-8859-2 alike. */
function isText(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  return head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 27);
}

/** How a preview of it is made; `none`: such files are only downloaded. */
export type PreviewWay =
  'picture' | 'tiff' | 'pdf' | 'text' | 'rtf' | 'word' | 'sheet' | 'slides' | 'open document' | 'none';

const ways: Readonly<Record<string, PreviewWay>> = {
  'application/pdf': 'pdf',
  'image/png': 'picture',
  'image/jpeg': 'picture',
  'image/gif': 'picture',
  'image/webp': 'picture',
  'image/bmp': 'picture',
  'image/tiff': 'tiff',
  'text/plain': 'text',
  'text/csv': 'text',
  'text/markdown': 'text',
  'application/json': 'text',
  'application/rtf': 'rtf',
  // Many programs write RTF under this name; one that is of the old Word is told of by its first bytes.
  'application/msword': 'rtf',
  'message/rfc822': 'text',
  [known['docx']![0]]: 'word',
  [known['xlsx']![0]]: 'sheet',
  [known['pptx']![0]]: 'slides',
  [known['odt']![0]]: 'open document',
  [known['ods']![0]]: 'open document',
  [known['odp']![0]]: 'open document',
};

/** Markup that could run in a browser (SVG, HTML, XML) has none. */
export function previewWay(mediaType: string): PreviewWay {
  return ways[mediaType] ?? 'none';
}

/** The type under which a file is sent: never one that a browser would show or run. */
export function sentType(mediaType: string): string {
  return /html|svg|xml$|javascript/.test(mediaType) ? 'application/octet-stream' : mediaType;
}

function empty(name: string): DomainError {
  return new DomainError(
    'file.empty',
    { pl: `Plik ${name} jest pusty. Wybierz inny.`, en: `The file ${name} is empty. Choose another.` },
    'file',
  );
}

function program(name: string): DomainError {
  return new DomainError(
    'file.program',
    {
      pl: `Plik ${name} jest programem. Programów nie przechowujemy, bo mogłyby zaszkodzić temu, kto je otworzy.`,
      en: `The file ${name} is a program. Programs are not kept: they could harm whoever opens them.`,
    },
    'file',
  );
}

const contentNames: Readonly<Record<Content, { pl: string; en: string }>> = {
  pdf: { pl: 'PDF', en: 'a PDF' },
  png: { pl: 'obraz PNG', en: 'a PNG picture' },
  jpeg: { pl: 'obraz JPEG', en: 'a JPEG picture' },
  gif: { pl: 'obraz GIF', en: 'a GIF picture' },
  webp: { pl: 'obraz WebP', en: 'a WebP picture' },
  bmp: { pl: 'obraz BMP', en: 'a BMP picture' },
  tiff: { pl: 'obraz TIFF', en: 'a TIFF picture' },
  heic: { pl: 'zdjęcie HEIC', en: 'a HEIC photo' },
  zip: { pl: 'archiwum ZIP', en: 'a ZIP archive' },
  ole: { pl: 'dokument starego Office', en: 'a document of an old Office' },
  rtf: { pl: 'dokument RTF', en: 'an RTF document' },
  program: { pl: 'program', en: 'a program' },
  text: { pl: 'tekst', en: 'text' },
  other: { pl: 'coś nieznanego', en: 'something unknown' },
};

function disguised(name: string, { extension, content }: { extension: string; content: Content }): DomainError {
  const inside = contentNames[content];
  return new DomainError(
    'file.disguised',
    {
      pl: `Plik ${name} nazywa się .${extension}, ale w środku jest ${inside.pl}. Sprawdź, czy to właściwy plik, i popraw rozszerzenie.`,
      en: `The file ${name} is called .${extension}, but inside is ${inside.en}. See whether it is the right file and correct its extension.`,
    },
    'file',
  );
}
