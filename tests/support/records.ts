/** One record of every kind that has an address: those that somebody has for themselves, and those that all share. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type TestAgent from 'supertest/lib/agent.js';
import { rights, type Right } from '../../domain/access.ts';
import type { Tx } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { startRuns } from '../../db/runs.ts';
import { calling, draftOf, placeProcedure, placeScenario } from './campaigns.ts';
import { users } from './cast.ts';
import { samples } from './importing.ts';
import { password, type Someone, type TestPanel } from './panel.ts';

/** What lies behind a part of an address, or behind a field of a body. */
export type RecordKind = keyof Records;

export type Records = Awaited<ReturnType<typeof makeOwn>> &
  Awaited<ReturnType<typeof makeShared>> & { readonly participant: string };

/** What is done for the whole house, whoever's the rows are. */
const ofTheHouse: readonly Right[] = ['user.edit', 'settings.edit', 'audit.read', 'company.pesel'];

/** Whoever works here may do all that there is, on their own rows: only the scope of rows stands before those of others. */
export async function giveEveryRightOnOwnRows(panel: TestPanel, people: readonly Someone[]): Promise<void> {
  await panel.db.run(
    `insert into profiles (code, name_pl, name_en, added, scope) values ('all_rights_own_rows', 'Wszystko u siebie', 'All at home', $1, 'own')
     on conflict do nothing`,
    [rights.filter((right) => !ofTheHouse.includes(right))],
  );
  for (const who of people)
    await panel.db.run(`insert into user_profiles values ($1, 'all_rights_own_rows') on conflict do nothing`, [
      users[who].id,
    ]);
  await panel.db.run(`update installation set settings = settings || '{"operatorsSee": "own"}'`);
}

type Maker = { readonly panel: TestPanel; readonly who: Someone; readonly agent: TestAgent };

/** Answers the ids of what `who` has alone and of what all share. They need the rights to make it. */
export async function makeRecords(panel: TestPanel, who: Someone, word: string = who): Promise<Records> {
  const agent = await panel.as(who);
  const own = await makeOwn({ panel, who, agent }, word);
  const shared = await makeShared(panel);
  return { ...own, ...shared, participant: await takePart(panel, { ...own, ...shared }) };
}

async function takePart({ db }: TestPanel, { campaign, company }: Pick<Records, 'campaign' | 'company'>) {
  const { id } = await db.one<{ id: string }>(
    `insert into participants (campaign_id, company_id, cohort, created_by) values ($1, $2, 0, 'system:test') returning id`,
    [campaign, company],
  );
  return id;
}

/** As the pages of the panel make them, so that they are what people have. */
async function makeOwn(maker: Maker, word: string) {
  const { who, agent } = maker;
  const post = posting(agent);
  const ownerId = users[who].id;
  const company = await post('companies', { name: `Firma ${word}`, ownerId, notes: `Uwagi ${word}` });
  const person = await post(`companies/${company}/people`, { lastName: `Osoba ${word}` });
  const point = await post(`companies/${company}/contact-points`, { kind: 'email', value: `${word}@firma.example` });
  const note = await post(`companies/${company}/notes`, { body: `Notatka ${word}` });
  const date = await post(`companies/${company}/dates`, { title: `Rocznica ${word}`, fallsOn: '2026-12-24' });
  const kase = await post('cases', { name: `Sprawa ${word}`, companyId: company, ownerId });
  const opportunity = await post('opportunities', { name: `Szansa ${word}`, companyId: company, ownerId });
  const task = await post('tasks', { title: `Zadanie ${word}`, type: 'call', companyId: company, ownerId });
  const recurrence = await post('recurrences', {
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    startsOn: '2026-12-07',
    ownerId,
    task: { type: 'call', title: `Co tydzień ${word}` },
  });
  return {
    ...{ company, person, point, note, date, case: kase, opportunity, task, recurrence },
    ...(await makeWork(maker, { company, task, word })),
    ...(await makeRows(maker, { company, person, task, word })),
    user: ownerId,
  };
}

type Around = {
  readonly company: string;
  readonly person: string;
  readonly task: string;
  readonly word: string;
};

