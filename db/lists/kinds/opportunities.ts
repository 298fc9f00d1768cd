import { may, seesEverybody } from '../../../domain/access.ts';
import { visible } from '../../scope.ts';
import { visibleOpportunities } from '../../opportunity-scope.ts';
import { searchCondition } from '../../search-text.ts';
import { visibleTasks } from '../../task-scope.ts';
import { currencies, lostReasons, opportunityStages, users } from '../choices.ts';
import type { Asking, FactDefinition, FieldDefinition, ListDefinition, Sql } from '../definition.ts';
import { fact, field, money, named } from '../fields.ts';
import { view } from '../standard.ts';
import { opportunityStates } from '../words.ts';
import { casesBeside, filesBeside, messagesBeside, ofCustomer, tied } from './beside.ts';
import { tasksBeside } from './beside-work.ts';
import { byCustomer, byPerson, isDayPast } from './orders.ts';

const edit = 'opportunity.edit';
const overdue = isDayPast('o.expected_on', `o.state = 'open'`);

/** Of the open tasks tied to it that the viewer sees (rule 20). */
function ofTasks(what: string): Sql {
  return ({ viewer, params }: Asking) =>
    `(select ${what} from tasks t where t.opportunity_id = o.id and t.state = 'open' and ${visibleTasks(viewer, params)})`;
}

/** Whose opportunity it is stays with them when the customer goes to somebody else; who the customer is does not. */
function ifSeen(shown: string, type: 'jsonb' | 'text' = 'jsonb'): Sql {
  return ({ viewer }) => {
    if (!may(viewer, 'company.read')) return `null::${type}`;
    return seesEverybody(viewer) ? shown : `case when ${visible('companies', viewer, 'c')} then ${shown} end`;
  };
}

const fields: readonly FieldDefinition[] = [
  field('name', ['Szansa', 'Opportunity'], {
    type: 'text',
    value: 'o.name',
    sort: 'text',
    required: true,
    fact: 'opportunity.name',
    within: 'o.search_text',
    width: 260,
    edit,
  }),
  field('company', ['Klient', 'Customer'], {
    type: 'reference',
    value: 'o.company_id',
    show: ifSeen(named('c')),
    sort: { ...byCustomer, ofSeen: ifSeen('c.name collate "pl-x-icu"', 'text') },
    needs: ['c'],
    fact: 'opportunity.companyId',
    reference: 'company',
    width: 200,
  }),
  field('person', ['Osoba', 'Person'], {
    type: 'reference',
    value: 'o.person_id',
    show: ifSeen(named('p', `concat_ws(' ', p.first_name, p.last_name)`)),
    needs: ['c', 'p'],
    fact: 'opportunity.personId',
    reference: 'person',
    width: 160,
    edit,
  }),
  field('value', ['Wartość', 'Value'], {
    type: 'money',
    value: 'o.value_minor',
    show: money('o.value_minor', 'o.currency'),
    sort: 'bigint',
    required: true,
    fact: 'opportunity.valueMinor',
    width: 130,
    edit,
  }),
  field('currency', ['Waluta', 'Currency'], {
    type: 'choice',
    value: 'o.currency',
    fact: 'opportunity.currency',
    choices: currencies,
    width: 80,
  }),
  field('probability', ['Prawdopodobieństwo', 'Probability'], {
    type: 'percent',
    value: 'o.probability',
    sort: 'integer',
    required: true,
    fact: 'opportunity.probability',
    width: 150,
    edit,
  }),
  field('weighted', ['Ważona', 'Weighted'], {
    type: 'money',
    value: 'o.weighted_minor',
    show: money('o.weighted_minor', 'o.currency'),
    sort: 'bigint',
    required: true,
    fact: 'opportunity.weightedMinor',
    width: 130,
  }),
  field('stage', ['Etap', 'Stage'], {
    type: 'choice',
    value: 'o.stage',
    fact: 'opportunity.stage',
    choices: opportunityStages,
    width: 160,
    edit,
  }),
  field('stageSince', ['W etapie od', 'In the stage since'], {
    type: 'instant',
    value: 'o.stage_since',
    sort: 'timestamptz',
    required: true,
    fact: 'opportunity.stageSince',
    width: 130,
  }),
  field('state', ['Stan', 'State'], {
    type: 'choice',
    value: 'o.state',
    fact: 'opportunity.state',
    choices: opportunityStates,
    width: 110,
  }),
  field('owner', ['Prowadzi', 'Owner'], {
    type: 'user',
    value: 'o.owner_id',
    show: named('u'),
    sort: byPerson('u', 'o.owner_id'),
    needs: ['u'],
    fact: 'opportunity.ownerId',
    choices: users,
    width: 190,
    edit,
  }),
  field('expectedOn', ['Oczekiwane zamknięcie', 'Expected close'], {
    type: 'date',
    value: 'o.expected_on',
    sort: 'date',
    fact: 'opportunity.expectedOn',
    width: 176,
    edit,
  }),
  field('overdue', ['Po oczekiwanym dniu', 'Past the expected day'], {
    type: 'yes/no',
    value: overdue,
    fact: 'opportunity.overdue',
    width: 110,
  }),
  field('nextTask', ['Najbliższe zadanie', 'Next task'], {
    type: 'instant',
    value: ofTasks(`min(nullif(t.moment, 'infinity'))`),
    right: 'task.read',
    width: 150,
  }),
  field('openTasks', ['Otwarte zadania', 'Open tasks'], {
    type: 'number',
    value: ofTasks('count(*)'),
    right: 'task.read',
    width: 100,
  }),
  field('lostReason', ['Powód przegranej', 'Reason of the loss'], {
    type: 'choice',
    value: 'o.lost_reason',
    fact: 'opportunity.lostReason',
    choices: lostReasons,
    width: 160,
  }),
  field('lostNote', ['Uwaga o przegranej', 'Note on the loss'], { type: 'text', value: 'o.lost_note', width: 200 }),
  field('description', ['Opis', 'Description'], { type: 'text', value: 'left(o.description, 200)', width: 240 }),
  field('closedAt', ['Zamknięto', 'Closed'], {
    type: 'instant',
    value: 'o.closed_at',
    sort: 'timestamptz',
    fact: 'opportunity.closedAt',
    width: 130,
  }),
  field('createdAt', ['Założono', 'Made'], {
    type: 'instant',
    value: 'o.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'opportunity.createdAt',
    width: 130,
  }),
  field('updatedAt', ['Zmieniono', 'Changed'], {
    type: 'instant',
    value: 'o.updated_at',
    sort: 'timestamptz',
    required: true,
    fact: 'opportunity.updatedAt',
    width: 130,
  }),
];

