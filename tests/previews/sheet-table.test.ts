import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import excel from 'exceljs';
import { expect } from 'chai';
import { sayDay, sayNumber, type ShownNumber } from '../../domain/files/sheet-preview.ts';
import { sheetTable } from '../../previews/sheet-table.ts';

describe('the preview of a workbook', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(`${tmpdir()}/nurt-sheet-`)));
  after(() => rm(folder, { recursive: true }));

  const made = async (fill: (book: excel.Workbook) => void) => {
    const book = new excel.Workbook();
    fill(book);
    const from = `${folder}/book.xlsx`;
    await writeFile(from, Buffer.from(await book.xlsx.writeBuffer()));
    return sheetTable({ way: 'sheet', from, to: '' });
  };

  it('is its first sheet that is not hidden, with numbers and dates as they are formatted', async () => {
    const preview = await made((book) => {
      book.addWorksheet('Ukryty', { state: 'hidden' }).addRow(['x']);
      const page = book.addWorksheet('Cennik');
      page.addRow(['Towar', 'Cena', 'Rabat', 'Od', 'NIP', 'Jest']);
      const row = page.addRow(['Łata', 1234.5, 0.125, new Date('2026-12-03T00:00:00Z'), 5260250995, true]);
      row.getCell(2).numFmt = '#,##0.00 "zł"';
      row.getCell(3).numFmt = '0.0%';
      row.getCell(4).numFmt = 'dd.mm.yyyy';
      book.addWorksheet('Drugi');
    });
    expect(preview).to.deep.equal({
      ...{ kind: 'table', sheet: 'Cennik', sheets: 2, cut: false },
      rows: [
        { number: 1, cells: ['Towar', 'Cena', 'Rabat', 'Od', 'NIP', 'Jest'] },
        {
          number: 2,
          cells: [
            'Łata',
            { number: 1234.5, decimals: 2, grouped: true, unit: 'zł' },
            { number: 0.125, decimals: 1, percent: true },
            { date: '2026-12-03' },
            { number: 5260250995 },
            true,
          ],
        },
      ],
    });
  });

  it('shows times of day and sums of hours, never as days of 1899', async () => {
    const preview = await made((book) => {
      const row = book
        .addWorksheet('Godziny')
        .addRow([8.5 / 24, 8.5 / 24, 1.5, 0.25, new Date('2026-12-03T08:30:00Z')]);
      ['h:mm', 'hh:mm:ss', '[h]:mm', 'dd.mm.yyyy', 'dd.mm.yyyy hh:mm'].forEach(
        (format, at) => (row.getCell(at + 1).numFmt = format),
      );
    });
    expect(preview.kind === 'table' && preview.rows[0]!.cells).to.deep.equal([
      ...['08:30', '08:30', '36:00', '06:00'],
      { date: '2026-12-03', time: '08:30' },
    ]);
  });

  it('says its values in the language of whoever looks', () => {
    const plain = (value: ShownNumber, language: 'pl' | 'en') => sayNumber(value, language).replaceAll('\u00a0', ' ');
    expect(plain({ number: 1234.5, decimals: 2, grouped: true, unit: 'zł' }, 'pl')).to.equal('1 234,50 zł');
    expect(plain({ number: 0.125, decimals: 1, percent: true }, 'en')).to.equal('12.5%');
    expect(plain({ number: 5260250995 }, 'pl')).to.equal('5260250995');
    expect([sayDay('2026-12-03', 'pl'), sayDay('2026-12-03', 'en')]).to.deep.equal(['3.12.2026', '3/12/2026']);
  });

  it('ends where nobody reads on: rows, columns and long texts are cut, and it says so', async () => {
    const preview = await made((book) => {
      const page = book.addWorksheet('Duży');
      for (let n = 0; n < 300; n++)
        page.addRow(Array.from({ length: 30 }, (_, at) => (at === 0 ? 'x'.repeat(900) : n)));
    });
    if (preview.kind !== 'table') throw new Error('no table');
    expect(preview.cut).to.equal(true);
    expect(preview.rows[0]!.cells).to.have.length(20);
    expect((preview.rows[0]!.cells[0] as string).length).to.equal(201);
    expect(preview.rows.length).to.be.lessThan(101);
  });
});