/** What somebody keeps beside records: files, views, choices, exports, tokens, feeds. */
async function makeWork({ who, agent }: Maker, { company, task, word }: Omit<Around, 'person'>) {
  const post = posting(agent);
  const view = { columns: [{ field: 'name' }], sort: [], condition: null, colours: [], density: 'roomy' };
  const sentFile = await agent
    .post('/api/v1/files')
    .query({ noun: 'task', recordId: task, name: `${word}.txt` })
    .set('Content-Type', 'application/octet-stream')
    .send(Buffer.from(`Plik ${word}`))
    .expect(200);
  const load = await agent
    .post('/api/v1/imports?name=klienci.xlsx')
    .set('Content-Type', 'application/octet-stream')
    .send(readFileSync(join(samples, 'klienci.xlsx')))
    .expect(200);
  return {
    file: (sentFile.body as { id: string }).id,
    import: (load.body as { id: string }).id,
    view: await post('lists/companies/views', { name: `Widok ${word}`, view }),
    bulk: await post('lists/companies/selections', { ids: [company] }),
    export: await post('lists/companies/exports', { format: 'csv', view }),
    token: await post('tokens', { name: `Token ${word}`, rights: ['company.read'], password }),
    feed: await post('calendar-feeds', {}),
    absence: await post('absences', { userId: users[who].id, fromOn: '2027-01-04', toOn: '2027-01-05' }),
  };
}

/** What only parts of Nurt and other systems make: messages, documents, reminders, merges. */
async function makeRows({ panel: { db }, who }: Maker, { company, person, task, word }: Around) {
  const by = 'system:test';
  const [message, transaction, reminder, merge, gone] = [newId(), newId(), newId(), newId(), newId()];
  await db.run(
    `insert into messages (id, direction, channel, company_id, address, subject, body_text, received_at, created_by, updated_by)
     values ($1, 'in', 'email', $2, $3, $4, $4, now(), $5, $5)`,
    [message, company, `${word}@firma.example`, `Wiadomość ${word}`, by],
  );
  await db.run(
    `insert into transactions (id, company_id, kind, source, external_id, number, happened_on, created_by, updated_by)
     values ($1, $2, 'invoice', 'test', $3, $3, current_date, $4, $4)`,
    [transaction, company, `Faktura ${word}`, by],
  );
  await db.run(
    `insert into reminders (id, task_id, user_id, remind_at, text_pl, text_en, created_by)
     values ($1, $2, $3, now(), $4, $4, $5)`,
    [reminder, task, users[who].id, `Przypomnienie ${word}`, by],
  );
  await db.run(
    `insert into companies (id, name, owner_id, search_text, deleted_at, created_by, updated_by)
     values ($1, $2, $3, '', now(), $4, $4)`,
    [gone, `Scalona ${word}`, users[who].id, by],
  );
  await db.run(`insert into merges (id, kept_id, merged_id, journal, created_by) values ($1, $2, $3, $5, $4)`, [
    merge,
    company,
    gone,
    by,
    JSON.stringify(emptyJournal),
  ]);
  const personMerge = await mergePerson(db, { company, person, word });
  return { message, transaction, reminder, merge, personMerge, run: await goOn(db, company) };
}

/** A procedure at the customer. Scenarios are everybody's: its name says nothing of whose the customer is. */
async function goOn(db: TestPanel['db'], company: string): Promise<string> {
  const id = newId();
  const versionId = await placeScenario(db, `goes-on-${id.slice(-8)}`, calling);
  const subject = { kind: 'company', id: company } as const;
  const actor = { kind: 'system', id: 'test' } as const;
  await db.transaction((tx) =>
    startRuns(tx, [{ id, kind: 'procedure', versionId, subject, companyId: company, actor }]),
  );
  return id;
}

/** Somebody who has become the person. */
async function mergePerson(db: Tx, { company, person, word }: Omit<Around, 'task'>): Promise<string> {
  const [id, gone] = [newId(), newId()];
  await db.run(
    `insert into people (id, company_id, last_name, deleted_at, merged_into, created_by, updated_by)
     values ($1, $2, $3, now(), $4, 'system:test', 'system:test')`,
    [gone, company, `Scalona ${word}`, person],
  );
  await db.run(
    `insert into person_merges (id, kept_id, merged_id, journal, created_by) values ($1, $2, $3, $4, 'system:test')`,
    [
      id,
      person,
      gone,
      JSON.stringify({
        ...{
          moved: [],
          points: [],
          mainPoints: [],
          fields: {},
          own: null,
          consents: [],
          endedRuns: [],
          recurrences: [],
        },
        main: { kept: false, merged: false },
      }),
    ],
  );
  return id;
}

