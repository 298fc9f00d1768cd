import { expect } from 'chai';
import { bulkActivities } from '../../activities/bulks.ts';
import { bulkApi } from '../../api/bulk.ts';
import type { Bulk, Selected } from '../../domain/lists/actions.ts';
import type { ListKind } from '../../domain/lists/shapes.ts';
import { pauseCampaign, resumeCampaign } from '../../db/campaign-states.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { editTask } from '../../db/task-edits.ts';
import { addTaskNote } from '../../db/task-notes.ts';
import { readTransaction } from '../../db/transaction-page.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { groups, seatListSamples, teams } from '../support/list-samples.ts';
import { serve, type Served } from '../support/served.ts';

describe('many people, tasks, cases, opportunities, files, messages and campaigns at once (rule 13)', () => {
  let base: TestDatabase;
  let served: Served;
  const jan = viewer('jan');

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      await seatListSamples(tx);
    });
    served = await serve(base.db, { api: [bulkApi] });
  });
  after(async () => {
    await served.close();
    await base.drop();
  });

  const workOff = async (bulkId: string) => {
    while ((await bulkActivities({ db: base.db }).moveBulkRows({ bulkId })).more);
    return (await served.ask<Bulk>(jan, `GET /bulk/${bulkId}`)).body;
  };
  const idsOf = async (kind: ListKind, where: string) =>
    (await base.db.rows<{ id: string }>(`select id from ${lists[kind].table} where ${where}`)).map(({ id }) => id);
  /** Does it to these rows; answers how many were done. */
  const act = async (kind: ListKind, ids: readonly string[], asked: { action: string; answers: object }) => {
    const { body: selected } = await served.ask<Selected>(jan, `POST /lists/${kind}/selections`, { ids });
    const run = await served.ask<{ message: string }>(jan, `POST /bulk/${selected.id}/run`, asked);
    expect(run.status, run.body.message).to.equal(200);
    return { id: selected.id, counts: (await workOff(selected.id)).counts };
  };
  const takeBack = async (id: string) => {
    const { status } = await served.ask(jan, `POST /bulk/${id}/undo`);
    expect(status).to.be.lessThan(300);
    return (await workOff(id)).counts.undone;
  };

  type Case = {
    readonly kind: ListKind;
    readonly action: string;
    readonly answers: object;
    /** Rows that it can be done to. */
    readonly where: string;
    /** How they stand afterwards. */
    readonly after: string;
    readonly forGood?: true;
  };
  const cases: readonly Case[] = [
    {
      kind: 'cases',
      action: 'change case stage',
      answers: { stage: 'waiting' },
      where: `state = 'open'`,
      after: `stage = 'waiting'`,
    },
    {
      kind: 'cases',
      action: 'change case day',
      answers: { dueOn: '2030-01-02' },
      where: `state = 'open'`,
      after: `due_on = '2030-01-02'`,
    },
    ...(
      [
        ['people', 'position', 'Dyrektor testów', 'deleted_at is null', `position = 'Dyrektor testów'`],
        ['people', 'decides', true, 'deleted_at is null and decides is not true', 'decides'],
        ['tasks', 'stage', 'drugi', `state = 'open'`, `stage = 'drugi'`],
        ['tasks', 'durationMinutes', 77, `state = 'open'`, 'duration_minutes = 77'],
        ['cases', 'kind', 'project', `state = 'open' and kind = 'case'`, `kind = 'project'`],
        ['opportunities', 'probability', 33, `state = 'open'`, 'probability = 33'],
      ] as const
    ).map(([kind, field, value, where, after]) => ({
      kind,
      action: 'set field',
      answers: { field: JSON.stringify({ field, value }) },
      where,
      after,
    })),
    {
      kind: 'cases',
      action: 'close case',
      answers: { outcome: 'success', result: 'Załatwione' },
      where: `state = 'open'`,
      after: `state = 'closed' and result = 'Załatwione'`,
    },
    {
      kind: 'opportunities',
      action: 'change opportunity owner',
      answers: { ownerId: users.maria.id },
      where: `state = 'open'`,
      after: `owner_id = '${users.maria.id}'`,
    },
    {
      kind: 'opportunities',
      action: 'change opportunity stage',
      answers: { stage: 'negotiation' },
      where: `state = 'open'`,
      after: `stage = 'negotiation' and probability = 75`,
    },
    {
      kind: 'opportunities',
      action: 'change expected day',
      answers: { expectedOn: '2030-01-02' },
      where: `state = 'open'`,
      after: `expected_on = '2030-01-02'`,
    },
    {
      kind: 'opportunities',
      action: 'lose opportunity',
      answers: { reason: 'price' },
      where: `state = 'open'`,
      after: `state = 'lost' and lost_reason = 'price'`,
    },
    {
      kind: 'files',
      action: 'add keyword',
      answers: { word: 'archiwum' },
      where: 'true',
      after: `'archiwum' = any(keywords)`,
    },
    {
      kind: 'companies',
      action: 'delete company',
      answers: {},
      where: `id = '${companies.ges.id}'`,
      after: 'deleted_at is not null',
    },
    {
      kind: 'templates',
      action: 'retire template',
      answers: {},
      where: `active and code like 'szablon-%'`,
      after: 'not active',
    },
    {
      kind: 'templates',
      action: 'revive template',
      answers: {},
      where: `not active and code like 'szablon-%'`,
      after: 'active',
    },
    { kind: 'files', action: 'delete file', answers: {}, where: 'true', after: 'deleted_at is not null' },
    {
      kind: 'campaigns',
      action: 'pause',
      answers: { reason: 'Przerwa' },
      where: `state = 'running'`,
      after: `exists (select 1 from freezes f where f.scope_id = campaigns.id and f.frozen_to is null)`,
    },
    ...(
      [
        [
          'put in team',
          { teamId: teams.handel },
          `role = 'operator' and active`,
          `id in (select user_id from team_members)`,
        ],
        ['give profile', { profile: 'supervisor' }, `role = 'operator'`, `role = 'supervisor'`],
        ['change superior', { superiorId: users.jan.id }, `role = 'operator'`, `superior_id = '${users.jan.id}'`],
        ['switch off', {}, `role = 'operator' and active`, 'not active'],
        ['switch on', {}, 'not active', 'active'],
      ] as const
    ).map(([action, answers, where, after]) => ({ kind: 'users' as const, action, answers, where, after })),
    {
      kind: 'groups',
      action: 'change category',
      answers: { category: 'święta' },
      where: 'true',
      after: `category = 'święta'`,
    },
    {
      kind: 'members',
      action: 'add to group',
      answers: { groupId: groups.quiet },
      where: `group_id <> '${groups.quiet}'`,
      after: `exists (select 1 from group_members m where m.group_id = '${groups.quiet}' and m.company_id = group_members.company_id
        and m.person_id is not distinct from group_members.person_id)`,
    },
    {
      kind: 'messages',
      action: 'settle',
      answers: { decision: 'done' },
      where: `effect_key in (select key from effects where state = 'unknown')`,
      after: `effect_key in (select key from effects where state = 'done') and sent_at > now() - interval '1 hour'`,
      forGood: true,
    },
    {
      kind: 'cases',
      action: 'hand over case',
      answers: { ownerId: users.maria.id },
      where: `state = 'open'`,
      after: `owner_id = '${users.maria.id}'`,
      forGood: true,
    },
    {
      kind: 'recurrences',
      action: 'hand over recurrence',
      answers: { ownerId: users.maria.id },
      where: `ended_at is null and owner_id = '${users.anna.id}'`,
      after: `ended_at is not null and exists (select 1 from recurrences n where n.owner_id = '${users.maria.id}' and n.rule = recurrences.rule)`,
      forGood: true,
    },
    {
      kind: 'recurrences',
      action: 'end recurrence',
      answers: {},
      where: `ended_at is null and task -> 'private' <> 'true'`,
      after: 'ended_at is not null',
      forGood: true,
    },
  ];

  for (const { kind, action, answers, where, after, forGood } of cases) {
    it(`${kind}: ${action}${forGood ? '' : ', and back'}`, async () => {
      const ids = await idsOf(kind, where);
      expect(ids).not.to.have.length(0);
      const done = await act(kind, ids, { action, answers });
      expect(done.counts).to.include({ done: ids.length, skipped: 0 });
      expect((await served.ask(jan, `GET /bulk/${done.id}/rows`)).status).to.equal(200);
      expect(await idsOf(kind, after)).to.include.members(ids);
      if (forGood) return;
      expect(await takeBack(done.id)).to.equal(ids.length);
      expect(await idsOf(kind, after)).not.to.include.members(ids);
    });
  }

  it('takes imports that wrote nothing off the list, and leaves those that did', async () => {
    const ids = await idsOf('imports', 'true');
    const done = await act('imports', ids, { action: 'discard import', answers: {} });
    expect(done.counts).to.include({ done: 3, skipped: 1 });
    expect(await idsOf('imports', `state = 'done'`)).to.deep.equal(await idsOf('imports', 'true'));
  });

  it('takes members out of their group', async () => {
    const [one] = await idsOf('members', `person_id is not null`);
    const left = await act('members', [one!], { action: 'remove from group', answers: {} });
    expect(left.counts).to.include({ done: 1, skipped: 0 });
    expect(await idsOf('members', `id = '${one}'`)).to.deep.equal([]);
  });

  it('takes from people a team and a profile that they have, but neither the last profile nor the last administrator', async () => {
    const staff = await idsOf('users', 'true');
    const left = await act('users', staff, { action: 'take out of team', answers: { teamId: teams.hurt } });
    expect(left.counts).to.include({ done: 2, skipped: staff.length - 2 });
    expect(await takeBack(left.id)).to.equal(2);
    const before = await base.db.rows('select id, role, active from users order by id');
    await act('users', staff, { action: 'take profile', answers: { profile: 'administrator' } });
    await act('users', [users.jan.id], { action: 'switch off', answers: {} });
    expect(await base.db.rows('select id, role, active from users order by id')).to.deep.equal(before);
  });

  it('changes no account for who may not keep them', async () => {
    const maria = viewer('maria');
    const { body } = await served.ask<Selected>(maria, 'POST /lists/users/selections', { ids: [users.anna.id] });
    const run = await served.ask<{ code: string }>(maria, `POST /bulk/${body.id}/run`, {
      action: 'switch off',
      answers: {},
    });
    expect(run.body.code).to.equal('right.missing');
  });

  it('sets nothing where the field of the task is so already, and says so', async () => {
    const ids = await idsOf('tasks', `state = 'open'`);
    const asked = { action: 'set field', answers: { field: JSON.stringify({ field: 'durationMinutes', value: 41 }) } };
    await act('tasks', ids, asked);
    const versions = 'select id, version from tasks order by id';
    const before = await base.db.rows(versions);
    expect((await act('tasks', ids, asked)).counts).to.include({ done: 0, skipped: ids.length });
    expect(await base.db.rows(versions)).to.deep.equal(before);
  });

  it('makes a task for each document and each participant, about it and for its customer', async () => {
    const answers = { title: 'Zadzwonić: dokumenty', type: 'call' };
    const documents = await idsOf('transactions', `kind = 'invoice'`);
    expect((await act('transactions', documents, { action: 'create task', answers })).counts.done).to.equal(
      documents.length,
    );
    const made = await base.db.rows(
      `select l.record_id as document from tasks t join task_links l on l.task_id = t.id
         join transactions x on x.id = l.record_id and x.company_id = t.company_id where t.title = $1`,
      [answers.title],
    );
    expect(made.map(({ document }) => document as string)).to.have.members(documents);
    const took = await idsOf('participants', 'true');
    const called = await act('participants', took, {
      action: 'create task',
      answers: { title: 'Po kampanii', type: 'call' },
    });
    expect(called.counts.done).to.equal(took.length);
    const { n } = await base.db.one<{ n: number }>(
      `select count(*) as n from tasks t join participants a on a.company_id = t.company_id
         and a.person_id is not distinct from t.person_id where t.title = 'Po kampanii'`,
    );
    expect(n).to.be.at.least(took.length);
  });

  it('makes a task for a document in its case where that is open and seen, else beside it', async () => {
    const documents = await idsOf('transactions', `external_id in ('1', '2', '3')`);
    await base.db.run(
      `update transactions x set case_id = (select k.id from cases k where k.state = 'closed' order by k.number limit 1)
       where x.id = any($1::uuid[])`,
      [documents],
    );
    const answers = { title: 'Dokument zamkniętej sprawy', type: 'call' };
    expect((await act('transactions', documents, { action: 'create task', answers })).counts.done).to.equal(3);
    const ties = 'select distinct case_id as tie from tasks where title = $1';
    expect(await base.db.rows(ties, [answers.title])).to.deep.equal([{ tie: null }]);
    const pageOf = (who: typeof jan) => base.db.transaction((tx) => readTransaction(tx, who, documents[0]!));
    expect((await pageOf(jan)).openCase).to.equal(null);

    const { id: open } = await base.db.one<{ id: string }>(
      `update cases set state = 'open', owner_id = $1 where id = (select case_id from transactions where id = $2) returning id`,
      [users.anna.id, documents[0]],
    );
    expect((await pageOf(jan)).openCase?.id).to.equal(open);
    const stranger = viewer('pawel', {
      rights: new Set([...viewer('pawel').rights, 'transaction.read']),
      scope: 'own',
    });
    await base.db.run('update companies set owner_id = $1', [users.pawel.id]);
    expect((await pageOf(stranger)).openCase).to.equal(null);
    const more = { ...answers, title: 'Dokument otwartej sprawy' };
    await act('transactions', documents, { action: 'create task', answers: more });
    expect(await base.db.rows(ties, [more.title])).to.deep.equal([{ tie: open }]);
  });

  for (const asked of [
    { action: 'change opportunity stage', answers: { stage: 'negotiation' } },
    { action: 'lose opportunity', answers: { reason: 'price' } },
  ])
    it(`an opportunity stands in its stage as long as before once “${asked.action}” is taken back`, async () => {
      const [id] = await idsOf('opportunities', `state = 'open' and stage <> 'negotiation'`);
      await base.db.run(`update opportunities set stage_since = now() - interval '40 days' where id = $1`, [id]);
      const since = () => base.db.one('select stage_since::text as since from opportunities where id = $1', [id]);
      const before = await since();
      const done = await act('opportunities', [id!], asked);
      expect(done.counts.done).to.equal(1);
      expect(await takeBack(done.id)).to.equal(1);
      expect(await since()).to.deep.equal(before);
    });

  it('makes a task for each case and each opportunity, tied to it', async () => {
    for (const kind of ['cases', 'opportunities'] as const) {
      const ids = await idsOf(kind, `state = 'open' and owner_id is not null`);
      const answers = { title: `Zadzwonić: ${kind}`, type: 'call' };
      expect((await act(kind, ids, { action: 'create task', answers })).counts.done).to.equal(ids.length);
      const tie = kind === 'cases' ? 'case_id' : 'opportunity_id';
      const made = await base.db.rows(`select ${tie} as tie from tasks where title = $1`, [answers.title]);
      expect(made.map(({ tie: of }) => of as string)).to.have.members(ids);
    }
  });

  const keptOf = async (id: string) => {
    await served.ask(jan, `POST /bulk/${id}/undo`);
    await workOff(id);
    const { body } = await served.ask<{ rows: { recordId: string; why: { en: string } }[] }>(
      jan,
      `GET /bulk/${id}/rows?state=kept`,
    );
    return body.rows.map(({ recordId, why }) => [recordId, why.en]);
  };

  it('takes back the tasks that it made but for those that somebody has worked on, and lists these', async () => {
    const ids = [companies.drewPol.id, companies.zubr.id, companies.ges.id];
    const answers = { title: 'Pytanie o dostawę', type: 'call', ownerId: users.jan.id };
    const { id } = await act('companies', ids, { action: 'create task', answers });
    const made = await base.db.rows<{ id: string; companyId: string }>(
      'select id, company_id from tasks where title = $1',
      [answers.title],
    );
    const of = (company: string) => made.find(({ companyId }) => companyId === company)!.id;
    await editTask(base.db, jan, { id: of(companies.drewPol.id), version: 1, change: { priority: 'high' } });
    await addTaskNote(base.db, jan, { id: of(companies.zubr.id), body: 'Odbiera rano' });
    const why = 'Somebody has worked on this task since, so it was left as it is.';
    expect(await keptOf(id)).to.have.deep.members([
      [companies.drewPol.id, why],
      [companies.zubr.id, why],
    ]);
    const left = await base.db.rows(`select company_id from tasks where title = $1 and state = 'open'`, [
      answers.title,
    ]);
    expect(left.map(({ companyId }) => companyId as string)).to.have.members([companies.drewPol.id, companies.zubr.id]);
  });

  it('leaves a campaign that somebody has resumed and paused again', async () => {
    const [campaign] = await idsOf('campaigns', `state = 'running'`);
    const { id } = await act('campaigns', [campaign!], { action: 'pause', answers: { reason: 'Przerwa' } });
    await resumeCampaign(base.db, jan, { id: campaign! });
    await pauseCampaign(base.db, jan, { id: campaign!, reason: 'Na dłużej' });
    expect((await keptOf(id)).map(([recordId]) => recordId)).to.deep.equal([campaign]);
    await resumeCampaign(base.db, jan, { id: campaign! });
  });
});
