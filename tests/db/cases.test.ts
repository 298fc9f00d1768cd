import { expect } from 'chai';
import type { CaseLevel, Viewer } from '../../domain/access.ts';
import { audienceOf } from '../../db/audience.ts';
import { listBoard } from '../../db/lists/board.ts';
import { cases } from '../../db/lists/kinds/cases.ts';
import { listRows } from '../../db/lists/rows.ts';
import { casesToAddTo, moveToCase, previewMove } from '../../db/case-moves.ts';
import { readCase, tasksOfCase } from '../../db/case-page.ts';
import { grantCase, handOverCase, peopleOfCase, revokeCase, rightsOfPerson } from '../../db/case-people.ts';
import { caseTimeline } from '../../db/case-timeline.ts';
import { readCaseEffect } from '../../db/case-effect.ts';
import { addCaseCompany } from '../../db/case-companies.ts';
import { closeCase, reopenCase } from '../../db/case-closing.ts';
import { createCase, editCase } from '../../db/cases.ts';
import { findTask } from '../../db/task-rows.ts';
import { editTask } from '../../db/task-edits.ts';
import { linkRecord, unlinkRecord } from '../../db/task-links.ts';
import { createTask } from '../../db/tasks.ts';
import { feedTransactions } from '../../db/transactions.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { asked, counted, listed } from '../support/listed.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';

const anna = viewer('anna');
const pawel = viewer('pawel');
const maria = viewer('maria');
const jan = viewer('jan');