/** Of a merge that moved nothing. */
const emptyJournal = {
  ...{ moved: [], points: [], mains: { contact_points: [], people: [] }, fields: {}, own: null },
  ...{ consents: [], endedRuns: [], froze: false },
};

/** What everybody with the right sees; made once for all. */
async function makeShared(panel: TestPanel) {
  const { db } = panel;
  const jan = await panel.as('jan');
  const post = posting(jan);
  const mark = newId().slice(-8);
  const scenarioVersion = await placeScenario(db, `calling-${mark}`, calling);
  const scenario = await db.one<{ id: string }>('select scenario_id as id from scenario_versions where id = $1', [
    scenarioVersion,
  ]);
  const procedure = await placeProcedure(db, `procedure-${mark}`, { version: calling, subject: 'company' });
  const campaign = await post('campaigns', draftOf(scenarioVersion));
  const stage = await db.one<{ id: string }>('select id from campaign_stages where campaign_id = $1', [campaign]);
  const cost = await post(`campaigns/${campaign}/costs`, {
    what: 'Sala',
    amountMinor: 1000,
    incurredOn: '2026-12-01',
  });
  const template = await post('templates', {
    ...{ code: `szablon-${mark}`, name: 'Szablon', purpose: 'service', language: 'pl' },
    ...{ subject: 'Dzień dobry', bodyText: 'Treść', bodyHtml: null },
  });
  const attached = await jan
    .post(`/api/v1/templates/${template}/attachments`)
    .query({ name: 'cennik.txt', version: 1 })
    .set('Content-Type', 'application/octet-stream')
    .send(Buffer.from('Cennik'))
    .expect(200);
  const madeClass = await post('classes', {
    ...{ name: { pl: 'Klasa', en: 'Class' }, color: null },
    condition: { field: 'company.city', operator: '=', value: 'Łódź' },
  });
  const ownField = await post('own-fields', { record: 'company', kind: 'text', title: { pl: 'Pole', en: 'Field' } });
  const channel = newId();
  await db.run(`insert into channel_accounts (id, channel, plugin, name) values ($1, 'email', 'email', $2)`, [
    channel,
    `E-mail ${mark}`,
  ]);
  return {
    ...{
      scenario: scenario.id,
      procedure,
      scenarioVersion,
      campaign,
      stage: stage.id,
      cost,
      template,
      ownField,
      class: madeClass,
      channel,
    },
    attachment: (attached.body as { attachments: { id: string }[] }).attachments[0]!.id,
    group: await post('groups', { name: `Grupa ${mark}` }),
    resource: await resource(panel, mark),
    profile: 'operator',
    dictionary: await dictionary(panel, mark),
    taskType: 'call',
  };
}

/** One to which only those who keep the settings add. */
async function dictionary({ db }: TestPanel, mark: string): Promise<string> {
  const code = `slownik_${mark}`;
  await db.run(`insert into dictionaries (code, name_pl, name_en, open) values ($1, $1, $1, false)`, [code]);
  await db.run(
    `insert into dictionary_entries (dictionary_id, code, name_pl, name_en, position)
     select id, 'wpis', 'Wpis', 'Entry', 1 from dictionaries where code = $1`,
    [code],
  );
  return code;
}

async function resource({ db }: TestPanel, mark: string): Promise<string> {
  const id = newId();
  await db.run(
    `insert into resources (id, name, kind, created_by, updated_by) values ($1, $2, 'room', 'system:test', 'system:test')`,
    [id, `Sala ${mark}`],
  );
  return id;
}

function posting(agent: TestAgent) {
  return async (path: string, body: object): Promise<string> => {
    const { status, body: made } = await agent.post(`/api/v1/${path}`).send(body);
    const id = (made as { id?: string; noteId?: string }).id;
    if (status >= 300 || !id) throw new Error(`POST ${path}: ${status} ${JSON.stringify(made)}`);
    return id;
  };
}
