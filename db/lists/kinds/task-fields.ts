import { campaigns, queues, taskCategories, taskOutcomes, taskTypes, users } from '../choices.ts';
import { IS_OVERDUE, IS_PAUSED } from '../../paused-tasks.ts';
import type { FieldDefinition } from '../definition.ts';
import { field, named } from '../fields.ts';
import { priorities, taskStates, whyInWords } from '../words.ts';
import { caseOf } from './beside.ts';
import { boundOfDue } from './bounds.ts';
import { byCustomer, byPerson, whoActed } from './orders.ts';

const edit = 'task.edit';
/** From low to high, as the index says it. */
const urgency = `(case t.priority when 'high' then 3 when 'normal' then 2 else 1 end)`;
const personName = `concat_ws(' ', e.first_name, e.last_name)`;

/** A tenth of all tasks, and at the far end of most orders: what came before them is closed. */
const whatIsOpen = { rule: { field: 'task.state', operator: '=', value: 'open' }, sql: `t.state = 'open'` } as const;

/** As the task calls it, which may be one of several names of the code; what its type has no longer, by the code. */
const outcome = `coalesce((select jsonb_build_object('pl', each -> 'name' ->> 'pl', 'en', each -> 'name' ->> 'en')
  from jsonb_array_elements(case when t.outcomes = '[]'::jsonb then y.outcomes else t.outcomes end) each where each ->> 'code' = t.outcome limit 1), to_jsonb(t.outcome))`;