describe('cases', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    await base.db.run(`insert into teams (code, name) values ('desk', 'Biuro obsługi')`);
    await base.db.run(`insert into team_members (team_id, user_id) select id, $1 from teams`, [users.pawel.id]);
  });
  after(() => base.drop());
  beforeEach(() => base.db.run('delete from reminders; delete from tasks; delete from messages; delete from cases'));

  const open = async (over: object = {}) =>
    (await createCase(base.db, anna, { name: 'Reklamacja palet', companyId: companies.drewPol.id, ...over })).id;
  const errand = async (who: Viewer, over: object = {}) =>
    (await createTask(base.db, who, { type: 'errand', title: 'Zdjęcia palet', ...over })).id;
  const grant = (id: string, level: CaseLevel, endsOn: string | null = null) =>
    grantCase(base.db, anna, { id, userId: users.pawel.id, level, endsOn });

  it('whoever may only read it changes nothing of its tasks: no links, no parts', async () => {
    const id = await open();
    const main = await errand(anna, { caseId: id });
    const mine = await errand(pawel);
    await grant(id, 'read');
    const link = { taskId: main, noun: 'task', recordId: mine } as const;
    expect(await refusedAs(linkRecord(base.db, pawel, link))).to.equal('task.not_found');
    expect(await refusedAs(unlinkRecord(base.db, pawel, link))).to.equal('task.not_found');
    expect(await refusedAs(errand(pawel, { parentId: main, percent: 90 }))).to.equal('task.not_found');
    const edit = { id: mine, version: 1, change: { parentId: main } };
    expect(await refusedAs(editTask(base.db, pawel, edit))).to.equal('task.not_found');
    await grant(id, 'add');
    expect(await refusedAs(linkRecord(base.db, pawel, link))).to.equal('nothing');
    // Anna does not see Paweł's task, so she does not take it off either.
    expect(await refusedAs(unlinkRecord(base.db, anna, link))).to.equal('task.link_unknown');
    expect(await refusedAs(unlinkRecord(base.db, pawel, link))).to.equal('nothing');
  });

  it('draws its procedures: where each is, who has the task there, and what lies ahead', async () => {
    const id = await open();
    const placed = await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    await base.db.run('update runs set case_id = $2 where id = $1', [placed.runId, id]);
    await base.db.run('update tasks set case_id = $2 where id = $1', [placed.taskId, id]);
    const [run] = (await readCase(base.db, anna, id)).runs;
    const [call, ...rest] = run!.path.steps;
    expect(call).to.include({ id: 'call', state: 'here', who: users.anna.name, taskId: placed.taskId });
    expect(rest.every(({ state, who }) => state === 'ahead' && who === null)).to.equal(true);
    await base.db.run('update runs set case_id = null where id = $1', [placed.runId]);
  });

  it('numbers count within the year', async () => {
    const first = await createCase(base.db, anna, { name: 'Pierwsza' });
    const second = await createCase(base.db, anna, { name: 'Druga' });
    const [year, count] = first.number.split('/');
    expect(second.number).to.equal(`${year}/${String(Number(count) + 1).padStart(4, '0')}`);
  });

  describe('rights (rule 23)', () => {
    const standings = ['nobody', 'read', 'add', 'run', 'owner', 'superior', 'administrator'] as const;
    type Standing = (typeof standings)[number];
    /** From which standing on each thing may be done; superior and administrator may do all. */
    const least: Readonly<Record<string, Standing>> = {
      'see the case': 'read',
      'see its task': 'read',
      'see its timeline': 'read',
      'see who has rights': 'read',
      'change its task': 'add',
      'add a task': 'add',
      'move a task in': 'add',
      'change the case': 'run',
      'grant rights': 'run',
      'add a customer': 'run',
      'hand it over': 'run',
      'close it': 'run',
    };

    const place = async (standing: Standing): Promise<{ who: Viewer; caseId: string; taskId: string }> => {
      const caseId = await open();
      const taskId = await errand(anna, { caseId });
      if (standing === 'read' || standing === 'add' || standing === 'run') await grant(caseId, standing);
      const who = { owner: anna, superior: maria, administrator: jan }[standing as string] ?? pawel;
      return { who, caseId, taskId };
    };
    const things: Readonly<Record<string, (at: Awaited<ReturnType<typeof place>>) => Promise<unknown>>> = {
      'see the case': ({ who, caseId }) => readCase(base.db, who, caseId),
      'see its task': ({ who, taskId }) => findTask(base.db, who, taskId),
      'see its timeline': ({ who, caseId }) => caseTimeline(base.db, who, { id: caseId, limit: 10 }),
      'see who has rights': ({ who, caseId }) => peopleOfCase(base.db, who, caseId),
      'change its task': ({ who, taskId }) =>
        editTask(base.db, who, { id: taskId, version: 1, change: { title: 'Zdjęcia wszystkich palet' } }),
      'add a task': ({ who, caseId }) => errand(who, { caseId }),
      'move a task in': async ({ who, caseId }) =>
        moveToCase(base.db, who, { kind: 'task', id: await errand(who), caseId }),
      'change the case': ({ who, caseId }) =>
        editCase(base.db, who, { id: caseId, version: 1, changes: { stage: 'doing' } }),
      'grant rights': ({ who, caseId }) => grantCase(base.db, who, { id: caseId, userId: users.jan.id, level: 'read' }),
      'add a customer': ({ who, caseId }) => addCaseCompany(base.db, who, { id: caseId, companyId: companies.zubr.id }),
      'hand it over': ({ who, caseId }) =>
        handOverCase(base.db, who, { id: caseId, version: 1, ownerId: users.jan.id, withTasks: false, keep: null }),
      'close it': ({ who, caseId }) =>
        closeCase(base.db, who, {
          id: caseId,
          version: 1,
          outcome: 'success',
          result: 'Wymieniono',
          openTasks: 'leave',
        }),
    };

    for (const [thing, from] of Object.entries(least)) {
      it(`to ${thing} one needs at least: ${from}`, async () => {
        for (const standing of standings) {
          const allowed = standings.indexOf(standing) >= standings.indexOf(from);
          const code = await refusedAs(things[thing]!(await place(standing)));
          if (allowed) expect(code, standing).to.equal('nothing');
          else expect(code, standing).to.match(/not_found|level_missing/);
        }
      });
    }

    it('messages and files are counted for those who may read them', async () => {
      const id = await open();
      await base.db.run(
        `insert into messages (direction, channel, company_id, case_id, created_by, updated_by)
         values ('in', 'email', $1, $2, 'system:test', 'system:test')`,
        [companies.drewPol.id, id],
      );
      await base.db.run(
        `with f as (insert into files (name, media_type, bytes, created_by, updated_by)
           values ('a.pdf', 'application/pdf', 1, 'system:test', 'system:test') returning id)
         insert into file_links (file_id, noun, record_id, created_by) select id, 'case', $1, 'system:test' from f`,
        [id],
      );
      const counts = async (...without: readonly string[]) => {
        const rights = new Set([...anna.rights].filter((right) => !without.includes(right)));
        const { messages, files } = await readCase(base.db, viewer('anna', { rights }), id);
        return [messages, files];
      };
      expect(await counts()).to.deep.equal([1, 1]);
      expect(await counts('message.read')).to.deep.equal([0, 1]);
      expect(await counts('file.read')).to.deep.equal([1, 0]);
    });

    it('a grant ends after its last day, and when it is taken back', async () => {
      const id = await open();
      await grant(id, 'add', '2020-01-01');
      expect(await refusedAs(readCase(base.db, pawel, id))).to.equal('case.not_found');
      await grant(id, 'add', '2099-01-01');
      expect(await refusedAs(readCase(base.db, pawel, id))).to.equal('nothing');
      await revokeCase(base.db, anna, { id, userId: users.pawel.id });
      expect(await refusedAs(readCase(base.db, pawel, id))).to.equal('case.not_found');
    });

    it('without the right to read cases nothing is passed on by them', async () => {
      const id = await open();
      const taskId = await errand(anna, { caseId: id });
      await grant(id, 'run');
      const blind = viewer('pawel', { rights: new Set(['task.read', 'task.edit']) });
      expect(await refusedAs(findTask(base.db, blind, taskId))).to.equal('task.not_found');
      expect(await refusedAs(readCase(base.db, blind, id))).to.equal('right.missing');
    });

    it('a grant shows a card of the customer, whoever may not read customers', async () => {
      const id = await open();
      await addCaseCompany(base.db, anna, { id, companyId: companies.zubr.id });
      await grant(id, 'read');
      const guest = viewer('pawel', { rights: new Set(['case.read']) });
      const { companies: cards } = await readCase(base.db, guest, id);
      expect(cards.map(({ name, isHome }) => [name, isHome])).to.deep.equal([
        [companies.drewPol.name, true],
        [companies.zubr.name, false],
      ]);
      expect(Object.keys(cards[0]!)).to.have.members(['id', 'name', 'city', 'ownerName', 'email', 'phone', 'isHome']);
    });

    it('who sees a task of a case is who its audience says', async () => {
      const caseId = await open();
      await grant(caseId, 'read');
      for (const inside of [caseId, null]) {
        for (const ownerId of [users.anna.id, null]) {
          const taskId = await errand(anna, { caseId: inside });
          await base.db.run('update tasks set owner_id = $2, queue = $3 where id = $1', [taskId, ownerId, 'desk']);
          const audience = await audienceOf(base.db, {
            users: ownerId ? [ownerId] : [],
            queue: ownerId ? null : 'desk',
            caseId: inside,
          });
          const seen: string[] = [];
          for (const who of [anna, viewer('pawel', { queues: ['desk'] }), maria, jan])
            if ((await refusedAs(findTask(base.db, who, taskId))) === 'nothing') seen.push(who.userId);
          expect(audience.map((one) => one.id)).to.have.members(seen);
        }
      }
    });

    it('what people have which rights to can be looked through by person', async () => {
      const mine = await open({ name: 'Anny' });
      await grant(mine, 'add', '2099-01-01');
      const own = (await createCase(base.db, pawel, { name: 'Pawła' })).id;
      const seen = await rightsOfPerson(base.db, maria, { userId: users.pawel.id, limit: 50 });
      expect(seen.map(({ id, level, grantedBy }) => [id, level, grantedBy])).to.have.deep.members([
        [own, 'owner', null],
        [mine, 'add', users.anna.name],
      ]);
      // Anna sees only what of it is hers to see.
      expect(await rightsOfPerson(base.db, anna, { userId: users.pawel.id, limit: 50 })).to.have.length(1);
      const audit = await base.db.rows(`select verb, changes from audit where record_id = $1 and verb = 'grant'`, [
        mine,
      ]);
      expect(audit).to.have.length(1);
    });
  });

  describe('moves', () => {
    it('need rights on both cases, and say who gains and who loses sight (rule 23)', async () => {
      const [from, to] = [await open({ name: 'Stara' }), await open({ name: 'Nowa' })];
      await grant(from, 'add');
      const id = await errand(anna, { caseId: from });
      expect(await refusedAs(moveToCase(base.db, pawel, { kind: 'task', id, caseId: to }))).to.equal('case.not_found');
      const edited = editTask(base.db, pawel, { id, version: 1, change: { caseId: to } });
      expect(await refusedAs(edited)).to.equal('case.not_found');
      await grant(to, 'read');
      expect(await refusedAs(moveToCase(base.db, pawel, { kind: 'task', id, caseId: to }))).to.equal(
        'case.level_missing',
      );
      await revokeCase(base.db, anna, { id: to, userId: users.pawel.id });

      const preview = await previewMove(base.db, anna, { kind: 'task', id, caseId: to });
      expect(preview.loses.map(({ name }) => name)).to.deep.equal([users.pawel.name]);
      expect(preview.gains).to.deep.equal([]);
      expect(preview.from?.id).to.equal(from);
      await moveToCase(base.db, anna, { kind: 'task', id, caseId: to });
      expect(await refusedAs(findTask(base.db, pawel, id))).to.equal('task.not_found');
      const back = await moveToCase(base.db, anna, { kind: 'task', id, caseId: from });
      expect(back.gains.map(({ name }) => name)).to.deep.equal([users.pawel.name]);
    });

    it('take the parts of a task along, and not into a closed case', async () => {
      const id = await open();
      const main = await errand(anna, { title: 'Całość' });
      await errand(anna, { title: 'Część', parentId: main });
      expect((await previewMove(base.db, anna, { kind: 'task', id: main, caseId: id })).parts).to.equal(1);
      await moveToCase(base.db, anna, { kind: 'task', id: main, caseId: id });
      expect((await tasksOfCase(base.db, anna, id)).rows).to.have.length(2);
      await closeCase(base.db, anna, { id, version: 1, outcome: 'neutral', result: 'Koniec', openTasks: 'leave' });
      const late = await errand(anna);
      expect(await refusedAs(moveToCase(base.db, anna, { kind: 'task', id: late, caseId: id }))).to.equal(
        'case.closed',
      );
    });

    it('take along only parts of the same case that the mover may change: none is opened by what it is a part of', async () => {
      const main = await errand(pawel, { title: 'Całość' });
      const part = async (who: Viewer, over: object = {}, whole = main) => {
        const id = await errand(who, { title: 'Część', ...over });
        await base.db.run('update tasks set parent_id = $2 where id = $1', [id, whole]);
        return id;
      };
      const [mine, hers, kept, filed] = [
        await part(pawel),
        await part(anna),
        await part(anna, { private: true }),
        await part(pawel),
      ];
      const [below, farBelow] = [await part(pawel, {}, mine), await part(pawel, {}, hers)];
      const elsewhere = await open();
      await base.db.run('update tasks set case_id = $2 where id = $1', [filed, elsewhere]);
      await base.db.run('insert into task_users (task_id, user_id) values ($1, $2)', [main, users.anna.id]);
      const caseId = (await createCase(base.db, pawel, { name: 'Pawła' })).id;
      await grantCase(base.db, pawel, { id: caseId, userId: users.anna.id, level: 'read', endsOn: null });

      const move = { kind: 'task', id: main, caseId } as const;
      const preview = await previewMove(base.db, pawel, move);
      // Anna takes part in the whole already: by the parts alone something comes into her sight.
      expect([preview.parts, preview.gains.map(({ name }) => name)]).to.deep.equal([2, [users.anna.name]]);
      expect(await moveToCase(base.db, pawel, move)).to.deep.equal({ gains: preview.gains, loses: [] });
      const cases = await base.db.rows<{ id: string; caseId: string | null }>('select id, case_id from tasks');
      expect(cases).to.have.deep.members([
        ...[main, mine, below].map((id) => ({ id, caseId })),
        ...[hers, kept, farBelow].map((id) => ({ id, caseId: null })),
        { id: filed, caseId: elsewhere },
      ]);
      for (const id of [hers, kept]) expect(await refusedAs(findTask(base.db, pawel, id))).to.equal('task.not_found');
      const told = await base.db.rows(
        `select record_id, changes -> 'caseId' as moved from audit where verb = 'move' and record_id = any($1)`,
        [cases.map(({ id }) => id)],
      );
      expect(told).to.have.deep.members([main, mine, below].map((id) => ({ recordId: id, moved: [null, caseId] })));
    });

    it('take a message in and out; a case is found by what is typed', async () => {
      const id = await open();
      const { id: messageId } = await base.db.one<{ id: string }>(
        `insert into messages (direction, channel, company_id, subject, created_by, updated_by)
         values ('in', 'email', $1, 'Uszkodzone palety', 'system:test', 'system:test') returning id`,
        [companies.drewPol.id],
      );
      const [picked] = await casesToAddTo(base.db, anna, { search: 'reklam' });
      expect(picked?.id).to.equal(id);
      expect(await casesToAddTo(base.db, pawel, { search: 'reklam' })).to.deep.equal([]);
      await moveToCase(base.db, anna, { kind: 'message', id: messageId, caseId: id });
      const { rows } = await caseTimeline(base.db, anna, { id, limit: 10 });
      expect(rows.map(({ kind, title }) => [kind, title])).to.deep.include(['message', 'Uszkodzone palety']);
      await moveToCase(base.db, anna, { kind: 'message', id: messageId, caseId: null });
      expect((await readCase(base.db, anna, id)).messages).to.equal(0);
    });
  });

  it('a handed over case takes the open tasks of its owner along, and its old owner keeps what they were left', async () => {
    const id = await open();
    const [own, done] = [await errand(anna, { caseId: id }), await errand(anna, { caseId: id })];
    await base.db.run(`update tasks set state = 'done', done_at = now(), done_by = owner_id where id = $1`, [done]);
    const handed = { id, version: 1, ownerId: users.pawel.id, withTasks: true, keep: 'read' as const };
    expect(await handOverCase(base.db, anna, handed)).to.deep.equal({ version: 2, taskIds: [own] });
    expect((await findTask(base.db, pawel, own)).ownerId).to.equal(users.pawel.id);
    expect((await readCase(base.db, anna, id)).level).to.equal('read');
    expect(await refusedAs(editCase(base.db, anna, { id, version: 2, changes: { name: 'x' } }))).to.equal(
      'case.level_missing',
    );
    expect(await refusedAs(handOverCase(base.db, pawel, handed))).to.equal('case.changed');
  });

  it('a case closes with a result; open tasks are decided on, those of scenarios outside of it stay, and it can be opened again', async () => {
    const id = await open();
    const own = await errand(anna, { caseId: id });
    const placed = await placeRunTask(base.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    await base.db.run('update tasks set case_id = $2 where id = $1', [placed.taskId, id]);
    const closing = { id, version: 1, outcome: 'success' as const, result: 'Wymieniono 12 palet' };
    expect(await refusedAs(closeCase(base.db, anna, { ...closing, result: ' ' }))).to.equal('case.result_missing');
    expect(await refusedAs(closeCase(base.db, anna, closing))).to.equal('case.tasks_open');
    expect(await closeCase(base.db, anna, { ...closing, openTasks: 'cancel' })).to.deep.equal({
      ...{ version: 2, cancelled: 1, ended: 0 },
    });
    const states = await base.db.rows('select id, state from tasks order by state');
    expect(states).to.have.deep.members([
      { id: own, state: 'cancelled' },
      { id: placed.taskId, state: 'open' },
    ]);
    expect(await refusedAs(editCase(base.db, anna, { id, version: 2, changes: { name: 'x' } }))).to.equal(
      'case.closed',
    );
    await reopenCase(base.db, anna, { id, version: 2, reason: 'Klient znów zgłosił' });
    expect(await readCase(base.db, anna, id)).to.include({ state: 'open', outcome: null, result: null, version: 3 });
    const { rows } = await caseTimeline(base.db, anna, { id, kinds: ['change'], limit: 10 });
    expect(rows.map(({ state, detail }) => [state, detail])).to.deep.include.members([
      ['close', 'Wymieniono 12 palet'],
      ['reopen', 'Klient znów zgłosił'],
    ]);
  });

  it('lists of tasks, messages and documents name a case to those alone who have it', async () => {
    const id = await open();
    const { number } = await readCase(base.db, anna, id);
    const by = `'system:test', 'system:test'`;
    await base.db.run(
      `insert into messages (direction, channel, company_id, subject, case_id, created_by, updated_by)
       values ('in', 'email', $1, 'Uszkodzone palety', $2, ${by})`,
      [companies.drewPol.id, id],
    );
    await base.db.run(
      `insert into transactions (company_id, case_id, kind, source, external_id, number, happened_on, created_by, updated_by)
       values ($1, $2, 'invoice', 'test', 'FV 1', 'FV 1', current_date, ${by})`,
      [companies.drewPol.id, id],
    );
    await base.db.run('update tasks set case_id = $2 where id = $1', [await errand(pawel), id]);
    const named = async (who: Viewer) => {
      const kinds = ['tasks', 'messages', 'transactions'] as const;
      const rows = await Promise.all(kinds.map((kind) => listed(base.db, who, { kind, columns: ['case'] })));
      return rows.map(([row]) => row!['case'] ?? null);
    };
    const seen = { id, name: `${number} Reklamacja palet` };
    expect(await named(jan)).to.deep.equal([seen, seen, seen]);
    expect(await named(pawel)).to.deep.equal([null, null, null]);
    await grant(id, 'read');
    expect(await named(pawel)).to.deep.equal([seen, seen, seen]);
    const rights = new Set([...pawel.rights].filter((right) => right !== 'case.read'));
    for (const ask of [{ columns: ['case'] }, { query: { caseId: id } }])
      expect(await refusedAs(listed(base.db, { ...pawel, rights }, { kind: 'tasks', ...ask }))).to.match(/unknown/);
    await base.db.run(`delete from transactions where source = 'test' and external_id = 'FV 1'`);
  });

  it('lists go by the day and show how far the work is', async () => {
    for (const [name, dueOn] of [
      ['Bez terminu', null],
      ['Druga', '2026-12-02'],
      ['Pierwsza', '2020-01-02'],
      ['Trzecia', '2026-12-02'],
    ] as const)
      await open({ name, dueOn });
    const columns = ['name', 'overdue', 'progress', 'openTasks'];
    const first = await listed(base.db, anna, { kind: 'cases', query: { list: 'open' }, columns });
    expect(first.map(({ name }) => name)).to.deep.equal(['Pierwsza', 'Druga', 'Trzecia', 'Bez terminu']);
    expect(first[0]).to.include({ overdue: true, progress: null });

    await errand(anna, { caseId: first[0]!.id, durationMinutes: 30 });
    const half = await errand(anna, { caseId: first[0]!.id, durationMinutes: 30 });
    await base.db.run(`update tasks set state = 'done', done_at = now() where id = $1`, [half]);
    const [line] = await listed(base.db, anna, { kind: 'cases', query: { list: 'open', overdue: '1' }, columns });
    expect(line).to.include({ progress: 50, openTasks: 1 });
    expect((await readCase(base.db, anna, first[0]!.id)).progress).to.equal(50);
  });

  it('lists are narrowed by customer, person, stage and words; the board holds open cases by stage', async () => {
    const id = await open({ name: 'Wdrożenie 100% _zgodne', kind: 'project', companyIds: [companies.zubr.id] });
    await open({ name: 'Inna' });
    await editCase(base.db, anna, { id, version: 1, changes: { stage: 'doing' } });
    const names = async (filter: Readonly<Record<string, string>>, who = anna) =>
      (await listed(base.db, who, { kind: 'cases', query: { list: 'open', ...filter }, columns: ['name'] })).map(
        ({ name }) => name,
      );
    const project = ['Wdrożenie 100% _zgodne'];
    expect(await names({ companyId: companies.zubr.id })).to.deep.equal(project);
    expect(await names({ search: 'wdroz' })).to.deep.equal(project);
    expect(await names({ search: '100% _' })).to.deep.equal(project);
    expect(await names({ search: 'l_st' })).to.deep.equal([]);
    expect(await names({ kind: 'project', who: 'mine' })).to.deep.equal(project);
    expect(await names({}, pawel)).to.deep.equal([]);
    await grant(id, 'read');
    expect(await names({ who: 'granted' }, pawel)).to.deep.equal(project);
    expect(await counted(base.db, pawel, { kind: 'cases', query: { list: 'open' } })).to.equal(1);
    const board = await listBoard(base.db, anna, { list: cases, ask: asked({ kind: 'cases' }) });
    expect(board.map(({ code, count }) => [code, count])).to.deep.equal([
      ['new', 1],
      ['doing', 1],
      ['waiting', 0],
      ['checking', 0],
    ]);
  });

  it('tasks of a granted case are in lists and counts of whoever was let in', async () => {
    const id = await open();
    await errand(anna, { caseId: id });
    expect(await counted(base.db, pawel, { kind: 'tasks', query: { list: 'open', who: 'all' } })).to.equal(0);
    await grant(id, 'read');
    expect(await counted(base.db, pawel, { kind: 'tasks', query: { list: 'open', who: 'all' } })).to.equal(1);
    expect(await counted(base.db, pawel, { kind: 'tasks', query: { list: 'open', who: 'mine' } })).to.equal(0);
  });

  it('the effect of a case is its money by currency beside the work it took (S0-22)', async () => {
    const id = await open();
    const done = await errand(anna, { caseId: id, dueAt: '2026-01-02T10:00:00.000Z' });
    await errand(anna, { caseId: id });
    await base.db.run(
      `update tasks set state = 'done', done_at = due_at - interval '1 hour', work_minutes = 90 where id = $1`,
      [done],
    );
    const row = { companyId: companies.drewPol.id, caseId: id, happenedOn: '2026-01-01' };
    await base.db.transaction((tx) =>
      feedTransactions(
        tx,
        viewer('maria', { rights: new Set(['transaction.feed', 'company.read', 'case.read'] as const) }),
        {
          source: 'erp',
          rows: [
            { ...row, kind: 'invoice', externalId: 'F1', amountMinor: 30_000, dueOn: '2026-01-10' },
            { ...row, kind: 'payment', externalId: 'P1', amountMinor: 10_000, settles: 'F1' },
            { ...row, kind: 'invoice', externalId: 'F2', amountMinor: 5_000, currency: 'EUR', state: 'cancelled' },
            { ...row, kind: 'order', externalId: 'O1', amountMinor: 7_000, currency: 'EUR' },
          ],
        },
      ),
    );
    const effect = await readCaseEffect(base.db, anna, id);
    expect(effect).to.include({ workMinutes: 90, days: 0, dueTasks: 1, punctualTasks: 1 });
    expect(effect.money).to.deep.equal([
      {
        ...{ currency: 'PLN', orderedMinor: 0, invoicedMinor: 30_000, paidMinor: 10_000, openMinor: 20_000 },
        ...{ overdueMinor: 20_000, perHourMinor: 20_000 },
      },
      {
        ...{ currency: 'EUR', orderedMinor: 7_000, invoicedMinor: 0, paidMinor: 0, openMinor: 0 },
        ...{ overdueMinor: 0, perHourMinor: 0 },
      },
    ]);
    expect(await refusedAs(readCaseEffect(base.db, pawel, id))).to.equal('case.not_found');

    // The list reckons the same, in the currency of most documents, and finds cases by it (S4-17).
    const shown = ['days', 'workHours', 'onTime', 'ordered', 'invoiced', 'overdueMoney'];
    const found = async (who: Viewer, field: string, value: number) => {
      const view = {
        ...{ columns: shown.map((one) => ({ field: one })), sort: [], colours: [], density: 'dense' as const },
        condition: { field, operator: '>=' as const, value },
      };
      const ask = { view, search: '', moment: { now: Date.now(), today: '2026-01-15' }, limit: 10 };
      return (await listRows(base.db, who, { list: cases, ask })).rows;
    };
    const rows = await found(anna, 'case.invoicedMinor', 30_000);
    expect(rows.map((one) => one.id)).to.deep.equal([id]);
    expect(rows[0]!.values).to.deep.include({
      ...{ days: 0, workHours: 1.5, onTime: 100, ordered: { minor: 0, currency: 'PLN' } },
      ...{ invoiced: { minor: 30_000, currency: 'PLN' }, overdueMoney: { minor: 20_000, currency: 'PLN' } },
    });
    for (const [field, value] of [
      ['case.overdueMoneyMinor', 20_000],
      ['case.workHours', 1.5],
      ['case.onTimePercent', 100],
    ] as const) {
      expect(
        (await found(anna, field, value)).map((one) => one.id),
        field,
      ).to.deep.equal([id]);
      expect(await found(anna, field, value + 1), field).to.deep.equal([]);
    }
    const untold = viewer('maria', { rights: new Set(['case.read', 'task.read'] as const) });
    expect(await refusedAs(found(untold, 'case.workHours', 0))).to.be.a('string');
    await base.db.run('delete from transactions');
  });

  it('a customer beside the home one is told once, and a nameless case is refused', async () => {
    const id = await open();
    await addCaseCompany(base.db, anna, { id, companyId: companies.drewPol.id });
    expect((await readCase(base.db, anna, id)).companies).to.have.length(1);
    expect(await refusedAs(open({ name: '  ' }))).to.equal('case.nameless');
    expect(await refusedAs(open({ stage: 'nonsense' }))).to.equal('case.stage_unknown');
  });
});
