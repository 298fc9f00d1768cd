import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import type { ListDescription, ListKind } from '../../domain/lists/shapes.ts';
import { ownRecords, type OwnKind, type OwnOptions, type OwnRecord } from '../../domain/own/shapes.ts';
import { companies, people, users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

type Body = Record<string, unknown>;
type Own = Readonly<Record<string, unknown>>;

/** How each record is made, read and changed over HTTP. */
type Noun = {
  readonly list: ListKind;
  readonly make: (own: Own) => readonly [path: string, body: Body];
  readonly path: string;
  readonly ownOf: (body: Body) => Own;
  readonly versionOf: (body: Body) => number;
  readonly edit: (read: Body, own: Own) => readonly ['patch' | 'put', Body];
};

const plain = {
  ownOf: (body: Body) => body['own'] as Own,
  versionOf: (body: Body) => body['version'] as number,
  edit: (read: Body, own: Own) => ['patch', { version: read['version'], changes: { own } }] as const,
};
const campaign = {
  name: 'Wiosna',
  supervisorId: users.maria.id,
  startsOn: '2027-03-01',
  endsOn: '2027-03-31',
};
const companyId = companies.drewPol.id;

/** Those that have a form; what comes in without one is in `own-fields-of-documents` and `own-fields-of-messages`. */
type Formed = Exclude<OwnRecord, 'transaction' | 'file' | 'message'>;
const formed = ownRecords.filter((one): one is Formed => one !== 'transaction' && one !== 'file' && one !== 'message');

const nouns: Readonly<Record<Formed, Noun>> = {
  company: {
    ...plain,
    list: 'companies',
    path: '/companies',
    make: (own) => ['/companies', { name: 'Tartak Wójcik', own }],
  },
  person: {
    ...plain,
    list: 'people',
    path: '/people',
    make: (own) => [`/companies/${companyId}/people`, { lastName: 'Wójcik', own }],
  },
  task: {
    list: 'tasks',
    path: '/tasks',
    make: (own) => ['/tasks', { type: 'errand', title: 'Pomiar', companyId, own }],
    ownOf: (body) => (body['task'] as { own: Own }).own,
    versionOf: (body) => (body['task'] as { version: number }).version,
    edit: (read, own) => ['patch', { version: (read['task'] as { version: number }).version, change: { own } }],
  },
  case: {
    ...plain,
    list: 'cases',
    path: '/cases',
    make: (own) => ['/cases', { name: 'Reklamacja', companyId, own }],
  },
  opportunity: {
    ...plain,
    list: 'opportunities',
    path: '/opportunities',
    make: (own) => ['/opportunities', { name: 'Regały', companyId, own }],
  },
  campaign: {
    ...plain,
    list: 'campaigns',
    path: '/campaigns',
    make: (own) => ['/campaigns', { ...campaign, own }],
    edit: (read, own) => ['put', { ...campaign, version: read['version'], own }],
  },
};

type Field = {
  readonly kind: OwnKind;
  readonly options?: OwnOptions;
  readonly first: unknown;
  readonly second: unknown;
  /** What is not taken. */
  readonly wrong: unknown;
  /** What the cell of a list shows of the second one, where that is something else. */
  readonly shown?: unknown;
};

describe('own fields of every kind on every record', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let fields: readonly Field[];
  const codes: Partial<Record<OwnKind, string>> = {};

  before(async () => {
    panel = await startPanel();
    jan = await panel.as('jan');
    const { code: dictionary } = (await post('/dictionaries', { name: { pl: 'Gatunki', en: 'Species' } })) as {
      code: string;
    };
    for (const name of ['Dąb', 'Sosna'])
      await post(`/dictionaries/${dictionary}/entries`, { name: { pl: name, en: name } });
    fields = [
      { kind: 'text', first: 'Ł-1', second: 'Ł-2', wrong: 7 },
      { kind: 'number', options: { least: 0 }, first: 0, second: 12.5, wrong: -1 },
      { kind: 'money', first: 100, second: 150_000, wrong: 1.5, shown: { minor: 150_000, currency: 'PLN' } },
      { kind: 'date', first: '2026-03-01', second: '2026-12-31', wrong: '2026-02-30' },
      { kind: 'yes/no', first: false, second: true, wrong: 'tak' },
      { kind: 'choice', options: { dictionary }, first: 'dab', second: 'sosna', wrong: 'buk' },
      { kind: 'many', options: { dictionary }, first: ['dab'], second: ['dab', 'sosna'], wrong: ['buk'] },
      {
        kind: 'reference',
        options: { target: 'person' },
        first: people.jozef.id,
        second: people.jozef.id,
        wrong: companyId,
        shown: { id: people.jozef.id, name: 'Józef Zieliński' },
      },
    ];
  });
  after(() => panel.stop());

  const post = async (path: string, body: object): Promise<Body> => {
    const answer = await jan.post(`/api/v1${path}`).send(body);
    expect(answer.status, `${path}: ${JSON.stringify([answer.body, panel.logged.at(-1)])}`).to.equal(200);
    return answer.body as Body;
  };
  const upload = async (name: string): Promise<string> => {
    const answer = await jan
      .post(`/api/v1/files?name=${name}`)
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from('Umowa'));
    expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
    return (answer.body as { id: string }).id;
  };
  const read = async (noun: Noun, id: string, who = jan): Promise<Body> =>
    (await who.get(`/api/v1${noun.path}/${id}`).expect(200)).body as Body;
  const change = async (noun: Noun, id: string, own: Own) => {
    const [method, body] = noun.edit(await read(noun, id), own);
    return jan[method](`/api/v1${noun.path}/${id}`).send(body);
  };
  const make = async (noun: Noun, own: Own): Promise<string> => {
    const [path, body] = noun.make(own);
    return (await post(path, body))['id'] as string;
  };
  const define = async (record: OwnRecord, { kind, options }: Pick<Field, 'kind' | 'options'>) => {
    const title = { pl: `Pole ${kind.replace('/', ' ')}`, en: `Field ${kind}` };
    const field = { record, kind, title, ...(options ? { options } : {}) };
    codes[kind] = (await post('/own-fields', field))['code'] as string;
  };
  const found = async (kind: ListKind, condition: object, columns: readonly string[]) => {
    const view = {
      columns: columns.map((field) => ({ field })),
      sort: [],
      condition: { combinator: 'and', rules: [condition] },
      colours: [],
      density: 'roomy',
    };
    return (await post(`/lists/${kind}/rows`, { view }))['rows'] as { id: string; values: Body }[];
  };

  for (const record of formed) {
    const noun = nouns[record];

    it(`each ${record} is made and changed with them, and answers what it was given`, async () => {
      for (const field of fields) await define(record, field);
      const values = (which: 'first' | 'second') =>
        Object.fromEntries(fields.map((field) => [codes[field.kind]!, field[which]]));
      const id = await make(noun, values('first'));
      expect(noun.ownOf(await read(noun, id))).to.deep.equal(values('first'));

      const edited = await change(noun, id, values('second'));
      expect(edited.ok, JSON.stringify(edited.body)).to.equal(true);
      expect(noun.ownOf(await read(noun, id))).to.deep.equal(values('second'));

      const { changes } = await panel.db.one<{ changes: Body }>(
        `select changes from audit where record_id = $1 and verb = 'edit' order by at desc, id desc limit 1`,
        [id],
      );
      expect(changes[`own.${codes['number']}`]).to.deep.equal([0, 12.5]);

      await change(noun, id, { [codes['text']!]: null });
      expect(noun.ownOf(await read(noun, id))).to.not.have.property(codes['text']!);
    });

    it(`each ${record} refuses what is of another kind, naming the field`, async () => {
      const id = await make(noun, {});
      for (const { kind, wrong } of fields) {
        const answer = await change(noun, id, { [codes[kind]!]: wrong });
        expect([answer.status, answer.body.field], kind).to.deep.equal([422, `own.${codes[kind]}`]);
      }
      const { status, body } = await change(noun, id, { nie_ma: 1 });
      expect([status, body.code]).to.deep.equal([422, 'own.unknown_field']);
    });

    it(`each ${record} carries a file that was sent in before it was saved, for everyone who sees the record`, async () => {
      await define(record, { kind: 'file' });
      const file = await upload('umowa.txt');
      const id = await make(noun, { [codes['file']!]: file });
      const maria = await panel.as('maria');
      expect(noun.ownOf(await read(noun, id, maria))).to.deep.equal({ [codes['file']!]: file });
      const names = await maria.post('/api/v1/own-fields/names').send({ target: 'file', ids: [file] });
      expect(names.body.rows).to.deep.equal([{ id: file, name: 'umowa.txt' }]);
      await maria.get(`/api/v1/files/${file}/versions/1`).expect(200);

      const loose = await upload('obca.txt');
      const stolen = await (
        await panel.as('maria')
      )
        .post('/api/v1/own-fields/names')
        .send({ target: 'file', ids: [loose] });
      expect(stolen.body.rows, 'a file that hangs nowhere is seen by nobody else').to.deep.equal([]);
    });

    it(`each ${record} works out a formula of its own fields with every change`, async () => {
      const options = { formula: `${codes['number']} * 2`, formulaType: 'number' } as const;
      await define(record, { kind: 'formula', options });
      const id = await make(noun, { [codes['number']!]: 4 });
      expect(noun.ownOf(await read(noun, id))[codes['formula']!]).to.equal(8);
      await change(noun, id, { [codes['number']!]: 5 });
      expect(noun.ownOf(await read(noun, id))[codes['formula']!]).to.equal(10);
    });

    it(`each ${record} is not made without one that is required`, async () => {
      const title = { pl: 'Wymagane', en: 'Required' };
      const made = await post('/own-fields', { record, kind: 'text', title, required: true });
      const [path, body] = noun.make({});
      const refused = await jan.post(`/api/v1${path}`).send(body);
      expect([refused.status, refused.body.field]).to.deep.equal([422, 'own.wymagane']);
      await make(noun, { wymagane: 'tak' });
      await jan.put(`/api/v1/own-fields/${made['id']}`).send({ version: 1, title, active: false }).expect(200);
    });

    it(`a list of each ${record} lets those be changed in a cell that hold one value, by whoever may write them`, async () => {
      const title = { pl: 'Tylko do odczytu', en: 'Only read' };
      const closed = await post('/own-fields', { record, kind: 'text', title, writers: ['nobody'] });
      const { fields: described } = (await jan.get(`/api/v1/lists/${noun.list}`)).body as ListDescription;
      const editable = described.filter((one) => one.id.startsWith('own.') && one.editable).map(({ id }) => id);
      const single = ['text', 'number', 'money', 'date', 'yes/no', 'choice'] as const;
      expect(editable).to.include.members(single.map((kind) => `own.${codes[kind]}`));
      for (const kind of ['many', 'file', 'formula', 'reference'] as const)
        expect(editable, kind).not.to.include(`own.${codes[kind]}`);
      expect(editable).not.to.include(`own.${closed['code'] as string}`);
    });

    it(`a list of each ${record} shows them and filters by them`, async () => {
      const own = Object.fromEntries(fields.map((field) => [codes[field.kind]!, field.second]));
      const id = await make(noun, own);
      for (const { kind, second, shown = second } of fields) {
        const column = `own.${codes[kind]}`;
        const operator = kind === 'many' ? 'in' : kind === 'reference' ? 'notNull' : '=';
        const value = operator === 'notNull' ? {} : { value: second };
        const rows = await found(noun.list, { field: `${record}.own.${codes[kind]}`, operator, ...value }, [column]);
        const row = rows.find((one) => one.id === id);
        expect(row?.values[column], `${record} ${kind}`).to.deep.equal(shown);
        if (kind !== 'text') continue;
        const part = { field: `${record}.own.${codes[kind]}`, operator: 'contains', value: 'ł-2' };
        expect((await found(noun.list, part, [column])).map((one) => one.id)).to.include(id);
      }
    });
  }

  it('the API describes them, and where they are sent, to whoever may read them', async () => {
    const hidden = { record: 'task', kind: 'text', title: { pl: 'Poufne', en: 'Secret' }, readers: ['administrator'] };
    await post('/own-fields', hidden);
    type Described = {
      components: { schemas: Record<string, { properties: Record<string, object> }> };
      paths: Record<string, Record<string, { requestBody: { content: Record<string, { schema: object }> } }>>;
    };
    const documentOf = async (who: TestAgent) => (await who.get('/api/v1/openapi.json').expect(200)).body as Described;
    const { components, paths } = await documentOf(jan);
    for (const record of formed) {
      const { properties } = components.schemas[`Own${record[0]!.toUpperCase()}${record.slice(1)}`]!;
      expect(properties[codes['number']!], record).to.include({ title: 'Field number', minimum: 0 });
      expect(properties[codes['choice']!], record).to.deep.include({ enum: ['dab', 'sosna', null] });
      expect(properties[codes['formula']!], record).to.include({ readOnly: true });
      const [path] = nouns[record].make({});
      const { post: operation } = paths[path.replace(companyId, '{id}')]!;
      expect(JSON.stringify(operation), record).to.contain(`/Own${record[0]!.toUpperCase()}${record.slice(1)}"`);
    }
    expect(components.schemas['OwnTask']!.properties).to.have.property('poufne');
    const { components: forAnna } = await documentOf(await panel.as('anna'));
    expect(JSON.stringify(forAnna)).to.not.contain('poufne');
  });
});
