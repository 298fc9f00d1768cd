import { open } from 'node:fs/promises';
import type { DomainError } from '../domain/domain-error.ts';
import { sheetTrouble } from './sheet-trouble.ts';

export type FileKind = 'xlsx' | 'csv';

const edgeBytes = 64 * 1024;

/** What a file is by its first bytes, whatever its name says. Throws a DomainError for what is not a sheet. */
export async function fileKind(path: string, fileName: string): Promise<FileKind> {
  const { head, tail, size } = await edgesOf(path);
  if (size === 0) {
    throw sheetTrouble('empty', {
      pl: `Plik ${fileName} jest pusty. Wybierz plik z wierszami.`,
      en: `The file ${fileName} is empty. Choose a file with rows.`,
    });
  }
  if (startsWith(head, 'PK\x03\x04')) return 'xlsx';
  if (startsWith(head, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw oldOrLocked(Buffer.concat([head, tail]), fileName);
  const known = signatures.find(([signature]) => startsWith(head, signature));
  if (known) throw notASheet(fileName, known[1]);
  if (isUtf16(head) || looksLikeText(head)) return 'csv';
  throw notASheet(fileName, 'dane binarne / binary');
}

const signatures: readonly (readonly [string, string])[] = [
  ['%PDF', 'PDF'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
  ['GIF8', 'GIF'],
  ['{\\rtf', 'RTF'],
  ['<!DOCTYPE', 'HTML'],
  ['<!doctype', 'HTML'],
  ['<html', 'HTML'],
  ['<?xml', 'XML'],
  ['\x1f\x8b', 'GZIP'],
  ['Rar!', 'RAR'],
  ['7z\xbc\xaf', '7z'],
  ['MZ', 'EXE'],
  ['\x7fELF', 'ELF'],
];

function startsWith(bytes: Buffer, signature: string): boolean {
  return bytes.subarray(0, signature.length).equals(Buffer.from(signature, 'latin1'));
}

/** Both an .xlsx with a password and the .xls of old are OLE files; the first holds a stream called EncryptedPackage. */
function oldOrLocked(edges: Buffer, fileName: string): DomainError {
  const isOld = edges.includes(Buffer.from('Workbook', 'utf16le')) || edges.includes(Buffer.from('Book', 'utf16le'));
  if (isOld && !edges.includes(Buffer.from('Encrypted', 'utf16le'))) {
    return sheetTrouble('old_format', {
      pl: `Plik ${fileName} jest w dawnym formacie .xls. Otwórz go w Excelu, zapisz jako .xlsx i wczytaj ponownie.`,
      en: `The file ${fileName} is in the old .xls format. Open it in Excel, save it as .xlsx and load it again.`,
    });
  }
  return sheetTrouble('password', {
    pl: `Plik ${fileName} jest chroniony hasłem. Otwórz go w Excelu, usuń hasło (Plik, Informacje, Chroń skoroszyt), zapisz i wczytaj ponownie.`,
    en: `The file ${fileName} is protected by a password. Open it in Excel, remove the password (File, Info, Protect Workbook), save it and load it again.`,
  });
}

function notASheet(fileName: string, kind: string): DomainError {
  return sheetTrouble('not_a_sheet', {
    pl: `Plik ${fileName} nie jest arkuszem (to ${kind}). Wybierz plik .xlsx albo .csv.`,
    en: `The file ${fileName} is not a spreadsheet (it is ${kind}). Choose an .xlsx or .csv file.`,
  });
}

function isUtf16(head: Buffer): boolean {
  return startsWith(head, '\xff\xfe') || startsWith(head, '\xfe\xff');
}

/** A text may hold a stray control character (its row is refused later), a binary file is full of them. */
function looksLikeText(head: Buffer): boolean {
  let odd = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) odd++;
  return odd * 50 < head.length || odd === 1;
}

async function edgesOf(path: string): Promise<{ head: Buffer; tail: Buffer; size: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, edgeBytes));
    await file.read(head, 0, head.length, 0);
    const tail = Buffer.alloc(Math.min(Math.max(0, size - head.length), edgeBytes));
    await file.read(tail, 0, tail.length, size - tail.length);
    return { head, tail, size };
  } finally {
    await file.close();
  }
}
