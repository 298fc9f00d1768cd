import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import excel from 'exceljs';
import type TestAgent from 'supertest/lib/agent.js';
import { importActivities } from '../../activities/imports.ts';
import type { Version } from '../../domain/scenario/shapes.ts';
import { calling, draftOf, inDays, placeScenario } from '../support/campaigns.ts';
import { users } from '../support/cast.ts';
import { xlsxOf } from '../support/importing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { zipOf } from '../support/zip-of.ts';

type Sentence = { readonly pl: RegExp; readonly en: RegExp };
type Asked = (someone: TestAgent) => Promise<{ status: number; body: { message?: string } }>;

/** Everything that any of these could have left behind. */
const TABLES = [
  'imports',
  'companies',
  'templates',
  'template_versions',
  'scenarios',
  'scenario_versions',
  'campaigns',
  'campaign_stages',
  'participants',
  'outbox',
  'audit',
];

describe('bad input gets one clear sentence in the reader’s language and leaves everything as it was:', () => {
  let panel: TestPanel;
  let readers: { pl: TestAgent; en: TestAgent };
  let scenario: string;

  before(async () => {
    panel = await startPanel();
    await panel.db.run(`update users set language = 'en', role = 'administrator' where id = $1`, [users.maria.id]);
    await panel.db.run(`insert into channel_accounts (channel, plugin, name) values ('email', 'email', 'E-mail')`);
    scenario = await placeScenario(panel.db, 'calling', calling);
    readers = { pl: await panel.as('jan'), en: await panel.as('maria') };
  });
  after(() => panel?.stop());

  /** Each table by its rows and a digest of all that stands in them, and every file. */
  async function everything(): Promise<object> {
    const tables = TABLES.map(async (table) => {
      const whole = `select count(*) as rows, md5(string_agg(t::text, ';' order by t::text)) as digest from ${table} t`;
      return [table, await panel.db.one(whole)];
    });
    const files = (await readdir(panel.filesDir, { recursive: true, withFileTypes: true })).filter((file) =>
      file.isFile(),
    );
    return { ...Object.fromEntries(await Promise.all(tables)), files: files.map(({ name }) => name).sort() };
  }

  async function expectRefused(asked: Asked, said: Sentence): Promise<void> {
    const before = await everything();
    for (const language of ['pl', 'en'] as const) {
      const { status, body } = await asked(readers[language]);
      expect(status, body.message).to.equal(422);
      expect(body.message).to.match(said[language]);
      expect(body.message, 'one or two lines for people').to.have.length.below(400);
    }
    expect(await everything()).to.deep.equal(before);
  }

  const upload =
    (name: string, content: Buffer | string): Asked =>
    (someone) =>
      someone
        .post(`/api/v1/imports?name=${encodeURIComponent(name)}`)
        .set('Content-Type', 'application/octet-stream')
        .send(Buffer.from(content));

  const files: readonly (readonly [string, string, Buffer | string, Sentence])[] = [
    [
      'a workbook with a password',
      'klienci.xlsx',
      ole('EncryptedPackage'),
      { pl: /hasłem.*(zapisz|Zapisz)/, en: /password.*save/i },
    ],
    ['a workbook of an old Excel', 'klienci.xls', ole('Workbook'), { pl: /\.xls.*zapisz/i, en: /\.xls.*save/i }],
    ['a renamed PDF', 'klienci.xlsx', '%PDF-1.7\n', { pl: /PDF.*(\.xlsx|\.csv)/, en: /PDF.*(\.xlsx|\.csv)/ }],
    ['a Word document', 'klienci.xlsx', zipOf({ 'word/document.xml': '<x/>' }), { pl: /Word/, en: /Word/ }],
    [
      'a zip bomb',
      'klienci.xlsx',
      zipOf({ 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': Buffer.alloc(64 * 1024 * 1024, 32) }),
      {
        pl: /klienci\.xlsx.*za duży.*Zapisz same wiersze jako \.csv albo podziel plik/,
        en: /klienci\.xlsx.*too large.*Save the rows alone as \.csv or split the file/,
      },
    ],
    ['a damaged workbook', 'klienci.xlsx', 'PK\x03\x04 and no more', { pl: /uszkodzony.*zapisz/, en: /damaged.*save/ }],
    ['an empty file', 'klienci.csv', '', { pl: /pusty/, en: /empty/ }],
  ];
  for (const [what, name, content, said] of files) it(what, () => expectRefused(upload(name, content), said));

  it('a day in a year before 1900 or after 2200, by which a rule would name millions', async () => {
    const preview = (startsOn: string) =>
      readers.pl.get(`/api/v1/recurrences/preview?rule=FREQ%3DDAILY&startsOn=${startsOn}`);
    for (const year of ['0987', '9999']) await preview(`${year}-01-01`).expect(400);
    const last = ['2200-12-30', '2200-12-31', '2201-01-01', '2201-01-02', '2201-01-03', '2201-01-04'];
    expect((await preview('2200-12-30').expect(200)).body.days).to.deep.equal(last);
    await preview('2026-11-27&most=100000').expect(400);
    expect((await preview('2026-11-27&most=31').expect(200)).body.days).to.have.length(31);
  });

  it('a sheet that is not there', async () => {
    const file = await xlsxOf([
      ['Nazwa', 'E-mail'],
      ['Omega', 'biuro@omega.example'],
    ]);
    const { moveImport } = importActivities({ db: panel.db, filesDir: panel.filesDir });
    const companies = async () => (await panel.db.rows('select 1 from companies')).length;
    const before = await companies();
    for (const [language, said] of [
      ['pl', /nie ma arkusza „Sprzedaż”.*Wybierz jeden z nich/],
      ['en', /no sheet "Sprzedaż".*Choose one of them/],
    ] as const) {
      const someone = readers[language];
      const { id } = (await upload('klienci.xlsx', file)(someone)).body as { id: string };
      const { plan } = (await someone.get(`/api/v1/imports/${id}`).expect(200)).body;
      await someone.post(`/api/v1/imports/${id}/plan`).send({ ...plan, sheet: 'Sprzedaż' });
      await moveImport({ importId: id });
      const { body } = await someone.get(`/api/v1/imports/${id}`).expect(200);
      expect(body.state).to.equal('failed');
      expect(JSON.stringify(body.failure).replaceAll('\\"', '"')).to.match(said);
    }
    expect(await companies()).to.equal(before);
  });

  it('merged headers, empty rows, formulas, dates as text and 300 columns are simply read', async () => {
    const book = new excel.Workbook();
    const sheet = book.addWorksheet('Klienci');
    const extra = Array.from({ length: 300 }, (_, n) => `Kolumna ${n}`);
    sheet.addRows([['Zestawienie klientów'], [], ['Nazwa', 'E-mail', 'Zgoda z dnia', 'Uwagi', ...extra], []]);
    sheet.mergeCells('A1:D1');
    for (let n = 0; n < 5; n++) {
      const name = n % 2 ? `Firma ${n}` : { formula: `"Firma "&${n}`, result: `Firma ${n}` };
      sheet.addRow([name, `biuro@firma${n}.example`, '23.11.2026', 'uwaga']);
      sheet.addRow([]);
    }
    const content = Buffer.from(await book.xlsx.writeBuffer());
    const { id } = (await upload('klienci.xlsx', content)(readers.pl)).body as { id: string };
    const { plan } = (await readers.pl.get(`/api/v1/imports/${id}`).expect(200)).body;
    await readers.pl.post(`/api/v1/imports/${id}/plan`).send(plan);
    const { moveImport } = importActivities({ db: panel.db, filesDir: panel.filesDir });
    while ((await moveImport({ importId: id })).more);
    const { body } = await readers.pl.get(`/api/v1/imports/${id}`).expect(200);
    expect([body.state, body.counts.new, body.counts.wrong ?? 0]).to.deep.equal(['ready', 5, 0]);
    const { rows } = (await readers.pl.get(`/api/v1/imports/${id}/rows?state=new`).expect(200)).body as {
      rows: { cells: { name: string; consentOn: string } }[];
    };
    expect(rows.map(({ cells: { name, consentOn } }) => [name, consentOn])).to.deep.equal(
      [0, 1, 2, 3, 4].map((n) => [`Firma ${n}`, '2026-11-23']),
    );
    const look = await readers.pl.get(`/api/v1/imports/${id}/look`).expect(200);
    expect(look.body.sheets[0].leftOut, 'columns beyond the three hundredth').to.equal(4);
  });

  const publish =
    (graph: Version | string): Asked =>
    (someone) =>
      someone.post('/api/v1/scenarios').send({ code: 'nowy', names: { pl: 'Nowy', en: 'New' }, graph });
  const wait = (next: string, count: number) => ({ kind: 'wait', for: { unit: 'minutes', count }, next }) as const;
  const won = { kind: 'end', result: 'success' } as const;

  it('a scenario without an end', () =>
    expectRefused(publish({ schema: 1, start: 'a', steps: { a: wait('b', 60), b: wait('a', 60) } }), {
      pl: /koniec|końca/,
      en: /end/,
    }));
  it('a scenario with a loop that never waits', () => {
    const steps = {
      a: {
        kind: 'branch',
        when: [{ if: { field: 'company.class', operator: '=', value: 'A' }, next: 'won' }],
        else: 'm',
      },
      m: { kind: 'milestone', code: 'x', next: 'a' },
      won,
    } as never;
    return expectRefused(publish({ schema: 1, start: 'a', steps }), { pl: /pętl/i, en: /loop/i });
  });
  it('a scenario that is no JSON', () => expectRefused(publish('{ "schema": 1, '), { pl: /JSON/, en: /JSON/ }));

  it('a template with an unknown field', () => {
    const template = { code: 'nowy', name: 'Nowy', purpose: 'service', language: 'pl', bodyHtml: null };
    const asked: Asked = (someone) =>
      someone
        .post('/api/v1/templates')
        .send({ ...template, subject: 'Dzień dobry', bodyText: 'Szanowni,\n{{ company.nmae }} zaprasza' });
    return expectRefused(asked, { pl: /company\.nmae.*company\.name/s, en: /company\.nmae.*company\.name/s });
  });

  it('a template for what the rules of contact do not know', () => {
    const template = { code: 'ankieta', name: 'Ankieta', purpose: 'ankieta', language: 'pl', bodyHtml: null };
    const asked: Asked = (someone) =>
      someone.post('/api/v1/templates').send({ ...template, subject: 'Ankieta', bodyText: 'Dzień dobry' });
    return expectRefused(asked, { pl: /„ankieta”.*Wybierz/, en: /"ankieta".*Choose/ });
  });

  it('a stage that ends before it starts', () => {
    const draft = draftOf(scenario);
    const stages = [{ ...draft.stages[0]!, startsOn: inDays(9), endsOn: inDays(2) }];
    const asked: Asked = (someone) => someone.post('/api/v1/campaigns').send({ ...draft, stages });
    return expectRefused(asked, { pl: /Zaproszenie.*(kończy|koniec)/, en: /Zaproszenie.*end/ });
  });

  it('a campaign without participants', async () => {
    const nobody = { groups: [], companies: [], people: [], imports: [], classes: [], everyone: false };
    const draft = draftOf(scenario, { audience: nobody });
    const { body } = await readers.pl.post('/api/v1/campaigns').send(draft).expect(200);
    const asked: Asked = (someone) => someone.post(`/api/v1/campaigns/${body.id}/submit`);
    await expectRefused(asked, { pl: /uczestnik|Wybierz/, en: /participant|[Cc]hoose/ });
    const { state } = await panel.db.one<{ state: string }>('select state from campaigns where id = $1', [body.id]);
    expect(state).to.equal('draft');
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