/** What a list of tasks may show: what is to be done, by whom and when, and what came of it. */
export const taskFields: readonly FieldDefinition[] = [
  field('title', ['Zadanie', 'Task'], {
    type: 'text',
    value: 't.title',
    sort: 'text',
    required: true,
    fact: 'task.title',
    within: 't.search_text',
    width: 280,
    edit,
  }),
  field('type', ['Rodzaj', 'Type'], {
    type: 'choice',
    value: 't.type',
    sort: { by: 't.type', cast: 'text', nullable: false },
    fact: 'task.type',
    choices: taskTypes,
    width: 110,
  }),
  field('category', ['Kategoria', 'Category'], {
    type: 'reference',
    value: 't.category_id',
    show: named('g'),
    needs: ['g'],
    fact: 'task.categoryId',
    choices: taskCategories,
    width: 120,
    edit,
  }),
  field('company', ['Klient', 'Customer'], {
    type: 'reference',
    value: 't.company_id',
    show: named('c'),
    sort: byCustomer,
    needs: ['c'],
    fact: 'task.companyId',
    reference: 'company',
    width: 220,
  }),
  field('person', ['Osoba', 'Person'], {
    type: 'reference',
    value: 't.person_id',
    show: named('e', personName),
    needs: ['e'],
    fact: 'task.personId',
    reference: 'person',
    width: 160,
  }),
  field('owner', ['Wykonawca', 'Owner'], {
    type: 'user',
    value: 't.owner_id',
    show: named('o'),
    sort: byPerson('o', 't.owner_id'),
    needs: ['o'],
    fact: 'task.ownerId',
    choices: users,
    width: 180,
  }),
  field('caretaker', ['Opiekun zadania', 'Caretaker'], {
    type: 'user',
    value: 't.caretaker_id',
    show: named('k'),
    needs: ['k'],
    fact: 'task.caretakerId',
    choices: users,
    width: 180,
  }),
  field('queue', ['Kolejka', 'Queue'], {
    type: 'choice',
    value: 't.queue',
    fact: 'task.queue',
    choices: queues,
    width: 120,
  }),
  field('priority', ['Priorytet', 'Priority'], {
    type: 'choice',
    value: 't.priority',
    sort: { by: urgency, cast: 'integer', nullable: false },
    fact: 'task.priority',
    choices: priorities,
    width: 90,
    edit,
  }),
  field('state', ['Stan', 'State'], {
    type: 'choice',
    value: 't.state',
    fact: 'task.state',
    choices: taskStates,
    width: 140,
  }),
  field('stateReason', ['Powód zamknięcia', 'Why closed'], {
    type: 'text',
    value: 't.state_reason',
    inWords: whyInWords,
    width: 180,
  }),
  field('moment', ['Kiedy', 'When'], {
    type: 'instant',
    value: `nullif(t.moment, 'infinity')`,
    sort: {
      by: 't.moment',
      cast: 'timestamptz',
      nullable: true,
      parts: { filled: `t.moment < 'infinity'`, empty: `t.moment = 'infinity'` },
      alone: whatIsOpen,
    },
    fact: 'task.moment',
    width: 164,
  }),
  field('plannedAt', ['Zaplanowano na', 'Planned for'], {
    type: 'instant',
    value: 't.planned_at',
    fact: 'task.plannedAt',
    width: 140,
    edit,
  }),
  field('dueAt', ['Termin', 'Due'], {
    type: 'instant',
    value: 't.due_at',
    fact: 'task.dueAt',
    bound: boundOfDue,
    width: 140,
    edit,
  }),
  field('deadline', ['Do kiedy', 'By when'], {
    type: 'instant',
    value: 't.deadline',
    sort: { by: 't.deadline', cast: 'timestamptz', nullable: true, alone: whatIsOpen },
    fact: 'task.deadline',
    width: 140,
  }),
  field('overdue', ['Po terminie', 'Overdue'], { type: 'yes/no', value: IS_OVERDUE, fact: 'task.overdue', width: 90 }),
  field('durationMinutes', ['Czas (min)', 'Minutes'], {
    type: 'number',
    value: 't.duration_minutes',
    fact: 'task.durationMinutes',
    width: 90,
    edit,
  }),
  field('percent', ['Postęp', 'Progress'], {
    type: 'percent',
    value: 't.percent',
    fact: 'task.percent',
    width: 90,
    edit,
  }),
  field('stage', ['Etap', 'Stage'], { type: 'text', value: 't.stage', fact: 'task.stage', width: 140, edit }),
  field('doneAt', ['Zakończono', 'Finished'], {
    type: 'instant',
    value: 't.done_at',
    sort: {
      by: 't.done_at',
      cast: 'timestamptz',
      nullable: true,
      parts: { filled: `t.state = 'done'`, empty: `t.state <> 'done'` },
    },
    fact: 'task.doneAt',
    width: 140,
  }),
  field('doneBy', ['Kto zakończył', 'Finished by'], {
    type: 'user',
    value: 't.done_by',
    show: named('d'),
    needs: ['d'],
    fact: 'task.doneBy',
    choices: users,
    width: 180,
  }),
  field('outcome', ['Wynik', 'Outcome'], {
    type: 'choice',
    value: 't.outcome',
    show: outcome,
    needs: ['y'],
    fact: 'task.outcome',
    choices: taskOutcomes,
    width: 140,
  }),
  field('note', ['Notatka', 'Note'], { type: 'text', value: 'left(t.note, 200)', width: 240 }),
  field('workMinutes', ['Czas pracy', 'Time worked'], {
    type: 'number',
    value: 't.work_minutes',
    fact: 'task.workMinutes',
    width: 90,
  }),
  field('callMinutes', ['Rozmowa (min)', 'Call (min)'], {
    type: 'number',
    value: 'round(t.call_seconds / 60.0)::integer',
    fact: 'task.callMinutes',
    width: 90,
  }),
  field('kilometres', ['Kilometry', 'Kilometres'], {
    type: 'number',
    value: 't.kilometres',
    fact: 'task.kilometres',
    width: 90,
  }),
  field('campaign', ['Kampania', 'Campaign'], {
    type: 'reference',
    value: 't.campaign_id',
    show: named('m'),
    needs: ['m'],
    fact: 'task.campaignId',
    choices: campaigns,
    right: 'campaign.read',
    width: 180,
  }),
  field('scenario', ['Scenariusz', 'Scenario'], {
    type: 'reference',
    value: 't.run_id',
    needs: ['r'],
    show: `case when s.id is not null then jsonb_build_object('id', s.id, 'pl', s.name_pl, 'en', s.name_en, 'number', v.number) end`,
    right: 'run.read',
    width: 180,
  }),
  field('case', ['Sprawa', 'Case'], {
    type: 'reference',
    value: 't.case_id',
    show: caseOf('t.case_id'),
    fact: 'task.caseId',
    reference: 'case',
    right: 'case.read',
    width: 160,
  }),
  field('givenBy', ['Kto zlecił', 'Given by'], {
    type: 'user',
    value: whoActed('t.created_by'),
    show: `case when b.id is distinct from t.owner_id then ${named('b')} end`,
    needs: ['b'],
    width: 180,
  }),
  field('paused', ['Wstrzymane', 'Paused'], { type: 'yes/no', value: IS_PAUSED, fact: 'task.paused', width: 90 }),
  field('openedBy', ['Otwarte u', 'Open at'], {
    type: 'user',
    value: 't.leased_by',
    needs: ['l'],
    show: ({ viewer, params }) =>
      `case when t.state = 'open' and t.leased_until > now() and l.id <> ${params.add(viewer.userId)}::uuid then jsonb_build_object('id', l.id, 'name', l.name) end`,
    width: 160,
  }),
  field('createdAt', ['Utworzono', 'Made'], {
    type: 'instant',
    value: 't.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'task.createdAt',
    width: 130,
  }),
];
