import { caseProgress } from '../../case-progress.ts';
import { visibleCases } from '../../case-scope.ts';
import { IS_OVERDUE } from '../../paused-tasks.ts';
import { searchCondition } from '../../search-text.ts';
import { caseKinds, caseStages, users } from '../choices.ts';
import type { FactDefinition, FieldDefinition, ListDefinition } from '../definition.ts';
import { fact, field, named } from '../fields.ts';
import { view } from '../standard.ts';
import { caseOutcomes, caseStates } from '../words.ts';
import { filesBeside, messagesBeside, ofCustomer, tied } from './beside.ts';
import { tasksBeside } from './beside-work.ts';
import { effectFields, ofTasks } from './case-effect.ts';
import { byCustomer, byPerson, isDayPast } from './orders.ts';

const edit = 'case.edit';
const overdue = isDayPast('k.due_on', `k.state = 'open'`);

const fields: readonly FieldDefinition[] = [
  field('number', ['Numer', 'Number'], {
    type: 'text',
    value: 'k.number',
    sort: { by: 'k.number', cast: 'text', nullable: false },
    fact: 'case.number',
    width: 108,
  }),
  field('name', ['Nazwa', 'Name'], {
    type: 'text',
    value: 'k.name',
    sort: 'text',
    required: true,
    fact: 'case.name',
    within: 'k.search_text',
    width: 280,
    edit,
  }),
  field('kind', ['Rodzaj', 'Kind'], {
    type: 'choice',
    value: 'k.kind',
    fact: 'case.kind',
    choices: caseKinds,
    width: 100,
    edit,
  }),
  field('stage', ['Etap', 'Stage'], {
    type: 'choice',
    value: 'k.stage',
    fact: 'case.stage',
    choices: caseStages,
    width: 150,
    edit,
  }),
  field('state', ['Stan', 'State'], {
    type: 'choice',
    value: 'k.state',
    fact: 'case.state',
    choices: caseStates,
    width: 110,
  }),
  field('outcome', ['Czym się skończyła', 'How it ended'], {
    type: 'choice',
    value: 'k.outcome',
    fact: 'case.outcome',
    choices: caseOutcomes,
    width: 150,
  }),
  field('result', ['Wynik w słowach', 'Result in words'], { type: 'text', value: 'left(k.result, 200)', width: 220 }),
  field('company', ['Klient', 'Customer'], {
    type: 'reference',
    value: 'k.company_id',
    show: named('c'),
    sort: byCustomer,
    needs: ['c'],
    fact: 'case.companyId',
    reference: 'company',
    width: 200,
  }),
  field('moreCompanies', ['Dalsi klienci', 'Further customers'], {
    type: 'number',
    value: '(select count(*) from case_companies x where x.case_id = k.id)',
    fact: 'case.moreCompanies',
    width: 110,
  }),
  field('owner', ['Prowadzi', 'Run by'], {
    type: 'user',
    value: 'k.owner_id',
    show: named('u'),
    sort: byPerson('u', 'k.owner_id'),
    needs: ['u'],
    fact: 'case.ownerId',
    choices: users,
    width: 190,
  }),
  field('dueOn', ['Termin', 'Due'], {
    type: 'date',
    value: 'k.due_on',
    sort: 'date',
    fact: 'case.dueOn',
    width: 124,
    edit,
  }),
  field('overdue', ['Po terminie', 'Overdue'], { type: 'yes/no', value: overdue, fact: 'case.overdue', width: 100 }),
  field('openTasks', ['Otwarte zadania', 'Open tasks'], {
    type: 'number',
    value: ofTasks(`count(*) filter (where t.state = 'open')`),
    computed: 'bigint',
    right: 'task.read',
    width: 140,
  }),
  field('overdueTasks', ['Zadania po terminie', 'Overdue tasks'], {
    type: 'number',
    value: ofTasks(`count(*) filter (where ${IS_OVERDUE})`),
    computed: 'bigint',
    right: 'task.read',
    width: 110,
  }),
  field('progress', ['Postęp', 'Progress'], {
    type: 'percent',
    value: ofTasks(caseProgress),
    computed: 'integer',
    right: 'task.read',
    width: 120,
  }),
  ...effectFields,
  field('description', ['Opis', 'Description'], { type: 'text', value: 'left(k.description, 200)', width: 240 }),
  field('closedAt', ['Zamknięto', 'Closed'], {
    type: 'instant',
    value: 'k.closed_at',
    sort: 'timestamptz',
    fact: 'case.closedAt',
    width: 130,
  }),
  field('createdAt', ['Założono', 'Made'], {
    type: 'instant',
    value: 'k.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'case.createdAt',
    width: 130,
  }),
  field('updatedAt', ['Zmieniono', 'Changed'], {
    type: 'instant',
    value: 'k.updated_at',
    sort: 'timestamptz',
    required: true,
    fact: 'case.updatedAt',
    width: 130,
  }),
];

