/**
 * An import of 100,000 x 12 cells: read, validated, compared with the register and counted, beside the bare streaming read
 * of exceljs on the same file. Each part runs in a process of its own, so that its memory is its own.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import excel from 'exceljs';
import { dropTemplate, freshDatabase } from '../tests/support/database.ts';
import type { Figure } from './figure.ts';
import type { ImportPart, PartMeasured } from './import.part.ts';

const rows = 100_000;

/** Rows a second against the floor, memory against that of the reader alone. */
export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(`${tmpdir()}/nurt-bench-import-`);
  const database = await freshDatabase(2);
  const part = (name: ImportPart) => measured(name, { url: database.url, folder });
  try {
    await writeFile(`${folder}/klienci.xlsx`);
    const alone = await part('reader');
    const first = await besideFloor(part);
    const writing = await part('write');
    const again = await besideFloor(part);
    const megabytes = Math.max(first.counted.megabytes, again.counted.megabytes);
    return [
      ratio('import: counted, empty register', first, 0.5),
      ratio('import: counted again, every row known to the register', again, 0.25),
      memory('the bare exceljs streaming read', megabytes, first.floor.megabytes),
      memory('our own reader alone', megabytes, alone.megabytes),
      {
        name: 'import: written to the register with contacts, people, consents',
        figure: rows / writing.seconds,
        unit: 'rows/s',
        goal: 'at least 1,000',
        holds: rows / writing.seconds >= 1_000,
      },
    ];
  } finally {
    await database.drop();
    await dropTemplate();
    await rm(folder, { recursive: true });
  }
}

type Beside = { readonly counted: PartMeasured; readonly floor: PartMeasured };

/** The bare reader swings by a third within minutes: what it does right before and right after the counting is its floor. */
async function besideFloor(part: (name: ImportPart) => Promise<PartMeasured>): Promise<Beside> {
  const before = await part('exceljs');
  const counted = await part('analyse');
  const after = await part('exceljs');
  return { counted, floor: { ...before, seconds: (before.seconds + after.seconds) / 2 } };
}

function ratio(name: string, { counted, floor }: Beside, share: number): Figure {
  return {
    name,
    figure: rows / counted.seconds,
    unit: 'rows/s',
    goal: `at least ${share} times ${Math.round(rows / floor.seconds)}`,
    holds: floor.seconds / counted.seconds >= share,
  };
}

function memory(than: string, megabytes: number, floor: number): Figure {
  return {
    name: `import: memory against ${than}`,
    figure: megabytes / floor,
    unit: 'times',
    goal: `at most 1.5 times ${Math.round(floor)} MB`,
    holds: megabytes <= 1.5 * floor,
  };
}

async function measured(name: ImportPart, where: { url: string; folder: string }): Promise<PartMeasured> {
  const worker = fileURLToPath(new URL('import.part.ts', import.meta.url));
  const child = spawn(process.execPath, [worker, name, where.url, where.folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`The part ${name} ended with ${String(code)}`);
  return JSON.parse(said.trim().split('\n').at(-1)!) as PartMeasured;
}

/** Twelve columns of every kind: numbers as texts, dates, amounts with a decimal comma, consents. */
async function writeFile(path: string): Promise<void> {
  const book = new excel.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true });
  const sheet = book.addWorksheet('Klienci');
  const header = [
    'Nazwa',
    'NIP',
    'Osoba kontaktowa',
    'E-mail',
    'Telefon',
    'Ulica',
    'Kod',
    'Miasto',
    'Klasa',
    'Zgoda',
    'Data zgody',
    'Obrót',
  ];
  sheet.addRow(header).commit();
  for (let i = 0; i < rows; i++) {
    const place = i % 100;
    sheet
      .addRow([
        `Firma Żółć ${i}`,
        nip(i),
        `Anna Nowak${i % 500}`,
        `biuro${i}@firma${i}.pl`,
        `602 ${String(i).padStart(6, '0')}`,
        `ul. Długa ${place}`,
        '31-072',
        'Kraków',
        'ABC'[i % 3],
        i % 2 ? 'tak' : 'nie',
        '1.03.2026',
        '1 234,56',
      ])
      .commit();
  }
  sheet.commit();
  await book.commit();
}

function nip(i: number): string {
  for (let n = 100_000_000 + i * 7; ; n++) {
    const digits = String(n);
    const sum = [6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((all, weight, at) => all + weight * Number(digits[at]), 0);
    if (sum % 11 < 10)
      return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 8)}-${digits.slice(8)}${sum % 11}`;
  }
}
