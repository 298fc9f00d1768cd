import { momentOf, momentOfBuiltIn, type Moment } from './moments.ts';
import { brokenFile, sheetTrouble, tooLargeInside } from './sheet-trouble.ts';
import type { Zip } from './zip.ts';
import { readWholeXml, readXml, type XmlListener } from './xml-events.ts';

export type SheetName = { readonly name: string; readonly isHidden: boolean };

/** What the rows of a sheet need to be understood. */
export type Workbook = {
  /** As people know the file: for messages only. */
  readonly fileName: string;
  readonly sheets: readonly (SheetName & { readonly part: string })[];
  readonly sharedStrings: readonly string[];
  /** By style index: whether numbers in it are days or times. */
  readonly moments: readonly (Moment | undefined)[];
  /** By style index: how numbers in it are written, as Excel says it. */
  readonly formats: readonly string[];
  /** Days are counted from 1904 (old Macs). */
  readonly isFrom1904: boolean;
};

/**
 * Texts that many cells share are kept in memory; more than that is refused. 100,000 rows of twelve different texts of
 * twenty letters each take 160 MB.
 */
const mostSharedBytes = 256 * 1024 * 1024;
/** What a string costs beside its letters: millions of empty ones fill the memory as well. */
const bytesOfString = 64;
/** A text cut out of a chunk keeps all of the chunk, in Polish with two bytes for each letter. */
const bytesOfLetter = 2;
/** Twice of what Excel lets a cell hold, for characters that are written as `_x000D_`. What is longer is cut. */
export const longestText = 65_536;
/** Excel's own bounds. */
const mostStyles = 65_536;
const mostSheets = 1_000;

/** Reads the index of a workbook: its sheets, styles and shared texts, of which the first ones may suffice. */
export async function readWorkbook(zip: Zip, fileName: string, mostStrings = Infinity): Promise<Workbook> {
  if (!zip.names.includes('xl/workbook.xml')) throw notAWorkbook(zip, fileName);
  const { sheets, isFrom1904 } = await readSheets(zip, fileName);
  const parts = await readRelations(zip, fileName);
  const present = new Set(zip.names);
  const found = sheets.flatMap(({ relation, ...sheet }) => {
    const part = parts.get(relation);
    return part && present.has(part) ? [{ ...sheet, part }] : [];
  });
  // No program writes that; a small file would be read a thousand times.
  if (new Set(found.map(({ part }) => part)).size < found.length) throw brokenFile(fileName);
  return {
    fileName,
    sheets: found,
    isFrom1904,
    sharedStrings: await readSharedStrings(zip, fileName, mostStrings),
    ...(await readStyles(zip, fileName)),
  };
}

type ListedSheet = SheetName & { readonly relation: string };

async function readSheets(zip: Zip, fileName: string): Promise<{ sheets: ListedSheet[]; isFrom1904: boolean }> {
  const sheets: ListedSheet[] = [];
  let isFrom1904 = false;
  const listener: XmlListener = {
    open: (name, attributes) => {
      if (name === 'workbookPr') isFrom1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet' || sheets.length >= mostSheets) return;
      const relation = attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      sheets.push({
        name: attributes['name'] ?? '',
        isHidden: (attributes['state'] ?? 'visible') !== 'visible',
        relation,
      });
    },
  };
  await readWholeXml(await zip.open('xl/workbook.xml'), listener, fileName);
  return { sheets, isFrom1904 };
}

async function readRelations(zip: Zip, fileName: string): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  const listener: XmlListener = {
    open: (name, { Id, Target, Type }) => {
      if (name !== 'Relationship' || !Id || !Target || !Type?.endsWith('/worksheet')) return;
      parts.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`);
    },
  };
  await readWholeXml(await zip.open('xl/_rels/workbook.xml.rels'), listener, fileName);
  return parts;
}

async function readSharedStrings(zip: Zip, fileName: string, most: number): Promise<string[]> {
  const strings: string[] = [];
  const part = zip.names.find((name) => name.toLowerCase() === 'xl/sharedstrings.xml');
  if (!part) return strings;
  let text = '';
  let letters = 0;
  let isText = false;
  // Furigana (rPh) holds <t> as well and is not part of the value.
  let inPhonetic = false;
  const listener: XmlListener = {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') inPhonetic = true;
      isText = name === 't' && !inPhonetic;
    },
    text: (piece) => {
      if (isText && text.length < longestText) text += piece;
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'rPh') inPhonetic = false;
      if (name === 'si') strings.push(unescapeExcel(text));
    },
  };
  const stream = await zip.open(part);
  for await (const more of readXml(stream, listener, fileName)) {
    letters += more;
    if (letters * bytesOfLetter + strings.length * bytesOfString > mostSharedBytes) throw tooLargeInside(fileName);
    if (strings.length >= most) break;
  }
  stream.destroy();
  return strings;
}

/** Those of numbers that Excel knows by number alone; the others are as general. */
const builtInFormats: Readonly<Record<number, string>> = {
  ...{ 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%' },
  ...{
    37: '#,##0',
    38: '#,##0',
    39: '#,##0.00',
    40: '#,##0.00',
    41: '#,##0',
    42: '#,##0',
    43: '#,##0.00',
    44: '#,##0.00',
  },
};

async function readStyles(zip: Zip, fileName: string): Promise<Pick<Workbook, 'moments' | 'formats'>> {
  const moments: (Moment | undefined)[] = [];
  const formats: string[] = [];
  if (!zip.names.includes('xl/styles.xml')) return { moments, formats };
  const custom = new Map<number, string>();
  let inCellFormats = false;
  const listener: XmlListener = {
    open: (name, attributes) => {
      if (name === 'numFmt') custom.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCellFormats = true;
      if (name !== 'xf' || !inCellFormats || formats.length >= mostStyles) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      const code = custom.get(id);
      moments.push(code === undefined ? momentOfBuiltIn(id) : momentOf(code));
      formats.push(code ?? builtInFormats[id] ?? '');
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  };
  await readWholeXml(await zip.open('xl/styles.xml'), listener, fileName);
  return { moments, formats };
}

/** `_x000D_` stands for a character that XML cannot hold. */
export function unescapeExcel(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function notAWorkbook(zip: Zip, fileName: string) {
  const kind = zip.names.includes('word/document.xml')
    ? 'Word'
    : zip.names.includes('content.xml')
      ? 'OpenDocument'
      : zip.names.some((name) => name.endsWith('.bin') && name.startsWith('xl/'))
        ? 'xlsb'
        : 'zip';
  return sheetTrouble('not_a_sheet', {
    pl: `Plik ${fileName} nie jest arkuszem Excela (to ${kind}). Zapisz go jako .xlsx albo .csv i wczytaj ponownie.`,
    en: `The file ${fileName} is not an Excel sheet (it is ${kind}). Save it as .xlsx or .csv and load it again.`,
  });
}