const facts: readonly FactDefinition[] = [
  ...ofCustomer,
  fact('case.companies', ['Dotyczy klienta', 'Concerns the customer'], {
    type: 'text',
    cast: 'uuid',
    reference: 'company',
    is: {
      from: `(select home.id, home.company_id from cases home union all select x.case_id, x.company_id from case_companies x) y where y.id = k.id`,
      value: 'y.company_id',
    },
  }),
  fact('case.grantedTo', ['Udostępniona osobie', 'Shared with'], {
    type: 'text',
    cast: 'uuid',
    isUser: true,
    choices: users,
    is: {
      from: 'case_people g where g.case_id = k.id and (g.ends_on is null or g.ends_on >= current_date)',
      value: 'g.user_id',
    },
  }),
];

const columns = ['number', 'name', 'company', 'stage', 'dueOn', 'owner', 'progress', 'openTasks'];
const closed = ['number', 'name', 'company', 'owner', 'closedAt', 'outcome', 'result'];
const byDay = [{ field: 'dueOn' }];
const newestClosed = [{ field: 'closedAt', descending: true }];
const open = { field: 'case.state', operator: '=', value: 'open' } as const;
const mine = { field: 'case.ownerId', operator: '=', value: 'me' } as const;
const late = { field: 'case.overdue', operator: '=', value: true } as const;

export const cases: ListDefinition = {
  kind: 'cases',
  right: 'case.read',
  table: 'cases',
  alias: 'k',
  called: `concat(k.number, ' ', k.name)`,
  joins: {
    c: 'left join companies c on c.id = k.company_id',
    u: 'left join users u on u.id = k.owner_id',
  },
  scope: ({ viewer, params }) => visibleCases(viewer, params),
  search: (typed, { params }) => searchCondition(typed, 'k', (value) => params.add(value)),
  fields,
  own: 'case',
  ofCustomer: true,
  facts,
  related: [
    tasksBeside(tied('t.case_id', 'k.id')),
    messagesBeside(tied('m.case_id', 'k.id')),
    filesBeside('case', 'k.id'),
  ],
  standard: [
    view('cases:open', ['W toku', 'Open'], { columns, sort: byDay, rules: [open] }),
    view('cases:mine', ['Moje', 'Mine'], { columns, sort: byDay, rules: [open, mine] }),
    view('cases:granted', ['Udostępnione mi', 'Shared with me'], {
      columns,
      sort: byDay,
      rules: [open, { field: 'case.grantedTo', operator: '=', value: 'me' }],
    }),
    view('cases:overdue', ['Po terminie', 'Overdue'], { columns, sort: byDay, rules: [open, late] }),
    view('cases:projects', ['Projekty', 'Projects'], {
      columns: [...columns, 'moreCompanies'],
      sort: byDay,
      rules: [open, { field: 'case.kind', operator: '=', value: 'project' }],
    }),
    view('cases:closed', ['Zamknięte', 'Closed'], {
      columns: closed,
      sort: newestClosed,
      rules: [{ field: 'case.state', operator: '=', value: 'closed' }],
    }),
  ],
  order: byDay,
  board: {
    stages: 'case_stages',
    fact: 'case.stage',
    rules: [open],
    sort: byDay,
    columns: ['number', 'name', 'kind', 'company', 'owner', 'dueOn', 'overdue', 'openTasks', 'progress'],
  },
};
