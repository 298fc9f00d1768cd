import { expect } from 'chai';
import { mailWriter } from '../../activities/writing-mail.ts';
import { addEntry, createDictionary } from '../../db/dictionaries.ts';
import { dueMessages } from '../../db/due-messages.ts';
import { createCase } from '../../db/cases.ts';
import { draftLetter } from '../../db/letter-drafts.ts';
import { sendLetter } from '../../db/letters.ts';
import { readMessage } from '../../db/messages.ts';
import { insertOpportunity } from '../../db/opportunities.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { namedFacts, ownMergeFields } from '../../db/own-merge.ts';
import { createTemplate, saveTemplate, templateById } from '../../db/templates.ts';
import { linkRecord } from '../../db/task-links.ts';
import { createTask } from '../../db/tasks.ts';
import { workScreen } from '../../db/work-screen.ts';
import type { OwnKind, OwnOptions } from '../../domain/own/shapes.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { allowAlways, planMessage, seatAccount, seatRun } from '../support/outgoing.ts';
import { refusal } from '../support/refusal.ts';

const jan = viewer('jan');
const anna = viewer('anna');
const companyId = companies.drewPol.id;
const values = {
  numer_umowy: 'U/12/2026',
  liczba_maszyn: 12.5,
  kaucja: 150_000,
  data_umowy: '2026-12-03',
  staly_klient: true,
  gatunki: ['dab', 'sosna'],
  doradca: users.anna.id,
  podwojnie: 25,
};
const body = Object.keys(values).map((code) => `${code}: {{ company.own.${code} }}`);

