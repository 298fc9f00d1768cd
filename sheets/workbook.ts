import { brokenFile, sheetTrouble } from './sheet-trouble.ts';
import type { Zip } from './zip.ts';
import { readWholeXml, readXml } from './xml-events.ts';

export type SheetName = { readonly name: string; readonly isHidden: boolean };

/** What the rows of a sheet need to be understood. */
export type Workbook = {
  readonly sheets: readonly (SheetName & { readonly part: string })[];
  readonly sharedStrings: readonly string[];
  /** By style index: whether numbers in it are dates. */
  readonly dateStyles: readonly boolean[];
  /** By style index: how numbers in it are written, as Excel says it. */
  readonly formats: readonly string[];
  /** Days are counted from 1904 (old Macs). */
  readonly isFrom1904: boolean;
};

/** Texts that many cells share are kept in memory; more than that is refused. */
const mostSharedCharacters = 256 * 1024 * 1024;
/** What a string costs beside its letters: millions of empty ones fill the memory as well. */
const charactersOfString = 64;
/** Excel's own bounds. */
const mostFormatLetters = 255;
const mostStyles = 65_536;
const mostSheets = 1_000;

/** Reads the index of a workbook: its sheets, styles and shared texts, of which the first ones may suffice. */
export async function readWorkbook(zip: Zip, fileName: string, mostStrings = Infinity): Promise<Workbook> {
  if (!zip.names.includes('xl/workbook.xml')) throw notAWorkbook(zip, fileName);
  const { sheets, isFrom1904 } = await readSheets(zip);
  const parts = await readRelations(zip);
  return {
    sheets: sheets.flatMap(({ relation, ...sheet }) => {
      const part = parts.get(relation);
      return part && zip.names.includes(part) ? [{ ...sheet, part }] : [];
    }),
    isFrom1904,
    sharedStrings: await readSharedStrings(zip, fileName, mostStrings),
    ...(await readStyles(zip)),
  };
}

type ListedSheet = SheetName & { readonly relation: string };

async function readSheets(zip: Zip): Promise<{ sheets: ListedSheet[]; isFrom1904: boolean }> {
  const sheets: ListedSheet[] = [];
  let isFrom1904 = false;
  await readWholeXml(await zip.open('xl/workbook.xml'), {
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
  });
  return { sheets, isFrom1904 };
}

async function readRelations(zip: Zip): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  await readWholeXml(await zip.open('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id, Target, Type }) => {
      if (name !== 'Relationship' || !Id || !Target || !Type?.endsWith('/worksheet')) return;
      parts.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`);
    },
  });
  return parts;
}

async function readSharedStrings(zip: Zip, fileName: string, most: number): Promise<string[]> {
  const strings: string[] = [];
  const part = zip.names.find((name) => name.toLowerCase() === 'xl/sharedstrings.xml');
  if (!part) return strings;
  let text = '';
  let characters = 0;
  let isText = false;
  // Furigana (rPh) holds <t> as well and is not part of the value.
  let inPhonetic = false;
  const stream = await zip.open(part);
  const reading = readXml(stream, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') inPhonetic = true;
      isText = name === 't' && !inPhonetic;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'rPh') inPhonetic = false;
      if (name !== 'si') return;
      characters += text.length + charactersOfString;
      if (characters > mostSharedCharacters) throw brokenFile(fileName);
      strings.push(unescapeExcel(text));
    },
  });
  for await (const _ of reading) if (strings.length >= most) break;
  stream.destroy();
  return strings;
}

const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 34, 35, 36, 45, 46, 47, 50, 57]);
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

async function readStyles(zip: Zip): Promise<Pick<Workbook, 'dateStyles' | 'formats'>> {
  const dateStyles: boolean[] = [];
  const formats: string[] = [];
  if (!zip.names.includes('xl/styles.xml')) return { dateStyles, formats };
  const custom = new Map<number, string>();
  let inCellFormats = false;
  await readWholeXml(await zip.open('xl/styles.xml'), {
    open: (name, attributes) => {
      if (name === 'numFmt') custom.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCellFormats = true;
      if (name !== 'xf' || !inCellFormats || formats.length >= mostStyles) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      const code = custom.get(id);
      dateStyles.push(code === undefined ? builtInDates.has(id) : isDateFormat(code));
      formats.push(code ?? builtInFormats[id] ?? '');
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return { dateStyles, formats };
}

/** A format is a date's when a letter of day, month or year stands outside quotes, brackets and escapes. */
function isDateFormat(code: string): boolean {
  if (code.length > mostFormatLetters) return false;
  return /[dmyh]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').replace(/general|standard/gi, ''));
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