const facts: readonly FactDefinition[] = [
  ...ofCustomer,
  fact('opportunity.daysInStage', ['Dni w etapie', 'Days in the stage'], {
    type: 'number',
    is: { value: '(current_date - o.stage_since::date)' },
  }),
  fact('opportunity.closedOn', ['Dzień zamknięcia', 'Day of the close'], {
    type: 'date',
    is: { value: ({ viewer, params }) => `(o.closed_at at time zone ${params.add(viewer.timeZone)})::date` },
  }),
];

const columns = ['name', 'company', 'value', 'probability', 'expectedOn', 'stage', 'nextTask', 'owner'];
const byDay = [{ field: 'expectedOn' }];
const newestClosed = [{ field: 'closedAt', descending: true }];
const is = (state: string) => ({ field: 'opportunity.state', operator: '=', value: state }) as const;
const mine = { field: 'opportunity.ownerId', operator: '=', value: 'me' } as const;

export const opportunities: ListDefinition = {
  kind: 'opportunities',
  right: 'opportunity.read',
  table: 'opportunities',
  alias: 'o',
  called: 'o.name',
  joins: {
    c: 'left join companies c on c.id = o.company_id',
    p: 'left join people p on p.id = o.person_id',
    u: 'left join users u on u.id = o.owner_id',
  },
  scope: ({ viewer, params }) => visibleOpportunities(viewer, params),
  search: (typed, { params }) => searchCondition(typed, 'o', (value) => params.add(value)),
  fields,
  own: 'opportunity',
  ofCustomer: true,
  facts,
  related: [
    tasksBeside(tied('t.opportunity_id', 'o.id')),
    messagesBeside(tied('m.opportunity_id', 'o.id')),
    casesBeside('k.company_id = o.company_id'),
    filesBeside('opportunity', 'o.id'),
  ],
  standard: [
    view('opportunities:open', ['Otwarte', 'Open'], { columns, sort: byDay, rules: [is('open')] }),
    view('opportunities:mine', ['Moje', 'Mine'], { columns, sort: byDay, rules: [is('open'), mine] }),
    view('opportunities:idle', ['Bez zadania', 'Without a task'], {
      columns,
      sort: byDay,
      rules: [
        is('open'),
        {
          combinator: 'and',
          not: true,
          of: 'tasks',
          rules: [{ field: 'task.state', operator: '=', value: 'open' }],
        },
      ],
    }),
    view('opportunities:won', ['Wygrane', 'Won'], {
      columns: ['name', 'company', 'value', 'closedAt', 'owner', 'stage', 'state'],
      sort: newestClosed,
      rules: [is('won')],
    }),
    view('opportunities:lost', ['Przegrane', 'Lost'], {
      columns: ['name', 'company', 'value', 'closedAt', 'lostReason', 'lostNote', 'owner', 'state'],
      sort: newestClosed,
      rules: [is('lost')],
    }),
  ],
  order: byDay,
  board: {
    stages: 'opportunity_stages',
    fact: 'opportunity.stage',
    rules: [is('open')],
    sort: byDay,
    columns: ['name', 'company', 'owner', 'value', 'probability', 'expectedOn', 'overdue', 'openTasks'],
  },
};