describe('own fields in texts', () => {
  let base: TestDatabase;
  let accountId: string;
  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      accountId = await seatAccount(tx);
      const { code: dictionary } = await createDictionary(tx, jan, { pl: 'Drewno', en: 'Wood' });
      await addEntry(tx, jan, { dictionary, name: { pl: 'Dąb', en: 'Oak' } });
      await addEntry(tx, jan, { dictionary, name: { pl: 'Sosna', en: 'Pine' } });
      const define = (kind: OwnKind, pl: string, options?: OwnOptions) =>
        createOwnField(tx, jan, { record: 'company', kind, title: { pl, en: pl }, ...(options ? { options } : {}) });
      await define('text', 'Numer umowy');
      await define('number', 'Liczba maszyn');
      await define('money', 'Kaucja');
      await define('date', 'Data umowy');
      await define('yes/no', 'Stały klient');
      await define('many', 'Gatunki', { dictionary });
      await define('reference', 'Doradca', { target: 'user' });
      await define('formula', 'Podwójnie', { formula: 'liczba_maszyn * 2' });
      await createOwnField(tx, jan, {
        ...{ record: 'company', kind: 'text', title: { pl: 'Ocena', en: 'Rating' } },
        readers: ['administrator'],
      });
      await createOwnField(tx, jan, { record: 'person', kind: 'text', title: { pl: 'Hobby', en: 'Hobby' } });
      await createOwnField(tx, jan, { record: 'case', kind: 'date', title: { pl: 'Odbiór', en: 'Acceptance' } });
      await createOwnField(tx, jan, { record: 'task', kind: 'number', title: { pl: 'Metry', en: 'Metres' } });
      await createOwnField(tx, jan, { record: 'opportunity', kind: 'money', title: { pl: 'Rabat', en: 'Discount' } });
    });
    await base.db.run('update companies set own = $2 where id = $1', [
      companyId,
      JSON.stringify({ ...values, ocena: 'kanarek' }),
    ]);
    await base.db.run(`update people set own = '{"hobby": "żagle"}' where id = $1`, [people.jozef.id]);
  });
  after(() => base.drop());

  const draft = (code: string, bodyText: string, language: 'pl' | 'en' = 'pl') => ({
    ...({ code, name: code, purpose: 'service', subject: 'Umowa {{ company.own.numer_umowy }}' } as const),
    ...{ bodyHtml: null, bodyText, language },
  });
  const versionOf = async (id: string) => (await templateById(base.db, jan, id)).versionId;
  const written = async (templateVersionId: string, about: { caseId?: string; opportunityId?: string } = {}) => {
    await base.db.run('delete from messages; delete from effects');
    await planMessage(base.db, accountId, { templateVersionId });
    await base.db.run('update messages set case_id = $1, opportunity_id = $2', [
      about.caseId ?? null,
      about.opportunityId ?? null,
    ]);
    const due = await dueMessages(base.db, { accountId, limit: 9, without: [], withoutDomains: [] });
    const writer = mailWriter(base.db, { publicUrl: 'https://nurt.example', secretKey: 'k', filesDir: '/tmp' });
    await writer.prepare(due);
    return writer.write(due[0]!);
  };

  it('are offered by the editor, and an unknown one is refused when the template is saved', async () => {
    const fields = (await ownMergeFields(base.db, jan)).map(({ field }) => field);
    expect(fields).to.include('company.own.numer_umowy').and.to.include('person.own.hobby');
    const unknown = await refusal(createTemplate(base.db, jan, draft('zly', 'Kaucja {{ company.own.kaucj }}')));
    expect([unknown.code, unknown.field]).to.deep.equal(['template.unknown_field', 'bodyText']);
    expect(unknown.said.pl).to.contain('Może chodziło o „company.own.kaucja”');
    const { id } = await createTemplate(base.db, jan, draft('dobry', 'Kaucja {{ company.own.kaucja }}'));
    const changed = { ...draft('dobry', '{{ person.own.kaucja }}'), id, seen: 1 };
    expect((await refusal(saveTemplate(base.db, jan, changed))).code).to.equal('template.unknown_field');
  });

  it('say their values as people write them, in the language of the text', async () => {
    const pl = await createTemplate(base.db, jan, draft('pelny', body.join('\n')));
    const mail = (await written(await versionOf(pl.id))).outgoing;
    expect(mail.subject).to.equal('Umowa U/12/2026');
    expect(mail.text!.replaceAll('\u00a0', ' ').split('\n')).to.deep.equal([
      'numer_umowy: U/12/2026',
      'liczba_maszyn: 12,5',
      'kaucja: 1 500,00 zł',
      'data_umowy: 3 grudnia 2026',
      'staly_klient: tak',
      'gatunki: Dąb, Sosna',
      'doradca: Anna Wiśniewska',
      'podwojnie: 25',
    ]);
    const en = await createTemplate(base.db, jan, draft('full', '{{ company.own.gatunki }}', 'en'));
    expect((await written(await versionOf(en.id))).outgoing.text).to.equal('Oak, Pine');
  });

  it('leave no trace in a mail that does not name them', async () => {
    const { id } = await createTemplate(base.db, jan, draft('jeden', '{{ company.own.liczba_maszyn }}'));
    const { merged } = await written(await versionOf(id));
    expect((merged as { company: { own: object } }).company.own).to.deep.equal({
      numer_umowy: 'U/12/2026',
      liczba_maszyn: '12,5',
    });
    const { id: without } = await createTemplate(base.db, jan, {
      ...draft('bez', 'Dzień dobry'),
      subject: 'Dzień dobry',
    });
    expect(JSON.stringify((await written(await versionOf(without))).merged)).to.not.contain('kanarek');
  });

  it('that are kept from somebody are told neither in their letters nor in their scripts', async () => {
    const { id } = await createTemplate(base.db, jan, draft('tajny', 'Ocena: {{ company.own.ocena }}.'));
    const letter = { templateId: id, companyId };
    expect((await draftLetter(base.db, jan, letter)).text).to.equal('Ocena: kanarek.');
    expect((await draftLetter(base.db, anna, letter)).text).to.equal('Ocena: .');

    // What has gone out is shown as the customer got it.
    const { merged } = await written(await versionOf(id));
    const sent = await base.db.one<{ id: string }>(
      `insert into sent_mails (message_id, merged) select id, $1 from messages returning message_id as id`,
      [JSON.stringify(merged)],
    );
    expect((await readMessage(base.db, anna, sent.id)).text).to.equal('Ocena: kanarek.');

    const script = 'Umowa {{ company.own.numer_umowy }}, ocena {{ company.own.ocena }}, hobby {{ person.own.hobby }}.';
    const task = await createTask(base.db, anna, {
      type: 'call',
      title: 'Umowa',
      companyId,
      personId: people.jozef.id,
    });
    await base.db.run('update tasks set script = $2 where id = $1', [task.id, script]);
    const said = (await workScreen(base.db, anna, task.id)).script.map(({ text }) => text).join('');
    expect(said).to.equal('Umowa U/12/2026, ocena , hobby żagle.');
  });

  it('of the case and the opportunity that a text is about are said to whoever sees them', async () => {
    const db = base.db;
    const opened = { name: 'Reklamacja prasy', dueOn: '2026-12-15', own: { odbior: '2026-12-14' } };
    const { id: caseId, number } = await createCase(db, jan, { ...opened, companyId });
    const sold = { name: 'Nowa linia', companyId, own: { rabat: 50_000 } };
    const opportunityId = await db.transaction((tx) => insertOpportunity(tx, jan, sold));
    const said = [
      '{{ case.number }}, {{ case.name }}, {{ case.dueOn | date }}, {{ case.own.odbior }}',
      '{{ opportunity.name }}, {{ opportunity.own.rabat }}{% if case %}!{% endif %}',
    ].join('; ');
    const full = `${number}, Reklamacja prasy, 15 grudnia 2026, 14 grudnia 2026; Nowa linia, 500,00 zł!`;
    const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

    const wrong = await refusal(createTemplate(db, jan, draft('zla-sprawa', '{{ case.own.odbir }}')));
    expect(wrong.said.pl).to.contain('Może chodziło o „case.own.odbior”');
    const { id: templateId } = await createTemplate(db, jan, draft('sprawa', said));
    const about = { caseId, opportunityId };
    const letter = { templateId, companyId, ...about };
    expect(plain((await draftLetter(db, jan, letter)).text)).to.equal(full);
    expect((await draftLetter(db, anna, letter)).text).to.equal(', , , ; , ');
    expect(plain((await written(await versionOf(templateId), about)).outgoing.text)).to.equal(full);
    expect((await written(await versionOf(templateId))).outgoing.text).to.equal(', , , ; , ');

    const task = await createTask(db, jan, { type: 'call', title: 'Odbiór', companyId, caseId });
    await db.run('update tasks set script = $2, opportunity_id = $3 where id = $1', [task.id, said, opportunityId]);
    const fromTask = { templateId, companyId, taskId: task.id };
    expect(plain((await draftLetter(db, jan, fromTask)).text)).to.equal(full);
    const script = (await workScreen(db, jan, task.id)).script.map(({ text }) => text).join('');
    expect(plain(script)).to.equal(full);
  });

  it('of the task are said by its script, by letters from it, and by mails of its run after it is finished', async () => {
    const db = base.db;
    expect((await ownMergeFields(db, jan)).map(({ field }) => field)).to.include('task.own.metry');
    const said = '{{ task.title }}, {{ task.dueOn | date }}: {{ task.own.metry }} m';
    const full = 'Pomiar hali, 10 grudnia 2026: 12,5 m';
    const { id: templateId } = await createTemplate(db, jan, draft('pomiar', said));
    const measured = { type: 'call', title: 'Pomiar hali', companyId, own: { metry: 12.5 } };
    const task = await createTask(db, jan, { ...measured, dueAt: '2026-12-09T23:30:00Z' });
    await db.run('update tasks set script = $2 where id = $1', [task.id, said]);
    const script = (await workScreen(db, jan, task.id)).script.map(({ text }) => text).join('');
    expect(script).to.equal(full);
    const letter = { templateId, companyId };
    expect((await draftLetter(db, jan, { ...letter, taskId: task.id })).text).to.equal(full);
    expect((await draftLetter(db, jan, letter)).text).to.equal(', :  m');
    const [seen] = await namedFacts(db, [{ taskId: task.id, language: 'pl', uses: new Set(['task.own.metry']) }], anna);
    expect(seen, 'a task that anna does not see').to.deep.equal({});

    const runId = await seatRun(db, companyId);
    const ofRun = async () => {
      await db.run('delete from messages; delete from effects');
      await planMessage(db, accountId, { templateVersionId: await versionOf(templateId), runId });
      const due = await dueMessages(db, { accountId, limit: 9, without: [], withoutDomains: [] });
      const writer = mailWriter(db, { publicUrl: 'https://nurt.example', secretKey: 'k', filesDir: '/tmp' });
      await writer.prepare(due);
      return writer.write(due[0]!).outgoing.text;
    };
    await db.run('update tasks set run_id = $2 where id = $1', [task.id, runId]);
    expect(await ofRun(), 'while it is open').to.equal(', :  m');
    await db.run(`update tasks set state = 'done', done_at = now() where id = $1`, [task.id]);
    expect(await ofRun()).to.equal(full);
  });

  it('of the task that a letter is written from are said by the letter as by its draft', async () => {
    const db = base.db;
    await db.transaction((tx) => allowAlways(tx));
    const said = '{{ task.title }}: {{ task.own.metry }} m';
    const template = { ...draft('zaproszenie', said), purpose: 'marketing' };
    const { id: templateId } = await createTemplate(db, jan, template);
    const measured = { type: 'call', title: 'Pomiar dachu', companyId, own: { metry: 7 } };
    const task = await createTask(db, jan, measured);
    const asked = { templateId, companyId, taskId: task.id };
    const { subject, text } = await draftLetter(db, jan, asked);
    expect(text).to.contain('Pomiar dachu: 7 m');
    await db.run('delete from messages; delete from effects');
    const { id } = await db.transaction((tx) => sendLetter(tx, jan, { ...asked, subject, text }));
    const other = await createTask(db, jan, { ...measured, title: 'Wizyta' });
    await linkRecord(db, jan, { taskId: other.id, noun: 'message', recordId: id });
    await db.run('update effects set not_before = now()');
    const due = await dueMessages(db, { accountId, limit: 9, without: [], withoutDomains: [] });
    const writer = mailWriter(db, { publicUrl: 'https://nurt.example', secretKey: 'k', filesDir: '/tmp' });
    await writer.prepare(due);
    expect(writer.write(due[0]!).outgoing.text).to.contain('Pomiar dachu: 7 m');
  });

  it('that lead to another record name it to whoever sees it, and to the customer in what goes out', async () => {
    const db = base.db;
    const [task, sold, opened] = [
      await createTask(db, jan, { type: 'call', title: 'Prywatny telefon', companyId, private: true }),
      await db.transaction((tx) => insertOpportunity(tx, jan, { name: 'Tajna szansa', companyId })),
      await createCase(db, jan, { name: 'Tajna sprawa', companyId }),
    ];
    const led = { task: task.id, opportunity: sold, case: opened.id, user: users.maria.id };
    const own: Record<string, string> = {};
    for (const [target, id] of Object.entries(led)) {
      const title = { pl: `Prowadzi ${target}`, en: `Leads ${target}` };
      const options = { target: target as keyof typeof led };
      const { code } = await db.transaction((tx) =>
        createOwnField(tx, jan, { record: 'company', kind: 'reference', title, options }),
      );
      own[code] = id;
    }
    await db.run('update companies set own = own || $2 where id = $1', [companyId, JSON.stringify(own)]);
    const said = Object.keys(own)
      .map((code) => `{{ company.own.${code} }}`)
      .join('; ');
    const { id: templateId } = await createTemplate(db, jan, draft('prowadzi', said));
    const full = `Prywatny telefon; Tajna szansa; ${opened.number} Tajna sprawa; ${users.maria.name}`;
    const letter = { templateId, companyId };
    expect((await draftLetter(db, jan, letter)).text).to.equal(full);
    expect((await draftLetter(db, anna, letter)).text).to.equal(`; ; ; ${users.maria.name}`);
    const work = await createTask(db, anna, { type: 'call', title: 'Umowa', companyId });
    await db.run('update tasks set script = $2 where id = $1', [work.id, said]);
    const script = (await workScreen(db, anna, work.id)).script.map(({ text }) => text).join('');
    expect(script).to.equal(`; ; ; ${users.maria.name}`);
    expect((await written(await versionOf(templateId))).outgoing.text).to.equal(full);
  });
});
