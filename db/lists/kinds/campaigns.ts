import { ofSeenCustomers, visible } from '../../scope.ts';
import { visibleTasks } from '../../task-scope.ts';
import { users } from '../choices.ts';
import type { FieldDefinition, ListDefinition, RelatedDefinition, Sql } from '../definition.ts';
import { fact, field, money, named, said } from '../fields.ts';
import { view } from '../standard.ts';
import { campaignKinds, campaignStates, goalMeasures } from '../words.ts';
import { filesBeside, messagesBeside, ofParticipant, tied } from './beside.ts';
import { tasksBeside } from './beside-work.ts';
import { byPerson, byWords } from './orders.ts';

/** How many of what the goal counts; null before the start. As the goal's set in `campaign-funnel.ts`, for many at once. */
const reached: Sql = ({ viewer, params }) => `case when g.started_at is null then null
  when g.goal_measure = 'success' then (select count(distinct r.participant_id) from campaign_stages h
    join runs r on r.stage_id = h.id and r.state = 'ended' and r.result = 'success' and ${ofSeenCustomers(viewer, 'r.company_id')} where h.campaign_id = g.id)
  when g.goal_measure = 'call' then (select count(distinct e.participant_id) from tasks t
    join effects e on e.key = t.effect_key join task_types y on y.code = t.type and y.channel = 'phone'
    where t.campaign_id = g.id and t.state = 'done' and ${visibleTasks(viewer, params)} and ${ofSeenCustomers(viewer, 'e.company_id')})
  else (select count(distinct r.participant_id) from campaign_stages h join runs r on r.stage_id = h.id
    join run_inputs i on i.run_id = r.id where h.campaign_id = g.id and i.kind = 'happened'
      and i.what ->> 'event' = 'reply' and i.withdrawn_at is null and ${ofSeenCustomers(viewer, 'r.company_id')}) end`;

/** What was spent, in the currency of the campaign. */
const spent = `(select sum(x.amount_minor)::bigint from campaign_costs x
  where x.campaign_id = g.id and x.kind = 'cost' and x.currency = g.currency)`;

const stages = (which: string) =>
  `(select jsonb_agg(h.name order by h.position) from campaign_stages h where h.campaign_id = g.id and ${which})`;

const fields: readonly FieldDefinition[] = [
  field('name', ['Kampania', 'Campaign'], {
    type: 'text',
    value: 'g.name',
    sort: 'text',
    required: true,
    fact: 'campaign.name',
    width: 260,
  }),
  field('kind', ['Rodzaj', 'Kind'], {
    type: 'choice',
    value: 'g.kind',
    fact: 'campaign.kind',
    choices: campaignKinds,
    width: 130,
  }),
  field('state', ['Stan', 'State'], {
    type: 'choice',
    value: 'g.state',
    fact: 'campaign.state',
    choices: campaignStates,
    width: 180,
  }),
  field('paused', ['Wstrzymana', 'Paused'], {
    type: 'yes/no',
    value: `exists (select 1 from freezes f where f.scope_kind = 'campaign' and f.scope_id = g.id and f.frozen_to is null)`,
    fact: 'campaign.paused',
    width: 110,
  }),
  field('openStages', ['Otwarte etapy', 'Open stages'], {
    type: 'many',
    value: stages(`h.state in ('open', 'closing')`),
    width: 150,
  }),
  field('stages', ['Etapy', 'Stages'], {
    type: 'number',
    value: '(select count(*) from campaign_stages h where h.campaign_id = g.id)',
    width: 80,
  }),
  field('participants', ['Uczestnicy', 'Participants'], {
    type: 'number',
    value: ({ viewer }) =>
      `(select count(*) from participants a where a.campaign_id = g.id and a.state not in ('left out', 'removed') and ${ofSeenCustomers(viewer, 'a.company_id')})`,
    width: 110,
  }),
  field('reached', ['Osiągnięto', 'Reached'], { type: 'number', value: reached, width: 160 }),
  field('goalCount', ['Cel', 'Goal'], {
    type: 'number',
    value: 'g.goal_count',
    sort: 'integer',
    fact: 'campaign.goalCount',
    width: 90,
  }),
  field('goalMeasure', ['Cel liczony jako', 'Goal counted as'], {
    type: 'choice',
    value: 'g.goal_measure',
    fact: 'campaign.goalMeasure',
    choices: goalMeasures,
    width: 150,
  }),
  field('goal', ['Cel w słowach', 'Goal in words'], { type: 'text', value: 'left(g.goal_text, 200)', width: 220 }),
  field('startsOn', ['Początek', 'Start'], {
    type: 'date',
    value: 'g.starts_on',
    sort: 'date',
    required: true,
    fact: 'campaign.startsOn',
    width: 150,
  }),
  field('endsOn', ['Koniec', 'End'], {
    type: 'date',
    value: 'g.ends_on',
    sort: 'date',
    required: true,
    fact: 'campaign.endsOn',
    width: 150,
  }),
  field('supervisor', ['Nadzór', 'Supervisor'], {
    type: 'user',
    value: 'g.supervisor_id',
    show: named('u'),
    sort: byPerson('u', 'g.supervisor_id'),
    needs: ['u'],
    fact: 'campaign.supervisorId',
    choices: users,
    width: 190,
  }),
  field('budget', ['Budżet', 'Budget'], {
    type: 'money',
    value: 'g.budget_minor',
    show: money('g.budget_minor', 'g.currency'),
    sort: 'bigint',
    fact: 'campaign.budgetMinor',
    width: 130,
  }),
  field('spent', ['Wydano', 'Spent'], { type: 'money', value: spent, show: money(spent, 'g.currency'), width: 130 }),
  field('createdAt', ['Założono', 'Made'], {
    type: 'instant',
    value: 'g.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'campaign.createdAt',
    width: 130,
  }),
  field('startedAt', ['Ruszyła', 'Started'], {
    type: 'instant',
    value: 'g.started_at',
    fact: 'campaign.startedAt',
    width: 130,
  }),
  field('endedAt', ['Zakończyła się', 'Ended'], {
    type: 'instant',
    value: 'g.ended_at',
    fact: 'campaign.endedAt',
    width: 130,
  }),
];

