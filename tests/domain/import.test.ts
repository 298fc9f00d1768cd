import { expect } from 'chai';
import type { Cell } from '../../domain/import/cell.ts';
import { findHeaderRow, guessColumns, guessJoinBy } from '../../domain/import/guess-columns.ts';
import type { FieldId } from '../../domain/import/fields.ts';
import { parseDate, parseMoney, parseNumber, parseYesNo } from '../../domain/import/parse.ts';
import { checkPlan, type ImportPlan } from '../../domain/import/plan.ts';
import { rowReader } from '../../domain/import/read-row.ts';
import { DomainError } from '../../domain/domain-error.ts';

const context = {
  owners: new Map([
    ['anna@nurt.example', 'u1'],
    ['anna wisniewska', 'u1'],
  ]),
  today: '2026-11-23',
};

describe('values in a spreadsheet', () => {
  it('money is read as people type it', () => {
    const amounts: [Cell, number][] = [
      ['1.234,56 zł', 123456],
      ['1 234,56', 123456],
      ['1,234.56', 123456],
      ['1234.5', 123450],
      ['1.234', 123400],
      ['12,345,678', 1234567800],
      ['-12,50', -1250],
      ['€ 10', 1000],
      ['0', 0],
      [1234.56, 123456],
      [1.005, 101],
    ];
    for (const [cell, minor] of amounts) expect(parseMoney(cell)?.minor, String(cell)).to.equal(minor);
    for (const text of ['dużo', '12 tys.', '1,2,3', '1.23.456,7', '', '--5'])
      expect(parseMoney(text), text).to.equal(undefined);
    expect(parseMoney('12,50 EUR')?.currency).to.equal('EUR');
  });

  it('a number has its decimal mark where people put it', () => {
    const numbers: [Cell, number | undefined][] = [
      ['0,125', 0.125],
      ['0.250', 0.25],
      ['1,125', 1.125],
      ['1.234', 1234],
      ['1 234,5', 1234.5],
      ['1,234.5', 1234.5],
      ['−12,5', -12.5],
      [0.125, 0.125],
      ['12%', undefined],
      ['1,2,3', undefined],
    ];
    for (const [cell, value] of numbers) expect(parseNumber(cell), String(cell)).to.equal(value);
    expect(parseMoney('0,125')?.minor).to.equal(13);
  });

  it('a date is read from cells, serial numbers and texts, the day first', () => {
    const first = [
      '2026-03-01',
      '1.03.2026',
      '01-03-2026',
      '1/3/26',
      '1 marca 2026',
      '1 marca 2026 r.',
      'March 1, 2026',
      '2026-03-01 12:00:00',
      '01.03.2026 r.',
    ];
    for (const text of first) expect(parseDate(text), text).to.equal('2026-03-01');
    expect(parseDate(46082)).to.equal('2026-03-01');
    expect(parseDate(new Date('2026-03-01T12:00:00Z'))).to.equal('2026-03-01');
    expect(parseDate('3/31/2026')).to.equal('2026-03-31');
    for (const text of ['31.02.2026', 'wczoraj', '2026', '1.13.2026x'])
      expect(parseDate(text), text).to.equal(undefined);
  });

  it('yes and no have many spellings', () => {
    for (const cell of ['TAK', 'tak', 'x', 'X', '1', 1, true, 'Yes', '✓'])
      expect(parseYesNo(cell), String(cell)).to.equal(true);
    for (const cell of ['NIE', 'nie', '0', 0, false, 'no', '-']) expect(parseYesNo(cell), String(cell)).to.equal(false);
    for (const cell of ['może', 2, '']) expect(parseYesNo(cell), String(cell)).to.equal(undefined);
  });
});

