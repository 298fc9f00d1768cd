import { expect } from 'chai';
import { createCase } from '../../db/cases.ts';
import { findTask } from '../../db/task-rows.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { carriedColumns, repeatElsewhere } from '../../db/task-mistakes.ts';
import { createTask } from '../../db/tasks.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const anna = viewer('anna');

/** Columns that a repetition has of its own, and why. */
const ofItsOwn = {
  'whose and what it is': [
    'id',
    'type',
    'company_id',
    'owner_id',
    'queue',
    'state',
    'state_reason',
    'after_id',
    'done_at',
    'done_by',
  ],
  'kept only where it fits the other customer': ['case_id'],
  'bound to the first customer': ['person_id', 'campaign_id', 'stage_id', 'opportunity_id'],
  'bound to a scenario, a main task or a rule': ['run_id', 'effect_key', 'parent_id', 'recurrence_id', 'recurs_on'],
  'how the first one stands on the desk': [
    'leased_by',
    'leased_until',
    'leased_since',
    'not_before',
    'sequence',
    'version',
  ],
  'who wrote the row': ['created_at', 'updated_at', 'created_by', 'updated_by'],
  'reckoned from others': ['moment', 'deadline'],
};

describe('"Powtórz u innego klienta" with all that was typed (rule 42)', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());

  const filled = {
    type: 'meeting',
    title: 'Rozmowa o zdrowiu',
    description: 'Tylko we dwoje',
    companyId: companies.drewPol.id,
    caretakerId: users.anna.id,
    priority: 'high',
    plannedAt: '2030-01-10T10:00:00Z',
    durationMinutes: 50,
    dueAt: '2030-01-12T10:00:00Z',
    place: 'Kawiarnia',
    private: true,
    percent: 30,
    stage: 'Rozmowy',
    checklist: ['Oferta'],
    remindMinutes: [15],
  } as const;
  const carried = async (id: string) =>
    base.db.one(`select ${carriedColumns.join(', ')} from tasks where id = $1`, [id]);

  it('knows of every column of a task whether it goes along', async () => {
    const columns = await base.db.rows<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'tasks' and table_schema = current_schema()`,
    );
    const known = [...carriedColumns, ...Object.values(ofItsOwn).flat()];
    expect(known.toSorted()).to.deep.equal(columns.map(({ name }) => name).toSorted());
  });

  it('a private task stays private, at its place and with its reminders', async () => {
    const { id } = await createTask(base.db, anna, filled);
    const before = await carried(id);
    const other = await repeatElsewhere(base.db, anna, { id, companyId: companies.zubr.id });
    expect(await carried(other.id)).to.deep.equal(before);
    const found = await findTask(base.db, viewer('maria'), other.id).catch((error: unknown) => error);
    expect(found).to.include({ code: 'task.not_found' });
    const { n } = await base.db.one<{ n: number }>('select count(*) as n from reminders where task_id = $1', [
      other.id,
    ]);
    expect(n).to.equal(1);
  });

  it('so do a finished one and the follow-up that its outcome planned', async () => {
    const { id } = await createTask(base.db, anna, { ...filled, type: 'call' });
    const answers = { nextAt: '2030-02-01T10:00:00Z' };
    await completeTask(base.db, anna, { id, outcome: 'call-back', answers, note: 'Oddzwonić', callSeconds: 90 });
    const before = await carried(id);
    const other = await repeatElsewhere(base.db, anna, { id, companyId: companies.zubr.id });
    expect(await carried(other.id)).to.deep.equal(before);
    const following = await base.db.rows(
      `select private, company_id from tasks where after_id = $1 and state = 'open'`,
      [other.id],
    );
    expect(following).to.deep.equal([{ private: true, companyId: companies.zubr.id }]);
  });

  it('a case that is nobody’s goes along, one of the first customer does not', async () => {
    const cases = async (companyId: string | null) =>
      (await createCase(base.db, anna, { name: 'Wdrożenie', kind: 'project', companyId })).id;
    const ours = await cases(null);
    const theirs = await cases(companies.drewPol.id);
    const repeated = async (caseId: string) => {
      const { id } = await createTask(base.db, anna, { ...filled, private: false, caseId });
      const other = await repeatElsewhere(base.db, anna, { id, companyId: companies.zubr.id });
      return (await findTask(base.db, anna, other.id)).caseId;
    };
    expect(await repeated(ours)).to.equal(ours);
    expect(await repeated(theirs)).to.equal(null);
  });
});
