import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { expect } from 'chai';
import excel from 'exceljs';
import iconv from 'iconv-lite';
import type { Cell } from '../../domain/import/cell.ts';
import { guessPlan } from '../../sheets/guess-plan.ts';
import { openBook } from '../../sheets/open-book.ts';
import { writeRows } from '../../sheets/write-rows.ts';
import { samples, xlsxOf } from '../support/importing.ts';
import { refusal } from '../support/refusal.ts';
import { zipOf } from '../support/zip-of.ts';

/** Does not shrink, so that the rest of a part may shrink more than is allowed. */
const noise = randomBytes(150_000).toString('hex');
const smallestBook = {
  'xl/workbook.xml': '<workbook><sheets><sheet name="A" r:id="r1" xmlns:r="r"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': '<worksheet><sheetData/></worksheet>',
};

describe('sheets', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(`${tmpdir()}/nurt-sheets-`);
  });
  after(() => rm(folder, { recursive: true }));

  const lay = async (fileName: string, content: Buffer | string) => {
    const path = `${folder}/${fileName}`;
    await writeFile(path, content);
    return { path, fileName };
  };
  const rowsOf = async (fileName: string, content: Buffer | string, sheet?: string) => {
    const book = await openBook(await lay(fileName, content));
    const rows: [number, readonly Cell[]][] = [];
    for await (const batch of book.rows(sheet ?? book.sheets[0]!.name))
      for (const row of batch) rows.push([row.number, row.cells]);
    book.close();
    return rows;
  };

  it('cells keep their type: text, number, date, yes and no, rich text, link', async () => {
    const date = new Date('2026-03-01T12:30:00Z');
    const content = await xlsxOf([
      [
        'tekst',
        12.5,
        date,
        true,
        { richText: [{ text: 'a' }, { text: 'b' }] },
        { text: 'x@y.pl', hyperlink: 'mailto:x@y.pl' },
      ],
    ]);
    expect(await rowsOf('typy.xlsx', content)).to.deep.equal([[1, ['tekst', 12.5, date, true, 'ab', 'x@y.pl']]]);
  });

  it('a formula gives its saved result, an error its name', async () => {
    const content = await xlsxOf([
      [{ formula: 'A2', result: 7 }, { formula: 'B2', result: 'x' }, { error: '#N/A' }, { formula: 'C2' }],
    ]);
    expect(await rowsOf('formuly.xlsx', content)).to.deep.equal([
      [1, [7, 'x', { trouble: '#N/A' }, { trouble: 'not calculated' }]],
    ]);
  });

  it('merged headers, empty rows and a title above do not hide the columns', async () => {
    const book = new excel.Workbook();
    const page = book.addWorksheet('Klienci');
    page.addRow(['Raport kontrahentów']);
    page.mergeCells('A1:D1');
    page.addRow([]);
    page.addRow(['Nazwa', 'NIP', 'Kontakt', null]);
    page.mergeCells('C3:D3');
    page.addRow([]);
    page.addRow(['Omega', '5260250995', 'a@b.pl', '602118340']);
    const { plan } = await guessPlan(await lay('scalone.xlsx', Buffer.from(await book.xlsx.writeBuffer())));
    expect(plan.headerRow).to.equal(3);
    expect(plan.columns.slice(0, 2).map((column) => column.field)).to.deep.equal(['name', 'nip']);
  });

  it('300 columns are read and no more, and it is known how many are left out', async () => {
    const wide = [Array.from({ length: 320 }, (_, i) => `Kolumna ${i}`), Array.from({ length: 300 }, (_, i) => i)];
    const text = wide.map((cells) => cells.join(';') + ';'.repeat(40)).join('\n');
    for (const [name, content] of [
      ['szeroki.xlsx', await xlsxOf(wide)],
      ['szeroki.csv', text],
    ] as const) {
      const [row] = await rowsOf(name, content);
      expect(row![1], name).to.have.length(300);
      const { plan, sheets } = await guessPlan(await lay(name, content));
      expect([plan.columns.length, sheets[0]!.leftOut], name).to.deep.equal([300, 20]);
    }
    const { sheets } = await guessPlan(await lay('na-styk.xlsx', await xlsxOf(wide.slice(1))));
    expect(sheets[0]!.leftOut).to.equal(0);
  });

  it('a hidden sheet is not guessed, and a sheet that is not there is named with those that are', async () => {
    const book = new excel.Workbook();
    book.addWorksheet('Stare', { state: 'hidden' }).addRows([
      ['Nazwa', 'NIP', 'E-mail', 'Telefon'],
      ['a', 'b', 'c', 'd'],
    ]);
    book.addWorksheet('Info').addRow(['Raport']);
    book.addWorksheet('Klienci').addRows([
      ['Nazwa', 'NIP'],
      ['Omega', '5260250995'],
    ]);
    const file = await lay('arkusze.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    expect((await guessPlan(file)).plan.sheet).to.equal('Klienci');
    const opened = await openBook(file);
    const error = await refusal(opened.rows('Sprzedaż')[Symbol.asyncIterator]().next());
    expect(error.said.pl).to.equal(
      'W pliku nie ma arkusza „Sprzedaż”. Są w nim: Stare, Info, Klienci. Wybierz jeden z nich.',
    );
    opened.close();
  });

  for (const [name, content, code, word] of [
    ['haslo.xlsx', ole('EncryptedPackage'), 'sheet.password', 'hasłem'],
    ['stary.xls', ole('Workbook'), 'sheet.old_format', '.xls'],
    ['klienci.xlsx', Buffer.from('%PDF-1.7\n'), 'sheet.not_a_sheet', 'PDF'],
    ['zdjecie.csv', Buffer.from('\x89PNG\r\n', 'latin1'), 'sheet.not_a_sheet', 'PNG'],
    ['pusty.csv', Buffer.alloc(0), 'sheet.empty', 'pusty'],
    ['uszkodzony.xlsx', Buffer.from('PK\x03\x04 and nothing more', 'latin1'), 'sheet.broken', 'uszkodzony'],
  ] as const) {
    it(`${name} gets one clear sentence (${code})`, async () => {
      const error = await refusal(openBook(await lay(name, content)));
      expect(error.code).to.equal(code);
      expect(error.said.pl).to.contain(word).and.to.contain(name);
    });
  }

  it('a zip bomb is refused before it is unpacked', async () => {
    const content = zipOf({
      'xl/workbook.xml': '<workbook/>',
      'xl/worksheets/sheet1.xml': Buffer.alloc(64 * 1024 * 1024, 32),
    });
    expect(content.length).to.be.lessThan(1024 * 1024);
    expect((await refusal(openBook(await lay('bomba.xlsx', content)))).code).to.equal('sheet.too_large_inside');
  });

  it('a format of a million brackets is no date, and costs no time', async () => {
    const code = '['.repeat(1_000_000);
    const styles = `<styleSheet><!--${noise}--><numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts></styleSheet>`;
    (await openBook(await lay('nawiasy.xlsx', zipOf({ ...smallestBook, 'xl/styles.xml': styles })))).close();
  });

  it('five million empty shared texts are refused before they fill the memory', async () => {
    const texts = `<sst><!--${noise}-->${'<si/>'.repeat(5_000_000)}</sst>`;
    const content = zipOf({ ...smallestBook, 'xl/sharedStrings.xml': texts });
    expect((await refusal(openBook(await lay('puste.xlsx', content)))).code).to.equal('sheet.too_large_inside');
  });

  for (const [name, sheet] of [
    ['a text of millions of letters', `<row><c t="str"><v>${'ą'.repeat(3_000_000)}`],
    ['a row without an end', `<row>${`<c t="str"><v>${'x'.repeat(1_000)}</v></c>`.repeat(17_500)}`],
    ['elements without an end', '<a>'.repeat(100_000)],
    ['a comment of millions of letters', `<!--${'x'.repeat(3_000_000)}-->`],
  ] as const) {
    it(`${name} is refused before it fills the memory`, async () => {
      const parts = { ...smallestBook, 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}` };
      expect((await refusal(guessPlan(await lay('bomba.xlsx', zipOf(parts))))).code).to.equal('sheet.too_large_inside');
    });
  }

  it('a cell that is longer than any in Excel is cut, and in a look at the sheet still shorter', async () => {
    const sheet = `<row><c t="inlineStr"><is>${`<t>${'x'.repeat(50_000)}</t>`.repeat(20)}</is></c></row>`;
    const content = zipOf({
      ...smallestBook,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    });
    const [row] = await rowsOf('dlugie.xlsx', content);
    expect(String(row![1][0])).to.have.length(100_000);
    expect((await guessPlan(await lay('dlugie.xlsx', content))).sheets[0]!.rows[0]!.cells[0]).to.have.length(200);
  });

  it('two sheets that are one part are refused', async () => {
    const sheet = (name: string) => `<sheet name="${name}" r:id="r1" xmlns:r="r"/>`;
    const parts = {
      ...smallestBook,
      'xl/workbook.xml': `<workbook><sheets>${sheet('A')}${sheet('B')}</sheets></workbook>`,
    };
    expect((await refusal(openBook(await lay('dwa.xlsx', zipOf(parts))))).code).to.equal('sheet.broken');
  });

  it('reading ends when nobody waits for it any more', async () => {
    const content = zipOf({
      ...smallestBook,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${'<row><c><v>1</v></c></row>'.repeat(50_000)}</sheetData></worksheet>`,
    });
    const left = new AbortController();
    const book = await openBook({ ...(await lay('odszedl.xlsx', content)), signal: left.signal });
    const rows = book.rows(book.sheets[0]!.name)[Symbol.asyncIterator]();
    await rows.next();
    left.abort();
    await refusal(
      (async () => {
        while (!(await rows.next()).done);
      })(),
    );
    book.close();
    await refusal(openBook({ ...(await lay('odszedl.xlsx', content)), signal: left.signal }));
  });

  it('writing ends when nobody takes it any more', async () => {
    const into = new PassThrough();
    let asked = 0;
    async function* rows(): AsyncGenerator<Cell[]> {
      for (; asked < 1_000; asked++) {
        if (asked === 3) into.destroy();
        yield ['Omega'];
      }
    }
    await writeRows(into, { sheet: 'Odrzucone', headers: ['Nazwa'], rows: rows() });
    expect(asked).to.equal(3);
  });

  it('a Word document in an .xlsx is named', async () => {
    const error = await refusal(openBook(await lay('pismo.xlsx', zipOf({ 'word/document.xml': '<x/>' }))));
    expect(error.said.pl).to.contain('Word');
  });

  it('a CSV file is read in its encoding and with its separator, found by itself', async () => {
    const text = 'Nazwa;Miasto\r\nŻółć;"Łódź; Górna"\r\n\r\n"Jan ""Ś"" K";"a\nb"\r\n';
    const expected = [
      [1, ['Nazwa', 'Miasto']],
      [2, ['Żółć', 'Łódź; Górna']],
      [4, ['Jan "Ś" K', 'a\nb']],
    ];
    for (const encoding of ['utf-8', 'windows-1250', 'iso-8859-2', 'utf-16le']) {
      const content = iconv.encode(text, encoding, { addBOM: encoding.startsWith('utf') });
      expect(await rowsOf(`${encoding}.csv`, content), encoding).to.deep.equal(expected);
    }
    for (const separator of [',', '\t', '|']) {
      expect(await rowsOf('inny.csv', `a${separator}b\nc${separator}d\n`), separator).to.deep.equal([
        [1, ['a', 'b']],
        [2, ['c', 'd']],
      ]);
    }
  });

  it('a row that is cut by the end of a chunk stays whole', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `Firma ${i};"ulica ""${i}""\n2";x`);
    const rows = await rowsOf('dlugi.csv', lines.join('\r\n'));
    expect(rows).to.have.length(30_000);
    expect(rows.every(([, cells], i) => cells[0] === `Firma ${i}` && cells[1] === `ulica "${i}"\n2`)).to.equal(true);
  });

  it('the real samples are read to the end', async () => {
    for (const [file, last] of [
      ['klienci.xlsx', 2001],
      ['raport-erp.xlsx', 311],
      ['klienci-cp1250.csv', 2001],
    ] as const) {
      const fileName = file;
      const { plan } = await guessPlan({ path: `${samples}/${file}`, fileName });
      expect(
        plan.columns.every((column) => column.field !== null),
        file,
      ).to.equal(true);
      const book = await openBook({ path: `${samples}/${file}`, fileName });
      let number = 0;
      for await (const batch of book.rows(plan.sheet)) number = batch.at(-1)!.number;
      book.close();
      expect(number, file).to.equal(last);
    }
  });

  it('written rows keep numbers and dates, and a text is never a formula (rule 18)', async () => {
    const into = new PassThrough();
    const content = buffer(into);
    async function* rows(): AsyncGenerator<Cell[]> {
      yield ['=1+1', 12.5, '+48 602 118 340', 'a\u0000b'];
    }
    await writeRows(into, { sheet: 'Odrzucone', headers: ['Powód', 'Kwota', 'Telefon', 'Tekst'], rows: rows() });
    const book = new excel.Workbook();
    await book.xlsx.load((await content) as never);
    expect((book.worksheets[0]!.getRow(2).values as unknown[]).slice(1)).to.deep.equal([
      '=1+1',
      12.5,
      '+48 602 118 340',
      'a\ufffdb',
    ]);
  });
});

/** The head of an OLE file with one stream name in its directory. */
function ole(stream: string): Buffer {
  return Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(1016),
    Buffer.from(stream, 'utf16le'),
  ]);
}
