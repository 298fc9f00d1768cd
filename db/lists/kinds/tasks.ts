import { visibleTasks } from '../../task-scope.ts';
import { campaigns, companyClasses, queues, taskCategories, taskTypes, users } from '../choices.ts';
import type { FactDefinition, FieldDefinition, ListDefinition } from '../definition.ts';
import { fact, field, named } from '../fields.ts';
import { view } from '../standard.ts';
import { searchWithCustomer } from './customer-search.ts';
import { priorities, taskStates } from '../words.ts';

const edit = 'task.edit';
const overdue = `(t.state = 'open' and coalesce(t.deadline < now(), false))`;
const personName = `concat_ws(' ', e.first_name, e.last_name)`;

/** A freeze holds the run of the task: nothing is to be done now. */
const paused = `(t.state = 'open' and t.run_id is not null and exists (select 1 from freezes f where f.frozen_to is null and (f.scope_kind = 'everything'
  or (f.scope_kind = 'company' and f.scope_id = t.company_id) or (f.scope_kind = 'campaign' and f.scope_id = t.campaign_id)
  or (f.scope_kind = 'case' and f.scope_id = t.case_id))))`;

const outcome = `(select jsonb_build_object('pl', each -> 'name' ->> 'pl', 'en', each -> 'name' ->> 'en')
  from jsonb_array_elements(case when t.outcomes = '[]'::jsonb then y.outcomes else t.outcomes end) each where each ->> 'code' = t.outcome limit 1)`;

