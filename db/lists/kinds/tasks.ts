import { visibleTasks } from '../../task-scope.ts';
import { spentMinutes } from '../../spent-minutes.ts';
import { campaignStages, users } from '../choices.ts';
import type { FactDefinition, ListDefinition } from '../definition.ts';
import { fact } from '../fields.ts';
import { view } from '../standard.ts';
import { searchWithCustomer } from './customer-search.ts';
import { casesBeside, filesBeside, ofCustomer, opportunitiesBeside } from './beside.ts';
import { whoActed } from './orders.ts';
import { taskFields } from './task-fields.ts';

const facts: readonly FactDefinition[] = [
  fact('task.onDay', ['Dzień', 'Day'], {
    type: 'date',
    is: {
      value: ({ viewer, params }) => `(nullif(t.moment, 'infinity') at time zone ${params.add(viewer.timeZone)})::date`,
    },
  }),
  ...ofCustomer,
  fact('task.opportunityId', ['Szansa', 'Opportunity'], {
    type: 'text',
    cast: 'uuid',
    reference: 'opportunity',
    right: 'opportunity.read',
    is: { value: 't.opportunity_id' },
  }),
  fact('task.stageId', ['Etap kampanii', 'Stage of the campaign'], {
    type: 'text',
    cast: 'uuid',
    choices: campaignStages,
    right: 'campaign.read',
    is: { value: 't.stage_id' },
  }),
  fact('task.onTime', ['Zakończone w terminie', 'Finished in time'], {
    type: 'yes/no',
    is: { value: `(t.state = 'done' and t.due_at is not null and t.done_at <= t.due_at)` },
  }),
  fact('task.inCalendar', ['Stoi w kalendarzu', 'Stands in the calendar'], {
    type: 'yes/no',
    is: { value: 'y.in_calendar', needs: ['y'] },
  }),
  fact('task.onHome', ['Na stronie Dziś', 'On the Today page'], {
    type: 'yes/no',
    is: { value: 'y.on_home', needs: ['y'] },
  }),
  fact('task.isCall', ['To telefon', 'Is a call'], {
    type: 'yes/no',
    is: { value: `(y.channel is not distinct from 'phone')`, needs: ['y'] },
  }),
  fact('task.takesPart', ['Kto bierze udział', 'Who takes part'], {
    type: 'text',
    cast: 'uuid',
    isUser: true,
    choices: users,
    is: { from: 'task_users w where w.task_id = t.id', value: 'w.user_id' },
  }),
  fact('task.people', ['Komu zajmuje czas', 'Whose time it takes'], {
    type: 'text',
    cast: 'uuid',
    isUser: true,
    choices: users,
    is: {
      from: `(select own.id, own.owner_id as user_id from tasks own where own.owner_id is not null
        union all select also.task_id, also.user_id from task_users also) w where w.id = t.id`,
      value: 'w.user_id',
    },
  }),
  fact('task.spentMinutes', ['Czas wpisany albo rozmowy', 'Time worked or on the phone'], {
    type: 'number',
    is: { value: spentMinutes },
  }),
  fact('task.parentId', ['Zadanie główne', 'Main task'], {
    type: 'text',
    cast: 'uuid',
    reference: 'task',
    is: { value: 't.parent_id' },
  }),
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
    b: `left join users b on b.id = ${whoActed('t.created_by')}`,
    m: 'left join campaigns m on m.id = t.campaign_id',
    r: 'left join runs r on r.id = t.run_id left join scenario_versions v on v.id = r.version_id left join scenarios s on s.id = v.scenario_id',
  },
  scope: ({ viewer, params }) => visibleTasks(viewer, params),
  ...searchWithCustomer({ table: 'tasks', alias: 't', each: 3 }),
  fields: taskFields,
  own: 'task',
  ofCustomer: true,
  facts,
  related: [
    casesBeside('k.id = t.case_id'),
    opportunitiesBeside('o.id = t.opportunity_id'),
    filesBeside('task', 't.id'),
  ],
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
