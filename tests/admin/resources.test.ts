import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { en as english, pl as polish } from '../support/dictionaries.ts';
import { stockResources } from '../../admin/resources/list.ts';
import { defineResource } from '../../admin/stock/define-resource.ts';
import { mayDo } from '../../admin/stock/policy.ts';
import type { ScopedResource } from '../../admin/stock/scoped-resource.ts';
import { typeOf } from '../../admin/stock/where.ts';
import { openModels, type Models } from '../../db/models/open-models.ts';
import { newId } from '../../db/new-id.ts';
import { rights } from '../../domain/access.ts';
import { users } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

type Texts = { readonly labels: Record<string, string>; readonly properties: Record<string, string> };
type Defined = {
  readonly resource: ScopedResource;
  readonly options: { readonly translations: Record<string, Texts> };
};

const actions = ['list', 'search', 'show', 'new', 'edit', 'delete', 'bulkDelete'] as const;
const people = ['anna', 'maria', 'jan'] as const;

/** Reads every table that AdminJS knows: one that is added is held by all of this at once. */
describe('every plain form', () => {
  let panel: TestPanel;
  let models: Models;
  let defined: readonly Defined[];
  before(async () => {
    panel = await startPanel();
    models = openModels(panel.databaseUrl);
    defined = stockResources(models) as unknown as Defined[];
    for (const who of ['anna', 'pawel'] as const)
      await panel.db.run('insert into tokens (user_id, name, hash) values ($1, $2, $3)', [users[who].id, who, newId()]);
  });
  after(async () => {
    await models.close();
    await panel.stop();
  });

  const idOf = ({ resource }: Defined) => resource.id();

  it('has a label in both languages for its table, its columns, the values of each choice and its name in the audit', () => {
    const missing: string[] = [];
    for (const one of defined) {
      const { policy } = one.resource;
      const noun = `audit.noun.${policy.noun}`;
      if (!(noun in polish) || !(noun in english)) missing.push(noun);
      for (const language of ['pl', 'en'] as const) {
        const { labels, properties } = one.options.translations[language]!;
        const needed = [
          ...[idOf(one), ...choicesOf(one)].map((name) => [name, labels[name]]),
          ...policy.readable.map((name) => [name, properties[name]]),
        ];
        for (const [name, said] of needed)
          if (!said?.trim() || said === name) missing.push(`${idOf(one)}.${name} in ${language}`);
      }
    }
    expect(missing).to.deep.equal([]);
  });

  function choicesOf({ resource }: Defined): string[] {
    return Object.entries(resource.rawAttributes()).flatMap(([name, { values }]) =>
      ((values ?? []) as string[]).map((value) => `${name}.${value}`),
    );
  }

  it('has a policy with rights that there are, an order to begin with, and a version where it is written', () => {
    const wrong: string[] = [];
    for (const one of defined) {
      const { policy } = one.resource;
      const known = [policy.read, ...(policy.write ? [policy.write] : [])].every((right) => rights.includes(right));
      if (!known) wrong.push(`${idOf(one)} asks for a right that is not there`);
      if (policy.sortable.length === 0) wrong.push(`${idOf(one)} has no order`);
      if (policy.write && !('version' in one.resource.allColumns())) wrong.push(`${idOf(one)} has no version`);
      if (policy.writable.length > 0 && !policy.write) wrong.push(`${idOf(one)} is written by nobody`);
    }
    expect(wrong).to.deep.equal([]);
  });

  it('is not defined where it would write a reference or a date, which it only shows', () => {
    const title = { pl: 'Zespoły', en: 'Teams' };
    const column = { name: title, write: true };
    for (const name of ['id', 'createdAt'])
      expect(
        () =>
          defineResource({ model: models.Team, noun: 'team', title, read: 'user.read', columns: { [name]: column } }),
        name,
      ).to.throw('a plain form only shows it');
  });

  it('has few rows, or an index for each order and each search; what it refers to is indexed in any case', async () => {
    const missing: string[] = [];
    for (const one of defined) {
      const { policy } = one.resource;
      const columns = one.resource.allColumns();
      const ordered = await indexesOf(idOf(one), 'btree');
      const searched = await indexesOf(idOf(one), 'gin');
      const column = (name: string) => columns[name]?.field ?? name;
      const typed = (name: string) => ['STRING', 'TEXT'].includes(typeOf(columns[name]));
      const needed = [
        ...policy.readable.filter((name) => columns[name]?.references).map((name) => [name, ordered] as const),
        ...(policy.few ? [] : policy.sortable.map((name) => [name, ordered] as const)),
        ...(policy.few ? [] : policy.readable.filter(typed).map((name) => [name, searched] as const)),
      ];
      for (const [name, indexes] of needed)
        if (!indexes.has(column(name))) missing.push(`${idOf(one)}.${column(name)}`);
    }
    expect(missing).to.deep.equal([]);
  });

  /** The columns with which an index of this kind begins. */
  async function indexesOf(table: string, kind: 'btree' | 'gin'): Promise<ReadonlySet<string>> {
    const rows = await panel.db.rows<{ name: string }>(
      `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
         join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
       where i.indrelid = $1::regclass and i.indisvalid and m.amname = $2`,
      [table, kind],
    );
    return new Set(rows.map(({ name }) => name));
  }

  it('answers every role, action and record as its policy says, own and foreign', async () => {
    const wrong: string[] = [];
    for (const who of people) {
      const agent = await panel.as(who);
      for (const one of defined) {
        for (const { id, isThere } of await recordsFor(one, who)) {
          for (const action of actions) {
            const expected = expectedOf(one, { who, action, isThere });
            const { status } = await ask(agent, { table: idOf(one), action, id });
            if (status !== expected) wrong.push(`${who} ${action} ${idOf(one)} ${isThere}: ${status}, not ${expected}`);
          }
        }
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  type Asked = { readonly who: (typeof people)[number]; readonly action: string; readonly isThere: boolean };

  /** What one may not open does not exist; what one may not do is forbidden; what is another's is not there. */
  function expectedOf({ resource: { policy } }: Defined, { who, action, isThere }: Asked): number {
    const asker = viewer(who);
    if (!mayDo(policy, asker, 'list')) return 404;
    if (action === 'bulkDelete' || !mayDo(policy, asker, action)) return 403;
    // Sent without the version that one saw, an edit is too late.
    if (action === 'edit' && isThere) return 409;
    return isThere || ['list', 'search', 'new'].includes(action) ? 200 : 404;
  }

  /** One that they see, one of somebody else's where rows are scoped, and one that is not there. */
  async function recordsFor(one: Defined, who: (typeof people)[number]) {
    const { policy, model } = one.resource;
    const key = one.resource.key();
    const rows = (await model.findAll({ attributes: [key], raw: true })) as unknown as Record<string, string>[];
    const seen = policy.rows
      ? await model.findAll({ attributes: [key], where: policy.rows(viewer(who)), raw: true })
      : rows;
    const own = new Set((seen as unknown as Record<string, string>[]).map((row) => row[key]!));
    const foreign = rows.map((row) => row[key]!).find((id) => !own.has(id));
    return [
      ...[...own].slice(0, 1).map((id) => ({ id, isThere: true })),
      ...(foreign ? [{ id: foreign, isThere: false }] : []),
      { id: newId(), isThere: false },
    ];
  }

  type Ask = { readonly table: string; readonly action: string; readonly id: string };

  function ask(agent: TestAgent, { table, action, id }: Ask): Promise<{ status: number }> {
    const at = `/admin/api/resources/${table}`;
    if (action === 'list') return agent.get(`${at}/actions/list`);
    if (action === 'search') return agent.get(`${at}/actions/search/x`);
    if (action === 'show') return agent.get(`${at}/records/${id}/show`);
    if (action === 'new') return agent.post(`${at}/actions/new`).send({});
    if (action === 'bulkDelete') return agent.post(`${at}/bulk/bulkDelete?recordIds=${id}`).send({});
    return agent.post(`${at}/records/${id}/${action}`).send({});
  }
});
