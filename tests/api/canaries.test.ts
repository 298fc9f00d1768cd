import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { exportActivities } from '../../activities/exports.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { ownTables } from '../../db/own-sql.ts';
import type { ListDescription, ListKind } from '../../domain/lists/shapes.ts';
import { ownRecords } from '../../domain/own/shapes.ts';
import { rights } from '../../domain/access.ts';
import { users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { plantPrivateWork } from '../support/private-work.ts';
import { giveEveryRightOnOwnRows, makeRecords, type Records } from '../support/records.ts';
import { ask, everyRoute, partsOf } from '../support/routes.ts';
import { unzipped } from '../support/unzipped.ts';

/** Words that stand in one place each, and who may read them. `jan` sees all rows and all columns, `maria` all rows. */
const canaries = {
  'a hash of a password': { word: 'kanarekhasla', readers: [] },
  'a hash of a token': { word: 'kanarektokenu', readers: [] },
  'a hash of a calendar address': { word: 'kanarekkalendarza', readers: [] },
  'preferences of somebody else': { word: 'kanarekupodoban', readers: [] },
  'the secret of the installation': { word: 'a secret of the tests', readers: [] },
  'a private task': { word: 'kanarekprywatny', readers: [] },
  'a PESEL': { word: '44051401359', readers: ['jan'] },
  'an own field that a profile does not read': { word: 'kanarekpolawlasnego', readers: ['jan'] },
  'the name of that field': { word: 'kanareknazwypola', readers: ['jan'] },
  'records of somebody else': { word: 'kanarekobcy', readers: ['jan', 'maria'] },
  'what somebody else keeps for themselves': { word: 'kanarekosobisty', readers: [] },
} as const satisfies Record<string, { word: string; readers: readonly string[] }>;

const viewers = ['pawel', 'maria', 'jan'] as const;
type Viewer = (typeof viewers)[number];

describe('words in hidden places', () => {
  let panel: TestPanel;
  let theirs: Records;
  const own = {} as Record<Viewer, Records>;
  const tokens = {} as Record<Viewer, string>;
  const agents = {} as Record<Viewer, TestAgent>;
  const feeds = {} as Record<Viewer, string>;
  let shared: string;
  const seen = new Set<string>();
  before(async () => {
    panel = await startPanel();
    await giveEveryRightOnOwnRows(panel, ['anna', 'pawel', 'maria']);
    theirs = await makeRecords(panel, 'anna', canaries['records of somebody else'].word);
    for (const who of viewers) {
      own[who] = await makeRecords(panel, who, who);
      tokens[who] = await panel.token(who, rights);
      agents[who] = await panel.as(who);
      const made = await agents[who].post('/api/v1/calendar-feeds').send({}).expect(200);
      feeds[who] = new URL((made.body as { address: string }).address).pathname;
    }
    await panel.db.run(`delete from user_profiles where user_id = $1`, [users.maria.id]);
    await plant();
  });
  after(() => panel.stop());

  async function plant(): Promise<void> {
    const { db } = panel;
    const word = (name: keyof typeof canaries) => canaries[name].word;
    const field = word('an own field that a profile does not read');
    const jan = await panel.as('jan');
    for (const record of ownRecords) {
      const title = { pl: word('the name of that field'), en: word('the name of that field') };
      const { body } = await jan
        .post('/api/v1/own-fields')
        .send({
          record,
          kind: 'text',
          code: `ukryte_${record}`,
          title,
          readers: ['administrator'],
          writers: ['administrator'],
        })
        .expect(200);
      const table = ownTables[record];
      await db.run(`update ${table} set own = own || jsonb_build_object('ukryte_${record}', $1::text)`, [field]);
      expect(body.id).to.be.a('string');
    }
    await db.run(`update companies set pesel = $1`, [word('a PESEL')]);
    await db.run(
      `insert into consents (company_id, channel, purpose, status, evidence, created_by) values ($1, 'email', 'marketing', 'given', $2, 'system:test')`,
      [theirs.company, word('records of somebody else')],
    );
    await db.run(
      `insert into tasks (type, title, description, company_id, owner_id, private, planned_at, search_text, created_by, updated_by)
       values ('call', $1, $1, $2, $3, true, now() + interval '1 hour', $1, $4, $4)`,
      [word('a private task'), own.pawel.company, users.anna.id, `user:${users.anna.id}`],
    );
    // Whoever has a branch need not see its head office.
    await db.run(`update companies set parent_id = $2 where id = $1`, [own.pawel.company, theirs.company]);
    // Whoever has the work need not have the case in which it lies.
    for (const [table, id] of [
      ['tasks', own.pawel.task],
      ['messages', own.pawel.message],
      ['transactions', own.pawel.transaction],
    ])
      await db.run(`update ${table} set case_id = $1 where id = $2`, [theirs.case, id]);
    shared = await plantPrivateWork(panel, word('a private task'));
    const personal = word('what somebody else keeps for themselves');
    await db.run(`update views set name = $2 where id = $1`, [theirs.view, personal]);
    await db.run(`update reminders set text_pl = $2, text_en = $2 where id = $1`, [theirs.reminder, personal]);
    await db.run(`update users set password_hash = $1, preferences = jsonb_build_object('secret', $2::text)`, [
      word('a hash of a password'),
      word('preferences of somebody else'),
    ]);
    await db.run(`update users set preferences = '{}' where id = any($1)`, [viewers.map((who) => users[who].id)]);
    await db.run(`update tokens set hash = $1 || id where id = any($2)`, [
      word('a hash of a token'),
      [theirs.token, ...viewers.map((who) => own[who].token)],
    ]);
    await db.run(`update calendar_feeds set token_hash = $1 || id where id = $2`, [
      word('a hash of a calendar address'),
      theirs.feed,
    ]);
  }

  /** What this viewer reads in `text` and may not. */
  function leaks(who: Viewer, where: string, text: string): string[] {
    const plain = text.toLowerCase();
    for (const [name, { word }] of Object.entries(canaries))
      if (plain.includes(word)) seen.add(`${who} ${where.split(' ')[0]} ${name}`);
    return Object.entries(canaries).flatMap(([name, { word, readers }]) =>
      plain.includes(word) && !(readers as readonly string[]).includes(who) ? [`${who} reads ${name} in ${where}`] : [],
    );
  }

  for (const who of viewers) {
    it(`are in no answer that ${who} gets, whatever is asked and about whatever record`, async () => {
      const found: string[] = [];
      for (const route of everyRoute(panel)) {
        if (route.method !== 'GET' && !/rows|count|board|preview|check|hints|names|plan$|foretell/.test(route.path))
          continue;
        const parts = partsOf(route);
        const records = [
          own[who],
          ...(parts.length > 0 ? [theirs] : []),
          ...(parts.some(({ kind }) => kind === 'case') ? [{ ...own[who], case: shared }] : []),
        ];
        for (const asked of records) {
          const { text, status } = await ask(panel, tokens[who], { route, records: asked });
          found.push(...leaks(who, `${route.method} ${route.path} (${status})`, text));
        }
      }
      expect(found).to.deep.equal([]);
    });

    it(`are in no list of ${who}’s with every column, in no find, and in none of their exports`, async () => {
      const found: string[] = [];
      for (const kind of Object.keys(lists)) {
        const { fields } = await read<ListDescription>(who, `GET lists/${kind}`);
        const view = {
          columns: fields.slice(0, 60).map(({ id }) => ({ field: id })),
          ...{ sort: [], condition: null, colours: [], density: 'dense' },
        };
        const rows = await text(who, `POST lists/${kind}/rows`, { view, limit: 200 });
        found.push(...leaks(who, `the list of ${kind}`, rows));
        for (const format of ['csv', 'xlsx'])
          found.push(...leaks(who, `${kind}.${format}`, await exported(who, { kind, format, view })));
        found.push(...(await asksForHidden(who, kind)));
      }
      for (const { word } of Object.values(canaries)) {
        const asked = await text(who, `GET find?q=${word}`);
        found.push(
          ...leaks(who, `what ${word} finds`, asked.replaceAll(word, asked.includes('"records":[]') ? '' : word)),
        );
      }
      expect(found).to.deep.equal([]);
    });
  }

  /**
   * A hidden column is neither shown, sorted nor asked by, in a list, its count, an export or a look at what an action would
   * touch: a yes or no would tell it as well. Who may read it gets rows.
   */
  async function asksForHidden(who: Viewer, kind: string): Promise<string[]> {
    const record = lists[kind as ListKind].own;
    if (!record) return [];
    const field = `own.ukryte_${record}`;
    const word = canaries['an own field that a profile does not read'].word;
    const plain = { columns: [], sort: [], condition: null, colours: [], density: 'dense' };
    const condition = { field: `${record}.${field}`, operator: '=', value: word };
    const views = {
      'as a column': { ...plain, columns: [{ field }] },
      'as an order': { ...plain, sort: [{ field }] },
      'in a condition': { ...plain, condition },
      'as a colour': { ...plain, colours: [{ condition, tone: 'red' }] },
    };
    const found: string[] = [];
    for (const [how, view] of Object.entries(views))
      for (const [asked, body] of [
        [`lists/${kind}/rows`, { view }],
        [`lists/${kind}/count`, { view }],
        [`lists/${kind}/exports`, { view, format: 'csv' }],
        [`lists/${kind}/selections`, { all: { view }, except: [] }],
        [`lists/${kind}/views`, { name: `${kind} ${how}`, view }],
      ] as const) {
        const { status, said } = await answered(who, `POST ${asked}`, body);
        found.push(...leaks(who, `${asked} ${how}`, said));
        // What only counts reads no columns, order or colours.
        const isAsked = how === 'in a condition' || !/count|selections/.test(asked);
        if (who !== 'jan' && isAsked && status !== 422) found.push(`${who} asks ${asked} ${how}: ${status}`);
      }
    for (const hidden of [word, canaries['a private task'].word]) {
      const { records } = await read<{ records: object[] }>(who, `GET find?q=${hidden}`);
      const { said } = await answered(who, `POST lists/${kind}/rows`, { view: plain, search: hidden });
      const rows = (JSON.parse(said) as { rows: object[] }).rows;
      if (records.length + rows.length > 0) found.push(`${who} finds ${kind} by ${hidden}`);
    }
    return found;
  }

  it('are in no page and no plain form', async () => {
    const found: string[] = [];
    for (const who of viewers) {
      const paths = ['/admin', '/admin/companies', `/admin/companies/${theirs.company}`];
      const tables = ['users', 'tokens', 'teams', 'task_types', 'legal_entities', 'resources'];
      const forms = tables.flatMap((table) =>
        ['list?perPage=200', 'search/a'].map((asked) => `/admin/api/resources/${table}/actions/${asked}`),
      );
      for (const path of [...paths, ...forms]) {
        const { text: page } = await agents[who].get(path).set('Accept', path.includes('api') ? '*/*' : 'text/html');
        found.push(...leaks(who, path, page));
      }
    }
    expect(found).to.deep.equal([]);
  });

  it('are in no calendar feed, no mail and no line of the log, whoever it is for', async () => {
    const found: string[] = [];
    for (const who of viewers) {
      const calendar = await (await fetch(panel.url + feeds[who])).text();
      expect(calendar).to.contain('BEGIN:VCALENDAR');
      found.push(...leaks(who, 'the calendar', calendar));
      const mails = await panel.db.rows<{ text: string }>(
        `select concat_ws(' ', subject, body_text, body_html) as text from messages where direction = 'out' and address = $1`,
        [users[who].email],
      );
      expect(mails, `mails to ${who}`).not.to.deep.equal([]);
      found.push(...mails.flatMap(({ text: mail }) => leaks(who, 'a mail', mail)));
    }
    // Mail to others is read by whoever may read messages; that of the house by those who see all of it.
    const mails = await panel.db.rows<{ id: string }>(
      `select id from messages where direction = 'out' and company_id is null`,
    );
    expect(mails.length).to.be.greaterThan(2);
    for (const who of viewers)
      for (const { id } of mails)
        found.push(...leaks(who, 'a mail to somebody else', await text(who, `GET messages/${id}`)));
    // Whoever keeps the machine reads the log, and need not be anybody in the panel.
    found.push(...leaks('pawel', 'the log', JSON.stringify(panel.logged)));
    expect(found).to.deep.equal([]);
  });

  it('are in no file that was made before they were hidden', async () => {
    const view = {
      columns: [{ field: 'own.ukryte_company' }],
      sort: [],
      condition: null,
      colours: [],
      density: 'dense',
    };
    await panel.db.run(`update own_fields set readers = null where code = 'ukryte_company'`);
    const asked = { kind: 'companies', format: 'csv', view };
    const before = await exported('maria', asked);
    expect(before).to.include(canaries['an own field that a profile does not read'].word);
    const { id } = await panel.db.one<{ id: string }>(
      `select id from exports where state = 'done' order by id desc limit 1`,
    );
    await panel.db.run(`update own_fields set readers = '{administrator}' where code = 'ukryte_company'`);
    expect(JSON.parse(await text('maria', `GET exports/${id}/file`))).to.include({ code: 'list.field_unknown' });
  });

  it('are read where they may be: in answers, lists and exports alike', () => {
    const missing = [
      ...['a PESEL', 'an own field that a profile does not read', 'records of somebody else'].map(
        (name) => `jan GET ${name}`,
      ),
      ...['the', 'companies.csv', 'companies.xlsx'].map(
        (where) => `jan ${where} an own field that a profile does not read`,
      ),
      ...['GET', 'the', 'tasks.xlsx'].map((where) => `maria ${where} records of somebody else`),
    ].filter((each) => !seen.has(each));
    expect(missing).to.deep.equal([]);
  });

  async function answered(who: Viewer, asked: string, body?: object): Promise<{ status: number; said: string }> {
    const [method, path] = asked.split(' ') as [string, string];
    const response = await fetch(`${panel.url}/api/v1/${path}`, {
      method,
      headers: { Authorization: `Bearer ${tokens[who]}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, said: await response.text() };
  }
  const text = async (who: Viewer, asked: string, body?: object) => (await answered(who, asked, body)).said;
  const read = async <T>(who: Viewer, asked: string, body?: object) => JSON.parse(await text(who, asked, body)) as T;

  async function exported(who: Viewer, { kind, format, view }: { kind: string; format: string; view: object }) {
    await panel.db.run(`update exports set state = 'cancelled' where state = 'waiting'`);
    const { id } = await read<{ id: string }>(who, `POST lists/${kind}/exports`, { format, view });
    await panel.db.run(`update exports set created_at = created_at - interval '2 days' where id <> $1`, [id]);
    // The worker reads it as the person is, not as their token: only who lacks the same by themselves can be told from it.
    await exportActivities({ db: panel.db, filesDir: panel.filesDir }).writeListFile({ exportId: id });
    const response = await fetch(`${panel.url}/api/v1/exports/${id}/file`, {
      headers: { Authorization: `Bearer ${tokens[who]}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return format === 'xlsx' && response.ok ? unzipped(bytes) : bytes.toString();
  }
});