describe('columns of a spreadsheet', () => {
  const header = [
    'Nazwa kontrahenta',
    'NIP',
    'Osoba kontaktowa',
    'Adres e-mail',
    'Tel. kom.',
    'Ulica i nr',
    'Kod',
    'Miejscowość',
    'Klasa',
    'Zgoda marketingowa',
    'Data zgody',
    'Obrót roczny',
  ];

  it('are guessed from Polish headers', () => {
    expect(guessColumns(header, []).map((column) => column.field)).to.deep.equal([
      'name',
      'nip',
      'person',
      'email',
      'phone',
      'street',
      'postcode',
      'city',
      'class',
      'consent',
      'consentOn',
      'turnover',
    ]);
  });

  it('are guessed from English headers and longer ones', () => {
    const english = ['Company name', 'VAT ID', 'Email address', 'Phone 2', 'NIP (z GUS)', 'Zip code', 'Fax'];
    expect(guessColumns(english, []).map((column) => column.field)).to.deep.equal([
      'name',
      'nip',
      'email',
      'phone',
      null,
      'postcode',
      null,
    ]);
  });

  it('without headers are guessed from what they hold', () => {
    const samples = [{ number: 1, cells: ['Omega', '526-025-09-95', 'a@omega.pl'] }];
    expect(guessColumns([], samples).map((column) => column.field)).to.deep.equal([null, 'nip', 'email']);
  });

  it('are found below a merged title and a date', () => {
    const rows = [
      { number: 1, cells: ['Raport kontrahentów na dzień', new Date('2026-11-22')] },
      { number: 3, cells: header },
      {
        number: 5,
        cells: ['Omega', '526-025-09-95', 'Ewa', 'a@omega.pl', 'tel. 1', 'x', 'y', 'z', 'A', 'tak', '1.03.2026', '0'],
      },
    ];
    expect(findHeaderRow(rows)).to.equal(3);
  });

  it('join by NIP where there is one, else by what is surest', () => {
    expect(guessJoinBy(guessColumns(header, []))).to.equal('nip');
    expect(guessJoinBy(guessColumns(['Firma', 'E-mail'], []))).to.equal('email');
  });
});

describe('a plan of an import', () => {
  it('names the columns of the file when the joining one is missing', () => {
    const plan = planOf(['name', 'city']);
    expect(() => checkPlan({ ...plan, joinBy: 'nip' })).to.throw(DomainError, /import.no_joining_column.*name, city/);
  });

  it('needs a name and reads no field twice', () => {
    expect(() => checkPlan(planOf(['city']))).to.throw(DomainError, /no_name_column/);
    expect(() => checkPlan(planOf(['name', 'nip', 'nip']))).to.throw(DomainError, /field_twice/);
    expect(() => checkPlan(planOf(['name', 'phone', 'phone']))).not.to.throw();
  });
});