const fields: readonly FieldDefinition[] = [
  field('title', ['Zadanie', 'Task'], {
    type: 'text',
    value: 't.title',
    fact: 'task.title',
    within: 't.search_text',
    width: 280,
    edit,
  }),
  field('type', ['Rodzaj', 'Type'], {
    type: 'choice',
    value: 't.type',
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
    needs: ['c'],
    fact: 'task.companyId',
    width: 220,
  }),
  field('person', ['Osoba', 'Person'], {
    type: 'reference',
    value: 't.person_id',
    show: named('e', personName),
    needs: ['e'],
    fact: 'task.personId',
    width: 160,
  }),
  field('owner', ['Wykonawca', 'Owner'], {
    type: 'user',
    value: 't.owner_id',
    show: named('o'),
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
  field('stateReason', ['Powód zamknięcia', 'Why closed'], { type: 'text', value: 't.state_reason', width: 180 }),
  field('moment', ['Kiedy', 'When'], {
    type: 'instant',
    value: `nullif(t.moment, 'infinity')`,
    sort: {
      by: 't.moment',
      cast: 'timestamptz',
      nullable: true,
      parts: { filled: `t.moment < 'infinity'`, empty: `t.moment = 'infinity'` },
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
  field('dueAt', ['Termin', 'Due'], { type: 'instant', value: 't.due_at', fact: 'task.dueAt', width: 140, edit }),
  field('deadline', ['Do kiedy', 'By when'], {
    type: 'instant',
    value: 't.deadline',
    sort: 'timestamptz',
    fact: 'task.deadline',
    width: 140,
  }),
  field('overdue', ['Po terminie', 'Overdue'], { type: 'yes/no', value: overdue, fact: 'task.overdue', width: 90 }),
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
    width: 140,
  }),
  field('note', ['Notatka', 'Note'], { type: 'text', value: 'left(t.note, 200)', width: 240 }),
  field('workMinutes', ['Czas pracy', 'Time worked'], {
    type: 'number',
    value: 't.work_minutes',
    fact: 'task.workMinutes',
    width: 90,
  }),
  field('campaign', ['Kampania', 'Campaign'], {
    type: 'reference',
    value: 't.campaign_id',
    show: named('m'),
    needs: ['m'],
    fact: 'task.campaignId',
    choices: campaigns,
    width: 180,
  }),
  field('scenario', ['Scenariusz', 'Scenario'], {
    type: 'reference',
    value: 't.run_id',
    needs: ['r'],
    show: `case when s.id is not null then jsonb_build_object('id', s.id, 'pl', s.name_pl, 'en', s.name_en, 'number', v.number) end`,
    width: 180,
  }),
  field('case', ['Sprawa', 'Case'], {
    type: 'reference',
    value: 't.case_id',
    show: named('q', `concat(q.number, ' ', q.name)`),
    needs: ['q'],
    fact: 'task.caseId',
    width: 160,
  }),
  field('paused', ['Wstrzymane', 'Paused'], { type: 'yes/no', value: paused, width: 90 }),
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

const facts: readonly FactDefinition[] = [
  fact('task.onDay', ['Dzień', 'Day'], {
    type: 'date',
    is: {
      value: ({ viewer, params }) => `(nullif(t.moment, 'infinity') at time zone ${params.add(viewer.timeZone)})::date`,
    },
  }),
  fact('company.class', ['Klasa klienta', 'Class of the customer'], {
    type: 'text',
    choices: companyClasses,
    is: { value: 'c.class', needs: ['c'] },
  }),
  fact('company.city', ['Miejscowość klienta', 'Town of the customer'], {
    type: 'text',
    is: { value: 'c.city', needs: ['c'] },
  }),
  fact('company.ownerId', ['Opiekun klienta', 'Owner of the customer'], {
    type: 'text',
    cast: 'uuid',
    isUser: true,
    choices: users,
    is: { value: 'c.owner_id', needs: ['c'] },
  }),
  fact('task.stageId', ['Etap kampanii', 'Stage of the campaign'], {
    type: 'text',
    cast: 'uuid',
    is: { value: 't.stage_id' },
  }),
  fact('task.parentId', ['Zadanie główne', 'Main task'], { type: 'text', cast: 'uuid', is: { value: 't.parent_id' } }),
];

const columns = ['title', 'moment', 'state', 'company', 'person', 'owner', 'type', 'priority', 'campaign'];
const finished = ['title', 'doneAt', 'state', 'company', 'owner', 'type', 'note'];
const byMoment = [{ field: 'moment' }];
const open = { field: 'task.state', operator: '=', value: 'open' } as const;
const mine = { field: 'task.ownerId', operator: '=', value: 'me' } as const;
const isOverdue = { field: 'task.overdue', operator: '=', value: true } as const;
const colours = [{ condition: isOverdue, tone: 'red' }] as const;

export const tasks: ListDefinition = {
  kind: 'tasks',
  right: 'task.read',
  table: 'tasks',
  alias: 't',
  called: 't.title',
  joins: {
    y: 'join task_types y on y.code = t.type',
    g: 'left join task_categories g on g.id = t.category_id',
    c: 'left join companies c on c.id = t.company_id',
    e: 'left join people e on e.id = t.person_id',
    o: 'left join users o on o.id = t.owner_id',
    k: 'left join users k on k.id = t.caretaker_id',
    d: 'left join users d on d.id = t.done_by',
    l: 'left join users l on l.id = t.leased_by',
    m: 'left join campaigns m on m.id = t.campaign_id',
    q: 'left join cases q on q.id = t.case_id',
    r: 'left join runs r on r.id = t.run_id left join scenario_versions v on v.id = r.version_id left join scenarios s on s.id = v.scenario_id',
  },
  scope: ({ viewer, params }) => visibleTasks(viewer, params),
  ...searchWithCustomer({ table: 'tasks', alias: 't', each: 3 }),
  fields,
  own: 'task',
  facts,
  related: [],
  standard: [
    view('tasks:mine', ['Moje otwarte', 'Mine, open'], { columns, sort: byMoment, rules: [open, mine], colours }),
    view('tasks:overdue', ['Moje po terminie', 'Mine, overdue'], {
      columns: [...columns, 'deadline'],
      sort: [{ field: 'deadline' }],
      rules: [open, mine, isOverdue],
      colours,
    }),
    view('tasks:team', ['Moich ludzi', 'Of my people'], {
      columns,
      sort: byMoment,
      rules: [open, { field: 'task.ownerId', operator: '=', value: 'my people' }],
      colours,
    }),
    view('tasks:queue', ['W kolejkach', 'In queues'], {
      columns: [...columns, 'queue'],
      sort: byMoment,
      rules: [open, { field: 'task.ownerId', operator: 'null' }, { field: 'task.queue', operator: 'notNull' }],
      colours,
    }),
    view('tasks:open', ['Wszystkie otwarte', 'All open'], { columns, sort: byMoment, rules: [open], colours }),
    view('tasks:done', ['Zakończone', 'Finished'], {
      columns: finished,
      sort: [{ field: 'doneAt', descending: true }],
      rules: [{ field: 'task.state', operator: '=', value: 'done' }],
    }),
    view('tasks:closed', ['Zamknięte bez wyniku', 'Closed without a result'], {
      columns: ['title', 'type', 'company', 'owner', 'state', 'stateReason', 'createdAt'],
      sort: [{ field: 'createdAt', descending: true }],
      rules: [{ field: 'task.state', operator: 'in', value: ['withdrawn', 'cancelled'] }],
    }),
  ],
  order: byMoment,
};
