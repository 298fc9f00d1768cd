import { DomainError } from '../../../domain/domain-error.ts';
import { caseToAddTo } from '../../case-scope.ts';
import type { Tx } from '../../database.ts';
import { offeredTaskTypes, users } from '../../lists/choices.ts';
import { cancelTask } from '../../task-mistakes.ts';
import { linkRecord } from '../../task-links.ts';
import { createTaskIn } from '../../tasks.ts';
import { type BulkAction, type On } from '../action.ts';
import { within } from '../../database.ts';

/** By the end of office hours of the day, where whoever plans it is. */
const DUE = '17:00';

export const createTaskForEach: BulkAction = {
  kinds: ['companies', 'people', 'cases', 'opportunities', 'transactions', 'participants', 'members'],
  name: 'create task',
  title: { pl: 'Dodaj zadanie dla każdego', en: 'Add a task for each' },
  right: 'task.edit',
  asks: [
    { id: 'title', title: { pl: 'Zadanie', en: 'Task' }, type: 'text', required: true },
    { id: 'type', title: { pl: 'Rodzaj', en: 'Type' }, type: 'choice', required: true, choices: offeredTaskTypes },
    { id: 'dueOn', title: { pl: 'Termin', en: 'Due' }, type: 'date', required: false },
    {
      id: 'ownerId',
      title: { pl: 'Wykonawca (puste: kto się tym opiekuje)', en: 'Owner (empty: whoever looks after it)' },
      type: 'choice',
      required: false,
      choices: users,
    },
  ],
  async act(on) {
    const { tx, viewer, answers, kind, id } = on;
    const { ownerId, ...about } = await aboutOf(on);
    const taskId = await createTaskIn(tx, viewer, {
      ...about,
      type: answers['type']!,
      title: answers['title']!,
      ownerId: answers['ownerId'] ?? ownerId ?? viewer.userId,
      dueAt: answers['dueOn'] ? await endOf(tx, answers['dueOn'], viewer.timeZone) : null,
    });
    if (kind === 'transactions') await linkRecord(within(tx), viewer, { taskId, noun: 'transaction', recordId: id });
    return { id: taskId, version: (await standingOf(tx, taskId))!.version };
  },
  async undo({ tx, viewer, before }) {
    const { id, version } = before as { id: string; version: number };
    const now = await standingOf(tx, id);
    if (now && (now.version !== version || now.noted)) throw touched();
    const reason = viewer.language === 'pl' ? 'cofnięta operacja zbiorcza' : 'a bulk action taken back';
    await cancelTask(within(tx), viewer, { id, reason });
  },
};

type Standing = { readonly version: number; readonly noted: boolean };

/** Whoever works at the task raises its version, or writes a note. */
async function standingOf(tx: Tx, taskId: string): Promise<Standing | undefined> {
  return tx.maybe<Standing>(
    `select t.version, exists (select 1 from notes n where n.task_id = t.id and n.deleted_at is null) as noted from tasks t where t.id = $1
     for no key update of t`,
    [taskId],
  );
}

function touched(): DomainError {
  return new DomainError('bulk.task_touched', {
    pl: 'Ktoś już zajął się tym zadaniem, więc zostało, jak jest.',
    en: 'Somebody has worked on this task since, so it was left as it is.',
  });
}

type About = {
  readonly companyId: string | null;
  readonly personId: string | null;
  readonly caseId: string | null;
  readonly opportunityId: string | null;
  /** Whose it is unless somebody is chosen. */
  readonly ownerId: string | null;
};

const nothing = 'null::uuid as person_id, null::uuid as case_id, null::uuid as opportunity_id';
const abouts: Readonly<Partial<Record<On['kind'], string>>> = {
  companies: `select id as company_id, owner_id, ${nothing} from companies where id = $1`,
  people: `select p.company_id, p.id as person_id, c.owner_id, null::uuid as case_id, null::uuid as opportunity_id
    from people p join companies c on c.id = p.company_id where p.id = $1`,
  cases: `select company_id, owner_id, null::uuid as person_id, id as case_id, null::uuid as opportunity_id from cases where id = $1`,
  opportunities: `select company_id, owner_id, person_id, null::uuid as case_id, id as opportunity_id from opportunities where id = $1`,
  transactions: `select x.company_id, c.owner_id, null::uuid as person_id, x.case_id, null::uuid as opportunity_id
    from transactions x join companies c on c.id = x.company_id where x.id = $1`,
  participants: `select a.company_id, c.owner_id, a.person_id, null::uuid as case_id, null::uuid as opportunity_id
    from participants a join companies c on c.id = a.company_id where a.id = $1`,
  members: `select m.company_id, c.owner_id, m.person_id, null::uuid as case_id, null::uuid as opportunity_id
    from group_members m join companies c on c.id = m.company_id where m.id = $1`,
};

/** The case of a document is taken along where that may be; one that was chosen itself is not left out without a word. */
async function aboutOf({ tx, viewer, kind, id }: On): Promise<About> {
  const about = await tx.one<About>(abouts[kind]!, [id]);
  if (kind !== 'transactions') return about;
  return { ...about, caseId: (await caseToAddTo(tx, viewer, about.caseId))?.id ?? null };
}

async function endOf(tx: Tx, day: string, zone: string): Promise<string> {
  return (await tx.one<{ at: string }>('select ($1::date + $2::time) at time zone $3 as at', [day, DUE, zone])).at;
}