describe('a row of a spreadsheet', () => {
  const read = (fields: FieldId[], cells: Cell[]) => rowReader(planOf(fields), context)({ number: 2, cells });

  it('becomes a draft with normalised values', () => {
    const { draft, problems } = read(
      ['name', 'nip', 'person', 'email', 'phone', 'consent', 'consentOn', 'turnover', 'owner'],
      [
        '  Omega   Wójcik ',
        'PL526-025-09-95',
        'Ewa Wójcik',
        ' BIURO@Omega.pl ; b@omega.pl',
        607331481,
        'TAK',
        '1.03.2026',
        '1.234,56 zł',
        'Anna Wiśniewska',
      ],
    );
    expect(problems).to.deep.equal([]);
    expect(draft).to.deep.equal({
      name: 'Omega Wójcik',
      nip: '5260250995',
      firstName: 'Ewa',
      lastName: 'Wójcik',
      emails: ['biuro@omega.pl', 'b@omega.pl'],
      phones: ['+48607331481'],
      consents: [{ channel: 'any', status: 'given', said: 'TAK' }],
      consentOn: '2026-03-01',
      turnoverMinor: 123456,
      currency: 'PLN',
      ownerId: 'u1',
    });
  });

  it('with a broken address is wrong and says where and why in both languages', () => {
    const [problem] = read(['name', 'email'], ['Omega', 'jan@@firma.pl']).problems;
    expect(problem).to.deep.equal({
      column: 1,
      pl: 'Kolumna „email”: „jan@@firma.pl” nie jest adresem e-mail. Popraw albo usuń wartość.',
      en: 'Column "email": "jan@@firma.pl" is not an e-mail address. Correct or delete it.',
    });
  });

  it('with a wrong NIP is warned about and not blocked (rule 40)', () => {
    const { problems, warnings, draft } = read(['name', 'nip'], ['Omega', '123-456-78-90']);
    expect([problems.length, warnings.length, draft.nip]).to.deep.equal([0, 1, '1234567890']);
  });

  it('with "brak" in a cell has nothing there', () => {
    const { draft, problems } = read(['name', 'email', 'phone'], ['Omega', 'brak', 'brak']);
    expect([draft, problems]).to.deep.equal([{ name: 'Omega' }, []]);
  });

  it('with a NUL byte, half a character or an error of Excel is wrong', () => {
    for (const cell of ['a\u0000b', 'a\ud800b', { trouble: '#N/A' }, { trouble: 'not calculated' }])
      expect(read(['name', 'notes'], ['Omega', cell]).problems.length, JSON.stringify(cell)).to.equal(1);
  });

  it('without a name is wrong, and a private person gives theirs', () => {
    expect(read(['name', 'city'], [null, 'Kraków']).problems[0]!.en).to.contain('no customer name');
    expect(read(['name', 'person'], [null, 'Jan Nowak']).draft.name).to.equal('Jan Nowak');
  });

  it('that sums up the others is no customer', () => {
    expect(read(['name', 'turnover'], ['RAZEM', 100]).problems.length).to.equal(1);
    expect(read(['name', 'nip'], ['Suma', '5260250995']).problems.length).to.equal(0);
  });

  it('names its currency beside the amount or in a column of its own, and only one that is offered', () => {
    const offered = { ...context, currencies: ['PLN', 'EUR'] };
    const row = (turnover: Cell, currency: Cell) =>
      rowReader(planOf(['name', 'turnover', 'currency']), offered)({ number: 2, cells: ['Omega', turnover, currency] });
    expect(row('100', 'eur').draft).to.deep.equal({ name: 'Omega', turnoverMinor: 10_000, currency: 'EUR' });
    expect(row('100 zł', null).draft.currency).to.equal('PLN');
    for (const [turnover, currency, why] of [
      ['100 zł', 'EUR', 'dwie waluty: PLN i EUR'],
      ['100', 'SEK', 'nie ma w słowniku walut (PLN, EUR)'],
      ['100 sek', null, 'nie ma w słowniku walut'],
      ['100', 'ruble', 'nie jest walutą'],
      ['12 tys.', null, 'nie jest kwotą'],
    ] as const)
      expect(row(turnover, currency).problems[0]?.pl).to.contain(why);
  });

  it('says its industry by name or by code; what the dictionary does not know is taken as it is', () => {
    const known = { ...context, industries: new Map([['meblarstwo', 'Meble']]) };
    const industry = (cell: Cell) =>
      rowReader(planOf(['name', 'industry']), known)({ number: 2, cells: ['Omega', cell] }).draft.industry;
    expect(industry(' MEBLARSTWO ')).to.equal('Meble');
    expect(industry('Pszczoły')).to.equal('Pszczoły');
  });

  it('with a consent of tomorrow or an unknown owner is wrong', () => {
    expect(read(['name', 'consentOn'], ['Omega', '2026-11-24']).problems.length).to.equal(1);
    expect(read(['name', 'owner'], ['Omega', 'Ktoś Inny']).problems.length).to.equal(1);
  });
});

function planOf(fields: FieldId[]): ImportPlan {
  return {
    sheet: null,
    encoding: null,
    separator: null,
    headerRow: 1,
    columns: fields.map((field, index) => ({ index, header: field, field })),
    joinBy: 'nothing',
    onChanged: 'overwrite',
    groupId: null,
  };
}
