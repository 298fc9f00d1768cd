import { expect } from 'chai';
import { bulkActivities } from '../../activities/bulks.ts';
import { bulkApi } from '../../api/bulk.ts';
import { listsApi } from '../../api/lists.ts';
import type { Viewer } from '../../domain/access.ts';
import type { Bulk, BulkRow, Selected } from '../../domain/lists/actions.ts';
import type { ListDescription } from '../../domain/lists/shapes.ts';
import { moveBulk } from '../../db/bulk/rows-at-work.ts';
import { lockCampaign } from '../../db/campaigns.ts';
import { within } from '../../db/database.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { removeParticipants } from '../../db/participants.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { serve, type Served } from '../support/served.ts';

/** What is done to many customers at once (S3-14). */
describe('many customers at once', () => {
  let base: TestDatabase;
  let served: Served;
  const maria = viewer('maria');
  const everyone = Object.values(companies).map(({ id }) => id);

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
    await base.db.transaction(async (tx) => {
      const ofCompany = { record: 'company', kind: 'number' } as const;
      await createOwnField(tx, viewer('jan'), { ...ofCompany, title: { pl: 'Premia', en: 'Bonus' } });
      await createOwnField(tx, viewer('jan'), {
        ...ofCompany,
        kind: 'text',
        title: { pl: 'Sekret', en: 'Secret' },
        writers: ['administrator'],
      });
    });
    await base.db.run(
      `insert into campaigns (name, kind, supervisor_id, starts_on, ends_on, state, created_by, updated_by)
       select name, 'marketing', $1, current_date, current_date + 9, state, 'system:test', 'system:test'
       from (values ('Szkic', 'draft'), ('Trwa', 'running')) v(name, state)`,
      [users.maria.id],
    );
    await base.db.run(
      `insert into dictionary_entries (dictionary_id, code, name_pl, name_en)
       select id, v.code, pl, en from dictionaries, (values ('budownictwo', 'Budowlana', 'Construction'), ('handel', 'Handel', 'Trade')) v(code, pl, en)
       where dictionaries.code = 'industry'`,
    );
    served = await serve(base.db, { api: [listsApi, bulkApi] });
  });
  after(async () => {
    await served.close();
    await base.drop();
  });

  const select = async (ids: readonly string[], kind = 'companies', who: Viewer = maria) =>
    (await served.ask<Selected>(who, `POST /lists/${kind}/selections`, { ids })).body.id;
  const workOff = async (bulkId: string) => {
    while ((await bulkActivities({ db: base.db }).moveBulkRows({ bulkId })).more);
    return (await served.ask<Bulk>(maria, `GET /bulk/${bulkId}`)).body;
  };
  type Asked = { readonly action: string; readonly answers: object; readonly kind?: string };
  const act = async (ids: readonly string[], { kind, ...asked }: Asked) => {
    const id = await select(ids, kind);
    const { status, body } = await served.ask<{ message: string }>(maria, `POST /bulk/${id}/run`, asked);
    expect(status, body.message).to.equal(200);
    return workOff(id);
  };
  const undo = async (id: string) => {
    await served.ask(maria, `POST /bulk/${id}/undo`);
    return (await workOff(id)).counts.undone;
  };
  const reasons = async (id: string) =>
    (await served.ask<{ rows: BulkRow[] }>(maria, `GET /bulk/${id}/rows?state=skipped`)).body.rows.map(
      ({ why }) => why?.pl,
    );
  const setting = (field: string, value: unknown) => ({
    action: 'set field',
    answers: { field: JSON.stringify({ field, value }) },
  });
  const valuesOf = async (sql: string) =>
    (await base.db.rows<{ v: unknown }>(`select ${sql} as v from companies order by name`)).map(({ v }) => v);

  it('any plain field and any own field is set, emptied and put back', async () => {
    const cases = [
      ['industry', 'budownictwo', 'industry'],
      ['kind', 'institution', 'kind'],
      ['own.premia', 12.5, `own -> 'premia'`],
    ] as const;
    for (const [field, value, sql] of cases) {
      const before = await valuesOf(sql);
      const done = await act(everyone, setting(field, value));
      expect(done.counts, field).to.include({ done: everyone.length, skipped: 0 });
      expect(new Set(await valuesOf(sql)), field).to.deep.equal(new Set([value]));
      const again = await act(everyone, setting(field, value));
      expect(again.counts).to.include({ done: 0, skipped: everyone.length });
      expect(await undo(done.id)).to.equal(everyone.length);
      expect(await valuesOf(sql), field).to.deep.equal(before);
    }
  });

  it('offers the fields that its viewer may write, with what they may be set to', async () => {
    const { actions } = (await served.ask<ListDescription>(maria, 'GET /lists/companies')).body;
    const fields = actions.find(({ name }) => name === 'set field')!.asks[0]!.fields!;
    expect(fields.map(({ id }) => id)).to.include.members(['kind', 'industry', 'own.premia']);
    expect(fields.map(({ id }) => id)).not.to.include.members(['own.sekret', 'nip', 'name']);
    expect(fields.find(({ id }) => id === 'industry')!.choices).to.deep.include({
      value: 'budownictwo',
      label: { pl: 'Budowlana', en: 'Construction' },
    });
    expect(fields.find(({ id }) => id === 'kind')!.choices!.map(({ value }) => value)).to.include('branch');
    const changeClass = actions.find(({ name }) => name === 'change class')!.asks[0]!;
    expect([changeClass.type, changeClass.choices!.map(({ value }) => value)]).to.deep.equal(['choice', ['A', 'B']]);
  });

  it('a text of several lines is typed in as many, for a cell has one', async () => {
    await base.db.transaction((tx) =>
      createOwnField(tx, viewer('jan'), {
        record: 'company',
        kind: 'text',
        title: { pl: 'Dojazd', en: 'Way there' },
        options: { lines: 3 },
      }),
    );
    const { actions, fields } = (await served.ask<ListDescription>(maria, 'GET /lists/companies')).body;
    const set = actions.find(({ name }) => name === 'set field')!.asks[0]!.fields!;
    expect(set.find(({ id }) => id === 'own.dojazd')!.lines).to.equal(3);
    expect(fields.find(({ id }) => id === 'own.dojazd')!.editable).to.equal(false);
    expect(fields.find(({ id }) => id === 'own.premia')!.editable).to.equal(true);
    await act(everyone, setting('own.dojazd', 'Brama B\nDzwonić'));
    expect(new Set(await valuesOf(`own ->> 'dojazd'`))).to.deep.equal(new Set(['Brama B\nDzwonić']));
  });

  it('a text is as long as the form of one record takes it, and no longer', async () => {
    await base.db.transaction((tx) =>
      createOwnField(tx, viewer('jan'), { record: 'company', kind: 'text', title: { pl: 'Umowa', en: 'Contract' } }),
    );
    const longest = '"Ustalono"\n'.repeat(2_000).slice(0, 19_999) + '.';
    const set = await act(everyone, setting('own.umowa', longest));
    expect(set.counts).to.include({ done: everyone.length, skipped: 0 });
    expect(new Set(await valuesOf(`own ->> 'umowa'`))).to.deep.equal(new Set([longest]));
    const tooLong = await act([companies.zubr.id], setting('own.umowa', `${longest}.`));
    expect(tooLong.counts).to.include({ done: 0, skipped: 1 });
    expect((await reasons(tooLong.id))[0]).to.include('20000');
  });

  it('what may not be written is skipped with the reason, row by row', async () => {
    for (const [field, value] of [
      ['own.sekret', 'x'],
      ['nip', '5260250274'],
      ['industry', 7],
      ['industry', 'rybołówstwo'],
      ['kind', 'smok'],
      ['own.premia', 'dużo'],
    ] as const) {
      const done = await act([companies.zubr.id], setting(field, value));
      expect(done.counts, field).to.include({ done: 0, skipped: 1 });
      expect((await reasons(done.id))[0], field).to.be.a('string');
    }
    const id = await select([companies.zubr.id]);
    const wrong = { action: 'set field', answers: { field: 'industry' } };
    expect((await served.ask(maria, `POST /bulk/${id}/run`, wrong)).status).to.be.greaterThan(399);
  });

  it('a consent is recorded for each, with its evidence, of customers and of people', async () => {
    const answers = { channel: 'email', purpose: 'marketing', status: 'given', evidence: 'targi 2026' };
    const done = await act(everyone, { action: 'record consent', answers: { ...answers, givenOn: '2026-01-02' } });
    expect([done.counts.done, done.undoUntil]).to.deep.equal([everyone.length, null]);
    await act([people.jozef.id], { kind: 'people', action: 'record consent', answers });
    const said = await base.db.rows(
      `select person_id is not null as of_person, count(*)::int as n from consents where evidence = 'targi 2026' group by 1 order by 1`,
    );
    expect(said).to.deep.equal([
      { ofPerson: false, n: everyone.length },
      { ofPerson: true, n: 1 },
    ]);
    const id = await select(everyone);
    const bare = { action: 'record consent', answers: { ...answers, evidence: ' ' } };
    expect((await served.ask<{ field: string }>(maria, `POST /bulk/${id}/run`, bare)).body.field).to.equal('evidence');
  });

  it('customers come into the audience of a draft, and out again, but of no campaign that runs', async () => {
    const campaign = async (name: string) =>
      base.db.one<{ id: string; version: number }>('select id, version from campaigns where name = $1', [name]);
    const draft = await campaign('Szkic');
    const adding = { action: 'add to campaign', answers: { campaignId: draft.id } };
    const { actions } = (await served.ask<ListDescription>(maria, 'GET /lists/companies')).body;
    const offered = actions.find(({ name }) => name === 'add to campaign')!.asks[0]!.choices!;
    expect(offered.map(({ value }) => value)).to.deep.equal([draft.id]);

    const done = await act(everyone, adding);
    expect(done.counts.done).to.equal(everyone.length);
    expect((await act(everyone.slice(0, 1), adding)).counts.skipped).to.equal(1);
    await act([people.jozef.id], { ...adding, kind: 'people' });
    const audience = () =>
      base.db.rows(
        `select kind, count(*)::int as n from campaign_audience where campaign_id = $1 group by 1 order by 1`,
        [draft.id],
      );
    expect(await audience()).to.deep.equal([
      { kind: 'company', n: everyone.length },
      { kind: 'person', n: 1 },
    ]);
    expect((await campaign('Szkic')).version).to.be.greaterThan(draft.version);
    expect(await undo(done.id)).to.equal(everyone.length);
    expect(await audience()).to.deep.equal([{ kind: 'person', n: 1 }]);

    const running = await campaign('Trwa');
    const refused = await act(everyone.slice(0, 1), { ...adding, answers: { campaignId: running.id } });
    expect(refused.counts.skipped).to.equal(1);
  });

  it('participants, or customers with all of theirs, are removed from a campaign that runs, with the reason', async () => {
    const [one, two, three] = everyone;
    const { id: running } = await base.db.one<{ id: string }>(`select id from campaigns where name = 'Trwa'`);
    const rows = await base.db.rows<{ id: string; companyId: string }>(
      `insert into participants (campaign_id, company_id, person_id, cohort, state, created_by)
       select $1, c.id, case when n = 2 then $3::uuid end, 0, 'waiting', 'system:test'
       from unnest($2::uuid[]) with ordinality c(id, at), generate_series(1, 2) n
       where n = 1 or c.id = (select company_id from people where id = $3) returning id, company_id`,
      [running, everyone, people.jozef.id],
    );
    const { companyId } = await base.db.one<{ companyId: string }>('select company_id from people where id = $1', [
      people.jozef.id,
    ]);
    const of = (id: string) => rows.filter((row) => row.companyId === id).map((row) => row.id);
    const states = async (id: string) =>
      (
        await base.db.rows<{ state: string; reason: string | null }>(
          'select state, reason from participants where company_id = $1 order by person_id nulls first',
          [id],
        )
      ).map(({ state, reason }) => `${state} ${reason ?? ''}`.trim());
    const offered = async (kind: string, who = maria) =>
      (await served.ask<ListDescription>(who, `GET /lists/${kind}`)).body.actions.find(
        ({ name }) => name === 'remove from campaign',
      );
    expect((await offered('companies'))!.asks[0]!.choices!.map(({ value }) => value)).to.deep.equal([running]);
    expect(await offered('participants')).to.deep.include({ canUndo: false });
    expect(await offered('participants', viewer('anna')), 'without the right').to.equal(undefined);

    const reason = 'Już kupili';
    const removing = { action: 'remove from campaign', answers: { campaignId: running, reason } };
    const ofPeople = await act([people.jozef.id], { ...removing, kind: 'people' });
    expect(ofPeople.counts).to.include({ done: 1, skipped: 0 });
    expect(await states(companyId)).to.deep.equal(['waiting', `removed ${reason}`]);
    expect((await act([companyId], removing)).counts.done).to.equal(1);
    expect(await states(companyId)).to.deep.equal([`removed ${reason}`, `removed ${reason}`]);
    const other = [one, two, three].find((id) => id !== companyId)!;
    const asked = { action: 'remove from campaign', answers: { reason }, kind: 'participants' };
    const done = await act([...of(companyId), ...of(other)], asked);
    expect(done.counts).to.include({ done: 1, skipped: 2 });
    expect(await reasons(done.id)).to.deep.equal(['Już tak jest.', 'Już tak jest.']);
    expect(await states(other)).to.deep.equal([`removed ${reason}`]);
    const audited = await base.db.rows<{ changes: object }>(
      `select changes from audit where record_id = $1 and verb = 'remove participants'`,
      [running],
    );
    expect(audited).to.deep.equal(
      [1, 1, 1].map((n) => ({ changes: { participants: [n, 0], reason: [null, reason] } })),
    );
    await base.db.run(`update campaigns set state = 'ended' where id = $1`, [running]);
    expect((await act(of(everyone.at(-1)!), asked)).counts).to.include({ done: 0, skipped: 1 });
    await base.db.run(`update campaigns set state = 'running' where id = $1`, [running]);
  });

  it('takes people out of a campaign while somebody takes one out by hand: neither holds what the other waits for', async () => {
    const { db } = base;
    const running = (await db.one<{ id: string }>(`select id from campaigns where name = 'Trwa'`)).id;
    await db.run('delete from participants');
    const rows = await db.rows<{ id: string }>(
      `insert into participants (campaign_id, company_id, cohort, state, created_by)
       select $1, id, 0, 'waiting', 'system:test' from unnest($2::uuid[]) c(id) returning id`,
      [running, everyone],
    );
    const ids = rows.map((row) => row.id);
    const id = await select(ids, 'participants');
    const asked = { action: 'remove from campaign', answers: { reason: 'Już kupili' } };
    await served.ask(maria, `POST /bulk/${id}/run`, asked);
    const moved = await db.transaction(async (tx) => {
      await lockCampaign(tx, running);
      const moving = moveBulk(db, id);
      const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while (!(await tx.maybe(waits))) await new Promise(setImmediate);
      await removeParticipants(within(tx), maria, { id: running, participantIds: ids, reason: 'Ręcznie' });
      return { moving };
    });
    await moved.moving;
    expect((await workOff(id)).counts).to.include({ done: 0, skipped: ids.length });
  });

  it('is stopped on the way: what was done stays and can be taken back, the rest is left with the reason', async () => {
    await base.db.run(
      `insert into companies (name, created_by, updated_by) select 'Firma ' || n, 'system:test', 'system:test' from generate_series(1, 120) n`,
    );
    const rows = await base.db.rows<{ id: string }>(`select id from companies where name like 'Firma %'`);
    const id = await select(rows.map((row) => row.id));
    await served.ask(maria, `POST /bulk/${id}/run`, setting('industry', 'handel'));
    expect(await moveBulk(base.db, id)).to.equal(true);
    expect((await served.ask(viewer('anna'), `POST /bulk/${id}/cancel`)).status).to.equal(404);
    expect((await served.ask(maria, `POST /bulk/${id}/cancel`)).status).to.equal(200);
    const stopped = await workOff(id);
    expect([stopped.state, stopped.counts.done, stopped.counts.skipped]).to.deep.equal(['done', 50, 70]);
    expect(new Set(await reasons(id))).to.deep.equal(new Set(['Przerwano, zanim na to przyszła kolej.']));
    expect(stopped.undoUntil).to.be.a('string');
    expect((await served.ask(maria, `POST /bulk/${id}/cancel`)).status).to.equal(422);

    await served.ask(maria, `POST /bulk/${id}/undo`);
    await served.ask(maria, `POST /bulk/${id}/cancel`);
    const kept = await workOff(id);
    expect([kept.state, kept.counts.undone, kept.counts.kept]).to.deep.equal(['undone', 0, 50]);
  });
});