const participants: RelatedDefinition = {
  of: 'participants',
  title: said(['Ma uczestnika', 'Has a participant']),
  right: 'company.read',
  from: ({ viewer }) =>
    `participants a join companies c on c.id = a.company_id where a.campaign_id = g.id and ${visible('companies', viewer, 'c')}`,
  facts: [
    ...ofParticipant,
    fact('company.name', ['Klient', 'Customer'], { type: 'text', is: { value: 'c.name' } }),
    fact('company.class', ['Klasa klienta', 'Class of the customer'], { type: 'text', is: { value: 'c.class' } }),
  ],
};

const columns = ['name', 'state', 'openStages', 'reached', 'startsOn', 'endsOn', 'supervisor'];
const newest = [{ field: 'createdAt', descending: true }];
const isIn = (...states: string[]) => ({ field: 'campaign.state', operator: 'in', value: states }) as const;

export const campaigns: ListDefinition = {
  kind: 'campaigns',
  right: 'campaign.read',
  table: 'campaigns',
  alias: 'g',
  called: 'g.name',
  joins: { u: 'left join users u on u.id = g.supervisor_id' },
  scope: () => 'true',
  search: byWords('g.name'),
  fields,
  facts: [],
  own: 'campaign',
  related: [
    participants,
    tasksBeside(tied('t.campaign_id', 'g.id')),
    messagesBeside(tied('m.campaign_id', 'g.id')),
    filesBeside('campaign', 'g.id'),
  ],
  standard: [
    view('campaigns:all', ['Wszystkie', 'All'], { columns, sort: newest }),
    view('campaigns:running', ['Trwają', 'Running'], {
      columns,
      sort: [{ field: 'endsOn' }],
      rules: [isIn('starting', 'running', 'ending')],
    }),
    view('campaigns:mine', ['Moje', 'Mine'], {
      columns,
      sort: newest,
      rules: [{ field: 'campaign.supervisorId', operator: '=', value: 'me' }],
    }),
    view('campaigns:submitted', ['Do zatwierdzenia', 'To be approved'], {
      columns: ['name', 'supervisor', 'startsOn', 'endsOn', 'budget', 'goalCount', 'state'],
      sort: newest,
      rules: [isIn('submitted')],
    }),
    view('campaigns:drafts', ['Szkice', 'Drafts'], { columns, sort: newest, rules: [isIn('draft', 'approved')] }),
    view('campaigns:ended', ['Zakończone', 'Ended'], {
      columns: ['name', 'state', 'reached', 'goalCount', 'budget', 'spent', 'startsOn', 'endsOn', 'supervisor'],
      sort: [{ field: 'endsOn', descending: true }],
      rules: [isIn('ended', 'cancelled')],
    }),
  ],
  order: newest,
};
