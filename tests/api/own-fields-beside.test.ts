import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import type { ListDescription, ListKind } from '../../domain/lists/shapes.ts';
import { ownRecords, type OwnRecord } from '../../domain/own/shapes.ts';
import { companies } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

const drewPol = companies.drewPol.id;
/** What they hold, and what nobody but administrators may read. */
const wood = 'dębina';
const secret = 'TAJNE-77';

/** Records of a customer that may be asked beside it, and how one comes to be. */
const made = {
  person: ['people', `/companies/${drewPol}/people`, { lastName: 'Wójcik' }],
  task: ['tasks', '/tasks', { type: 'errand', title: 'Pomiar', companyId: drewPol }],
  case: ['cases', '/cases', { name: 'Reklamacja', companyId: drewPol }],
  opportunity: ['opportunities', '/opportunities', { name: 'Regały', companyId: drewPol }],
} as const satisfies Partial<Record<OwnRecord, readonly [of: string, path: string, body: object]>>;
type Made = keyof typeof made;

describe('own fields of records beside the row', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let anna: TestAgent;
  const ids: Partial<Record<Made, string>> = {};

  before(async () => {
    panel = await startPanel();
    [jan, anna] = await Promise.all([panel.as('jan'), panel.as('anna')]);
    for (const record of ownRecords)
      for (const title of ['Gatunek', 'Sekret']) {
        const readers = title === 'Sekret' ? { readers: ['administrator'] } : {};
        await post('/own-fields', { record, kind: 'text', title: { pl: title, en: title }, ...readers });
      }
    const own = { gatunek: wood, sekret: secret };
    for (const [record, [, path, body]] of Object.entries(made))
      ids[record as Made] = (await post(path, { ...body, own })).id;
    const { version } = (await jan.get(`/api/v1/companies/${drewPol}`).expect(200)).body as { version: number };
    await jan.patch(`/api/v1/companies/${drewPol}`).send({ version, changes: { own } }).expect(200);
  });
  after(() => panel.stop());

  const post = async (path: string, body: object) =>
    (await jan.post(`/api/v1${path}`).send(body).expect(200)).body as { id: string };
  const ask = (kind: ListKind, condition: object, who: TestAgent) => {
    const plain = { columns: [], sort: [], colours: [], density: 'roomy' };
    return who
      .post(`/api/v1/lists/${kind}/rows`)
      .send({ view: { ...plain, condition: { combinator: 'and', rules: [condition] } }, limit: 200 });
  };
  const found = async (kind: ListKind, condition: object, who = jan) =>
    ((await ask(kind, condition, who).expect(200)).body.rows as { id: string }[]).map(({ id }) => id);

  for (const record of Object.keys(made) as Made[]) {
    const [of] = made[record];
    const beside = (rule: object, not = {}) => ({ combinator: 'and', ...not, of, rules: [rule] });
    const field = `${record}.own.gatunek`;

    it(`find the customer by a value among its ${of}, and the others by the opposite`, async () => {
      const rule = { field, operator: 'contains', value: 'dębin' };
      expect(await found('companies', beside(rule))).to.deep.equal([drewPol]);
      expect(await found('companies', beside(rule, { not: true })))
        .to.include(companies.omega.id)
        .and.not.include(drewPol);
    });

    it(`of ${of} are neither offered to nor asked by those who may not read them`, async () => {
      const offered = async (who: TestAgent) => {
        const { related } = (await who.get('/api/v1/lists/companies').expect(200)).body as ListDescription;
        return related.find((one) => one.of === of)!.facts.map(({ name }) => name);
      };
      expect(await offered(jan)).to.include.members([field, `${record}.own.sekret`]);
      expect(await offered(anna))
        .to.include(field)
        .and.not.include(`${record}.own.sekret`);
      const rule = { field: `${record}.own.sekret`, operator: '=', value: secret };
      expect(await found('companies', beside(rule))).to.deep.equal([drewPol]);
      const refused = await ask('companies', beside(rule), anna).expect(422);
      expect(refused.body.code).to.equal('condition.unknown_fact');
    });
  }

  for (const record of ['task', 'case', 'opportunity', 'person'] as const) {
    const kind = made[record][0];

    it(`of the customer find its ${kind}, for whoever may read them`, async () => {
      const rule = { field: 'company.own.gatunek', operator: '=', value: wood };
      expect(await found(kind, rule)).to.include(ids[record]);
      expect(await found(kind, { ...rule, value: 'sosna' })).to.deep.equal([]);
      const { facts } = (await anna.get(`/api/v1/lists/${kind}`).expect(200)).body as ListDescription;
      expect(facts.find(({ name }) => name === rule.field)?.title.pl).to.equal('Gatunek (klient)');
      const hidden = { field: 'company.own.sekret', operator: '=', value: secret };
      expect(await found(kind, hidden)).to.include(ids[record]);
      expect((await ask(kind, hidden, anna).expect(422)).body.code).to.equal('condition.unknown_fact');
    });
  }
});
