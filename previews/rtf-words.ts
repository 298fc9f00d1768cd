/** Takes the words out of RTF, in one pass over its bytes. */
import { MOST_TEXT } from './shapes.ts';

/** Word itself nests no deeper than some dozens. */
const MOST_DEPTH = 500;
const MOST_WAITING = 4_096;

/** What ends with its group. */
type Group = { isSilent: boolean; isHidden: boolean; isFonts: boolean; fallback: number; codepage: string };

type Reading = {
  readonly groups: Group[];
  readonly fonts: Map<number, string>;
  font: number;
  usual: string;
  text: string;
  /** Bytes of one alphabet that wait to be decoded together. */
  bytes: number[];
  /** So many characters stand for those that older programs cannot show. */
  passing: number;
};

/** The beginning of them, as much as is shown. Undefined where it nests without end, or says of its pictures that they are longer than the file. */
export function wordsOf(bytes: Buffer): string | undefined {
  const usual = 'windows-1250';
  const top: Group = { isSilent: false, isHidden: false, isFonts: false, fallback: 1, codepage: usual };
  const reading: Reading = { groups: [top], fonts: new Map(), font: 0, usual, text: '', bytes: [], passing: 0 };
  for (let at = 0; at < bytes.length && reading.text.length <= MOST_TEXT * 2;) {
    const sign = bytes[at]!;
    if (sign === OPEN) {
      if (reading.groups.push({ ...reading.groups.at(-1)! }) > MOST_DEPTH) return undefined;
      at++;
    } else if (sign === CLOSE) {
      flush(reading);
      reading.passing = 0;
      if (reading.groups.length > 1) reading.groups.pop();
      at++;
    } else if (sign === BACKSLASH) {
      const next = control(reading, bytes, at + 1);
      if (next === undefined) return undefined;
      at = next;
    } else {
      const end = endOfRun(bytes, at);
      run(reading, bytes.subarray(at, end));
      at = end;
    }
  }
  flush(reading);
  return reading.text;
}

const [OPEN, CLOSE, BACKSLASH] = [0x7b, 0x7d, 0x5c];

function endOfRun(bytes: Buffer, from: number): number {
  let at = from;
  for (let sign = bytes[at]; sign !== OPEN && sign !== CLOSE && sign !== BACKSLASH && at < bytes.length;)
    sign = bytes[++at];
  return at;
}

/** Pictures are long runs that nobody reads: they are passed over as a whole. */
function run(reading: Reading, signs: Uint8Array): void {
  if (reading.passing === 0 && !isSpoken(reading)) return;
  for (const sign of signs) {
    if (reading.text.length > MOST_TEXT * 2) return;
    if (sign !== 10 && sign !== 13) byte(reading, sign);
  }
}

/** Reads one control from `at` on and answers where it ends. */
function control(reading: Reading, bytes: Buffer, at: number): number | undefined {
  const [whole, name, digits] = /^([a-z]{1,32})(-?\d{1,10})? ?/.exec(bytes.toString('latin1', at, at + 44)) ?? [];
  if (whole === undefined) return symbol(reading, bytes, at);
  const number = digits === undefined ? undefined : Number(digits);
  const end = at + whole.length;
  if (name !== 'bin') {
    word(reading, name!, number);
    return end;
  }
  const length = number ?? 0;
  return length < 0 || length > bytes.length - end ? undefined : end + length;
}

const symbols: Readonly<Record<string, string>> = {
  ...{ '\\': '\\', '{': '{', '}': '}', '~': ' ', _: '-', '\n': '\n', '\r': '\n' },
};

function symbol(reading: Reading, bytes: Buffer, at: number): number {
  const sign = String.fromCharCode(bytes[at] ?? 0);
  if (sign === "'") {
    byte(reading, Number.parseInt(bytes.toString('latin1', at + 1, at + 3), 16) || 0x3f);
    return at + 3;
  }
  if (sign === '*') reading.groups.at(-1)!.isSilent = true;
  else if (symbols[sign] !== undefined) say(reading, symbols[sign]);
  return at + 1;
}

const said = new Map<string, string>([
  ...['par', 'line', 'row', 'sect', 'page'].map((name) => [name, '\n'] as const),
  ...['tab', 'cell'].map((name) => [name, '\t'] as const),
  ...Object.entries({ bullet: '•', emdash: '—', endash: '–', emspace: ' ', enspace: ' ' }),
  ...Object.entries({ lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”' }),
]);
/** Groups that hold no words of the document. */
const silent = new Set(
  (
    'colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf fldinst listtable ' +
    'listoverridetable rsidtbl themedata datastore latentstyles filetbl revtbl nonshppict xmlnstbl generator'
  ).split(' '),
);

function word(reading: Reading, name: string, number: number | undefined): void {
  const spoken = said.get(name);
  if (spoken !== undefined) return say(reading, spoken);
  if (name === 'u' && number !== undefined) return unicode(reading, number);
  flush(reading);
  const group = reading.groups.at(-1)!;
  if (silent.has(name)) group.isSilent = true;
  else acts.get(name)?.(reading, group, number);
}

type Act = (reading: Reading, group: Group, number: number | undefined) => void;

const hide: Act = (_, group, number) => {
  group.isHidden = number !== 0;
};
const acts = new Map<string, Act>([
  ['v', hide],
  ['deleted', hide],
  ['fonttbl', (_, group) => Object.assign(group, { isSilent: true, isFonts: true })],
  ['uc', (_, group, number = 1) => (group.fallback = Math.min(Math.max(number, 0), 100))],
  ['ansicpg', (reading, group, number) => (reading.usual = group.codepage = codepageOf(number))],
  ['plain', (reading, group) => (group.codepage = reading.usual)],
  [
    'f',
    (reading, group, number = 0) => {
      if (group.isFonts) reading.font = number;
      else group.codepage = reading.fonts.get(number) ?? reading.usual;
    },
  ],
  [
    'fcharset',
    (reading, group, number = 0) => {
      const codepage = charsets.get(number);
      if (group.isFonts && codepage) reading.fonts.set(reading.font, `windows-${codepage}`);
    },
  ],
]);

const charsets = new Map(
  Object.entries({ 161: 1253, 162: 1254, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 238: 1250 }).map(
    ([set, codepage]) => [Number(set), codepage],
  ),
);

/** An alphabet that nobody here uses is read as the usual one. */
function codepageOf(number = 0): string {
  return number >= 1250 && number <= 1258 ? `windows-${number}` : 'windows-1250';
}

function unicode(reading: Reading, number: number): void {
  say(reading, String.fromCharCode(number & 0xffff));
  reading.passing = reading.groups.at(-1)!.fallback;
}

function byte(reading: Reading, sign: number): void {
  if (reading.passing > 0) reading.passing--;
  else if (isSpoken(reading) && reading.bytes.push(sign) >= MOST_WAITING) flush(reading);
}

function say(reading: Reading, text: string): void {
  flush(reading);
  if (isSpoken(reading)) reading.text += text;
}

function isSpoken({ groups }: Reading): boolean {
  const { isSilent, isHidden } = groups.at(-1)!;
  return !isSilent && !isHidden;
}

function flush(reading: Reading): void {
  if (reading.bytes.length === 0) return;
  reading.text += new TextDecoder(reading.groups.at(-1)!.codepage).decode(Uint8Array.from(reading.bytes));
  reading.bytes = [];
}
