import { expect } from 'chai';
import iconv from 'iconv-lite';
import type TestAgent from 'supertest/lib/agent.js';
import { reckonStaleBalances } from '../../db/balances.ts';
import { companies } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const invoice = (externalId: string, over: object = {}) => ({
  kind: 'invoice',
  externalId,
  companyId: companies.drewPol.id,
  number: `FV/${externalId}`,
  happenedOn: day(-40),
  dueOn: day(-19),
  amountMinor: 123_000,
  ...over,
});

describe('transactions that another system feeds', () => {
  let panel: TestPanel;
  let feeder: string;
  let anna: TestAgent;

  before(async () => {
    panel = await startPanel();
    feeder = await panel.token('jan', ['transaction.feed', 'transaction.read', 'company.read']);
    anna = await panel.as('anna');
  });
  after(() => panel.stop());

  const feed = (rows: readonly object[], source = 'erp') =>
    panel.nobody().put('/api/v1/transactions').set('Authorization', `Bearer ${feeder}`).send({ source, rows });
  const balance = async () =>
    (await anna.get(`/api/v1/companies/${companies.drewPol.id}/balances`).expect(200)).body.rows;

  it('the same batch twice is written once, and the balance is reckoned from it', async () => {
    const batch = [
      invoice('1'),
      invoice('2', { dueOn: day(10), happenedOn: day(-4), amountMinor: 50_000 }),
      invoice('3', { currency: 'EUR', amountMinor: 7_000, dueOn: null }),
      {
        kind: 'payment',
        externalId: 'p1',
        companyId: companies.drewPol.id,
        happenedOn: day(-3),
        amountMinor: 23_000,
        settles: '1',
      },
      {
        kind: 'demand',
        externalId: 'd1',
        companyId: companies.drewPol.id,
        happenedOn: day(-2),
        stage: 1,
        title: 'Wezwanie',
      },
    ];
    expect((await feed(batch).expect(200)).body).to.deep.equal({ written: 5, unchanged: 0, refused: [] });
    expect((await feed(batch).expect(200)).body).to.deep.equal({ written: 0, unchanged: 5, refused: [] });
    expect(await balance()).to.deep.equal([
      {
        currency: 'PLN',
        balanceMinor: 150_000,
        overdueMinor: 100_000,
        oldestOverdueOn: day(-19),
        turnoverMinor: 173_000,
        turnoverBeforeMinor: 0,
      },
      {
        currency: 'EUR',
        balanceMinor: 7_000,
        overdueMinor: 0,
        oldestOverdueOn: null,
        turnoverMinor: 7_000,
        turnoverBeforeMinor: 0,
      },
    ]);
    const kept = await panel.db.rows(
      `select currency, balance_minor, overdue_minor from company_balances order by 1 desc`,
    );
    expect(kept).to.deep.equal([
      { currency: 'PLN', balanceMinor: 150_000, overdueMinor: 100_000 },
      { currency: 'EUR', balanceMinor: 7_000, overdueMinor: 0 },
    ]);
  });

  it('a number opens exactly its rows (rule 42)', async () => {
    const rows = async (query: string) =>
      (await anna.get(`/api/v1/transactions?companyId=${companies.drewPol.id}&${query}`).expect(200)).body.rows;
    const overdue = await rows('only=overdue');
    expect(overdue.map((row: { number: string; openMinor: number }) => [row.number, row.openMinor])).to.deep.equal([
      ['FV/1', 100_000],
    ]);
    expect(await rows('only=owed')).to.have.length(3);
    expect(await rows('kind=demand')).to.have.length(1);
    const first = (await anna.get('/api/v1/transactions?limit=2').expect(200)).body;
    const rest = (await anna.get(`/api/v1/transactions?limit=50&after=${first.next}`).expect(200)).body;
    expect([first.rows.length, rest.rows.length, rest.next]).to.deep.equal([2, 3, null]);
  });

  it('a payment that comes before its invoice counts when the invoice is there', async () => {
    const late = {
      kind: 'payment',
      externalId: 'p9',
      companyId: companies.zubr.id,
      happenedOn: day(-1),
      amountMinor: 100,
      settles: '9',
    };
    await feed([late]).expect(200);
    await feed([invoice('9', { companyId: companies.zubr.id, amountMinor: 100 })]).expect(200);
    const { rows } = (await anna.get(`/api/v1/companies/${companies.zubr.id}/balances`).expect(200)).body;
    expect([rows[0].balanceMinor, rows[0].overdueMinor]).to.deep.equal([0, 0]);
  });

  it('what was paid too much, and a correction, count for the customer', async () => {
    const { ges } = companies;
    await feed([
      invoice('31', { companyId: ges.id, amountMinor: 1_000 }),
      invoice('32', { companyId: ges.id, amountMinor: -300 }),
      { kind: 'payment', externalId: 'p31', companyId: ges.id, happenedOn: day(-1), amountMinor: 1_200, settles: '31' },
    ]).expect(200);
    const { rows } = (await anna.get(`/api/v1/companies/${ges.id}/balances`).expect(200)).body;
    expect([rows[0].balanceMinor, rows[0].overdueMinor]).to.deep.equal([-500, 0]);
    // It waits for no money: who calls about what is to be paid does not call about it.
    type Standard = { standard: { id: string; view: object }[] };
    const { standard } = (await anna.get('/api/v1/lists/transactions').expect(200)).body as Standard;
    for (const id of ['transactions:unpaid', 'transactions:overdue']) {
      const { view } = standard.find((one) => one.id === id)!;
      const shown = (await anna.post('/api/v1/lists/transactions/rows').send({ view, limit: 200 }).expect(200)).text;
      expect(shown, id).to.contain('FV/1"').and.not.to.contain('FV/31').and.not.to.contain('FV/32');
    }
  });

  it('rows without a customer are refused by their place, the others are written', async () => {
    await panel.db.run(`update companies set nip = '7251801126' where id = any($1::uuid[])`, [[companies.omega.id]]);
    const answer = await feed([
      invoice('21', { companyId: null, nip: '725-18-01-126' }),
      invoice('23', { companyId: companies.omega.id.toUpperCase() }),
      invoice('22', { companyId: null, nip: '526-025-09-95' }),
    ]).expect(200);
    expect(answer.body.written).to.equal(2);
    expect(answer.body.refused[0]).to.include({ index: 2, code: 'transaction.no_company' });
    expect(answer.body.refused[0].message).to.contain('526-025-09-95');
  });

  it('a row with the case of another customer, or with one that is hidden from the feeder, is left out', async () => {
    const jan = await panel.as('jan');
    const open = async (companyId: string) =>
      ((await jan.post('/api/v1/cases').send({ name: 'Reklamacja', companyId }).expect(200)).body as { id: string }).id;
    const [own, other] = [await open(companies.omega.id), await open(companies.zubr.id)];
    const rows = [own, other].map((caseId, at) => invoice(`s${at}`, { companyId: companies.omega.id, caseId }));
    const send = async (rights: string[]) => {
      const token = await panel.token('jan', ['transaction.feed', 'company.read', ...rights]);
      const by = `Bearer ${token}`;
      const { body } = await panel
        .nobody()
        .put('/api/v1/transactions')
        .set('Authorization', by)
        .send({ source: 'crm', rows })
        .expect(200);
      return body as { written: number; refused: { index: number; code: string }[] };
    };
    const code = 'transaction.no_case';
    const blind = await send([]);
    expect(blind.refused.map((row) => [row.index, row.code])).to.deep.equal([
      [0, code],
      [1, code],
    ]);
    const seeing = await send(['case.read']);
    expect([seeing.written, ...seeing.refused.map((row) => [row.index, row.code])]).to.deep.equal([1, [1, code]]);
  });

  it('days that pass are reckoned in at night', async () => {
    expect(await reckonStaleBalances(panel.db, day(11))).to.equal(4);
    const kept = await panel.db.one(
      `select overdue_minor from company_balances where company_id = $1 and currency = 'PLN'`,
      [companies.drewPol.id],
    );
    expect(kept).to.deep.equal({ overdueMinor: 150_000 });
    expect(await reckonStaleBalances(panel.db, day(11))).to.equal(0);
  });

  it('feeding is a right of its own, and wrong values are refused in words', async () => {
    await anna
      .put('/api/v1/transactions')
      .send({ source: 'erp', rows: [invoice('x')] })
      .expect(403);
    expect((await feed([invoice('x', { amountMinor: 12.5 })]).expect(400)).body.field).to.equal('rows.0.amountMinor');
    await feed([invoice('x', { link: 'javascript:alert(1)' })]).expect(400);
    await feed([invoice('x', { currency: 'zł' })]).expect(400);
    await feed(Array.from({ length: 1001 }, (_, at) => invoice(`m${at}`))).expect(400);
  });

  it('are settled from a statement of a bank, as a file that people download there (N-17)', async () => {
    await feed([invoice('bank', { number: 'FV/2026/77', amountMinor: 12_345, companyId: companies.zubr.id })]).expect(
      200,
    );
    const jan = await panel.as('jan');
    const send = (text: string, query = '') =>
      jan
        .post(`/api/v1/bank-statements/read?name=wyciag.csv${query}`)
        .type('application/octet-stream')
        .send(iconv.encode(text, 'win1250'));
    const csv = 'Data operacji;Tytuł;Nadawca / Odbiorca;Kwota\r\n2026-11-21;zapłata FV/2026/77;Żubr;123,45\r\n';
    const { lines, invoices, assumed } = (await send(csv).expect(200)).body;
    expect(assumed).to.deep.equal({ currency: 'PLN', lines: 1 });
    expect((await send(csv, '&currency=EUR').expect(200)).body.lines[0]).to.include({
      ...{ currency: 'EUR', state: 'unknown' },
    });
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include({ state: 'sure', party: 'Żubr', title: 'zapłata FV/2026/77' });
    expect(invoices.map(({ number }: { number: string }) => number)).to.deep.equal(['FV/2026/77']);
    const { state: _, because: __, candidates: ___, ...line } = lines[0];
    const book = (lines: object[]) => jan.post('/api/v1/bank-statements/book').send({ lines });
    const nobody = { ...line, key: 'a'.repeat(32), shares: [] };
    const booked = (await book([line, nobody]).expect(200)).body;
    expect(booked).to.deep.include({ booked: 1, already: 0 });
    expect(booked.refused).to.have.length(1);
    expect(booked.refused[0]).to.include({ key: nobody.key, code: 'statement.no_customer' });
    expect(booked.refused[0].message).to.include('Wybierz fakturę albo klienta');
    expect((await book([line]).expect(200)).body).to.deep.equal({ booked: 0, already: 1, refused: [] });
    expect((await send(csv).expect(200)).body.lines[0].state).to.equal('booked');
    expect((await send('Nazwa;NIP\r\nŻubr;1').expect(422)).body.code).to.equal('statement.unknown');
    await anna.post('/api/v1/bank-statements/read?name=a.csv').type('application/octet-stream').send('x').expect(403);
  });
});
