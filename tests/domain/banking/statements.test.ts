import { expect } from 'chai';
import { readBankTable } from '../../../domain/banking/csv-statement.ts';
import { isMt940, readMt940 } from '../../../domain/banking/mt940.ts';

/** A line as a bank writes it, with the mark that divides its details. */
const statement = (mark: string, line = '2611211121C1230,00NTRFNONREF//2026112100001') =>
  [
    ':20:ST261121CYC/1',
    ':25:PL61109010140000071219812874',
    ':28C:00231/1',
    ':60F:C261120PLN1000,00',
    `:61:${line}`,
    `:86:020${mark}00PRZELEW PRZYCHODZACY`,
    `${mark}20FV/2026/11/0001`,
    `${mark}21ABONAMENT CRM`,
    `${mark}3011402004`,
    `${mark}310000300201355387`,
    `${mark}32NABYWCA SPOLKA AKCYJNA`,
    `${mark}33UL. HANDLOWA 5 30-002 KRAKOW`,
    `${mark}38PL27114020040000300201355387`,
    ':62F:C261121PLN2230,00',
    '-',
  ].join('\r\n');

describe('bank statements (N-17)', () => {
  for (const mark of ['~', '^', '<', '?', '+']) {
    it(`in MT940 are read where a bank divides details by ${mark}`, () => {
      expect(isMt940(statement(mark))).to.equal(true);
      expect(readMt940(statement(mark), 'EUR')).to.deep.equal({
        lines: [
          {
            on: '2026-11-21',
            amountMinor: 123_000,
            currency: 'PLN',
            title: 'FV/2026/11/0001 ABONAMENT CRM',
            party: 'NABYWCA SPOLKA AKCYJNA UL. HANDLOWA 5 30-002 KRAKOW',
            account: 'PL27114020040000300201355387',
            reference: '2026112100001',
          },
        ],
        unread: [],
        assumed: 0,
      });
    });
  }

  const amounts: readonly [string, string, number, string][] = [
    ['what goes out as negative', '2611211121D5,5NTRFNONREF', -550, '2026-11-21'],
    ['a payment that was taken back as going out', '2611211121RC100,NTRFNONREF', -10_000, '2026-11-21'],
    ['a line without a booking day', '261121C0,01NMSCNONREF', 1, '2026-11-21'],
    ['what is booked in the new year', '2612310102CN7,00NTRFNONREF', 700, '2027-01-02'],
  ];
  for (const [title, line, amountMinor, on] of amounts) {
    it(`in MT940 read ${title}`, () => {
      expect(readMt940(statement('~', line), 'EUR').lines[0]).to.include({ amountMinor, on });
    });
  }

  it('of any length are read in the time that it takes to read what a bank may write', () => {
    const endless = 'FV/1 '.repeat(1_000);
    const [line] = readMt940(statement('~').replace('~21ABONAMENT CRM', '~21ABONAMENT'.repeat(20_000)), 'PLN').lines;
    expect(line!.title).to.have.length.within(3_000 / 2, 2_000);
    const [other] = readMt940(statement('~').replace('NABYWCA', endless.repeat(100)), 'PLN').lines;
    expect(other!.party).to.have.length.within(1_990, 2_000);
    const table = readBankTable(
      [
        { number: 1, cells: ['Data', 'Kwota', 'Tytuł', 'Kontrahent', 'Nr transakcji'] },
        { number: 2, cells: ['2026-11-21', '12,00', endless, endless, endless] },
      ],
      'PLN',
    );
    const { title, party, reference } = table!.lines[0]!;
    expect([title, party, reference].map(({ length }) => length)).to.deep.equal([1_999, 1_999, 199]);
  });

  it('in MT940 name the line that cannot be read', () => {
    expect(readMt940(statement('~', 'bez sensu'), 'EUR')).to.deep.equal({
      lines: [],
      unread: [{ number: 5, text: 'bez sensu' }],
      assumed: 0,
    });
  });

  const table = (...rows: string[]) =>
    readBankTable(
      rows.map((row, at) => ({ number: at + 1, cells: row.split(';') })),
      'EUR',
    );

  it('as tables are read by the names of their columns, below whatever stands above', () => {
    const read = table(
      'Lista operacji;;;;;',
      'Data księgowania;Nadawca / Odbiorca;Rachunek kontrahenta;Tytuł;Kwota;Waluta',
      "21-11-2026;Drew-Pol;'27 1140 2004 0000 3002 0135 5387;zapłata za FV 1/2026;1 230,50;PLN",
      '2026-11-22;Poczta;;opłata;-12,00;PLN',
      'Suma;;;;1 218,50;PLN',
    );
    expect(read!.unread).to.deep.equal([]);
    expect(read!.lines.map(({ on, amountMinor, account }) => [on, amountMinor, account])).to.deep.equal([
      ['2026-11-21', 123_050, 'PL27114020040000300201355387'],
      ['2026-11-22', -1_200, null],
    ]);
  });

  it('as tables have what comes in and goes out in two columns at some banks', () => {
    const read = table('Data;Opis operacji;Obciążenia;Uznania', '1.12.2026;wpłata;;50,00', '1.12.2026;wypłata;20,00;');
    expect(read!.lines.map(({ amountMinor }) => amountMinor)).to.deep.equal([5_000, -2_000]);
  });

  it('as tables have each amount in the currency that belongs to it', () => {
    const heads = 'Data;Kwota operacji;Waluta operacji;Kwota w walucie rachunku;Waluta rachunku';
    const [both] = table(heads, '1.12.2026;100,00;EUR;430,00;PLN')!.lines;
    const [one] = table('Data;Kwota operacji;Waluta operacji;Waluta rachunku', '1.12.2026;100,00;EUR;PLN')!.lines;
    expect([both!.amountMinor, both!.currency]).to.deep.equal([43_000, 'PLN']);
    expect([one!.amountMinor, one!.currency]).to.deep.equal([10_000, 'EUR']);
  });

  it('that do not say a currency have the one that was said beside them, and are counted', () => {
    const read = table('Data;Kwota', '1.12.2026;100,00', '1.12.2026;50,00 zł', '2.12.2026;-7,00');
    expect(read!.lines.map(({ currency }) => currency)).to.deep.equal(['EUR', 'PLN', 'EUR']);
    expect(read!.assumed).to.equal(2);
    const bare = readMt940(statement('~').replace(/:60F:.*\r\n/, ''), 'EUR');
    expect([bare.lines[0]!.currency, bare.assumed]).to.deep.equal(['EUR', 1]);
  });

  it('are no statements without a day and an amount', () => {
    expect(table('Nazwa;NIP', 'Drew-Pol;7251801126')).to.equal(undefined);
  });
});
