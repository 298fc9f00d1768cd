import { keyOfTask } from '../../effect-keys.ts';
import { visible } from '../../scope.ts';
import { visibleTasks } from '../../task-scope.ts';
import { searchCondition } from '../../search-text.ts';
import { campaignStages, campaigns, taskTypes, users } from '../choices.ts';
import type { Asking, FactDefinition, FieldDefinition, ListDefinition, RelatedDefinition } from '../definition.ts';
import { fact, field, named, said } from '../fields.ts';
import { view } from '../standard.ts';
import {
  participantResults,
  runStates,
  sendingStates,
  shownParticipantStates,
  taskStates,
  whyInWords,
} from '../words.ts';
import { ofCustomer } from './beside.ts';
import { byCustomer } from './orders.ts';

/** From the row, and from the latest run while there are any. */
const progress = `case when a.state in ('left out', 'removed') then a.state when l.id is null then 'waiting'
  when l.state = 'ended' then 'done' else l.state end`;
/** Who was left out, or is stuck, is found by an index: the latest run of everybody would be looked up for them. */
const rare = (values: string) => `(${values} && array['waiting', 'running', 'done'] or a.state = any(${values})
  or ('stuck' = any(${values}) and a.id in (select q.participant_id from runs q where q.state = 'stuck')))`;
/** Of those with such a run, along the index of runs by stage and result: the latest one is looked up for them alone. */
const endedSo = (values: string) =>
  `a.id in (select q.participant_id from campaign_stages z join runs q on q.stage_id = z.id where q.state = 'ended' and q.result = any(${values}))`;
const steps = `case when l.state <> 'ended' then (select jsonb_agg(coalesce(v.graph #>> array['steps', t ->> 'step', 'name'],
    v.graph #>> array['steps', t ->> 'step', 'title'], t ->> 'step')) from json_array_elements(l.progress -> 'tokens') t) end`;

const fields: readonly FieldDefinition[] = [
  field('company', ['Klient', 'Customer'], {
    type: 'reference',
    value: 'a.company_id',
    show: named('c'),
    sort: byCustomer,
    needs: ['c'],
    fact: 'participant.companyId',
    reference: 'company',
    width: 220,
  }),
  field('person', ['Osoba', 'Person'], {
    type: 'reference',
    value: 'a.person_id',
    show: named('e', `concat_ws(' ', e.first_name, e.last_name)`),
    needs: ['e'],
    fact: 'participant.personId',
    reference: 'person',
    width: 130,
  }),
  field('campaign', ['Kampania', 'Campaign'], {
    type: 'reference',
    value: 'a.campaign_id',
    show: named('m'),
    needs: ['m'],
    fact: 'participant.campaignId',
    choices: campaigns,
    width: 180,
  }),
  field('state', ['Stan', 'State'], {
    type: 'choice',
    value: progress,
    needs: ['l'],
    fact: 'participant.progress',
    hint: rare,
    choices: shownParticipantStates,
    width: 110,
  }),
  field('stage', ['Etap', 'Stage'], {
    type: 'reference',
    value: 'h.id',
    show: named('h'),
    needs: ['l', 'h'],
    fact: 'participant.stageId',
    choices: campaignStages,
    width: 130,
  }),
  field('steps', ['Gdzie jest', 'Where'], { type: 'many', value: steps, needs: ['l', 'v'], width: 200 }),
  field('result', ['Wynik', 'Outcome'], {
    type: 'choice',
    value: 'l.result',
    needs: ['l'],
    fact: 'participant.outcome',
    hint: endedSo,
    choices: participantResults,
    width: 130,
  }),
  field('reason', ['Dlaczego', 'Why'], {
    type: 'text',
    value: 'a.reason',
    show: 'coalesce(a.reason, l.stuck_why, l.result_reason)',
    inWords: whyInWords,
    needs: ['l'],
    fact: 'participant.reason',
    width: 140,
  }),
  field('lastContact', ['Ostatni kontakt', 'Last contact'], {
    type: 'instant',
    value: 'f.last_contact_at',
    needs: ['f'],
    fact: 'company.lastContactAt',
    means: ['Kiedy ostatnio rozmawiano z klientem lub napisał.', 'When the customer was last talked to, or wrote.'],
    width: 140,
  }),
  field('dueAt', ['Następny krok', 'Next step'], {
    type: 'instant',
    value: `case when l.state = 'running' then l.due_at end`,
    needs: ['l'],
    fact: 'participant.dueAt',
    width: 140,
  }),
  field('owner', ['Opiekun', 'Owner'], {
    type: 'user',
    value: 'c.owner_id',
    show: named('o'),
    needs: ['c', 'o'],
    fact: 'company.ownerId',
    choices: users,
    width: 180,
  }),
  field('city', ['Miejscowość', 'Town'], {
    type: 'text',
    value: 'c.city',
    needs: ['c'],
    fact: 'company.city',
    width: 130,
  }),
  field('addedAt', ['Dodano', 'Added'], {
    type: 'instant',
    value: 'a.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'participant.addedAt',
    width: 140,
  }),
];

const facts: readonly FactDefinition[] = ofCustomer.filter(({ name }) => name === 'company.class');

const ofStage = (value: string) =>
  fact('participant.stageId', ['Etap', 'Stage'], {
    type: 'text',
    cast: 'uuid',
    choices: campaignStages,
    is: { value },
  });
const ofStep = fact('participant.step', ['Krok scenariusza', 'Step of the scenario'], {
  type: 'text',
  is: { value: 'e.step' },
});
/** What came of each run; its effects are found by it, along an index. */
const effectsOf = (kind: 'message' | 'task') => `runs r join effects e on e.run_id = r.id and e.kind = '${kind}'`;

/** The parts of which the numbers of the funnel are made (`campaign-funnel.ts`). */
const related: readonly RelatedDefinition[] = [
  {
    of: 'runs',
    title: said(['Przeszedł przez etap', 'Went through a stage']),
    from: 'runs r where r.participant_id = a.id',
    facts: [
      ofStage('r.stage_id'),
      fact('run.state', ['Stan', 'State'], { type: 'text', choices: runStates, is: { value: 'r.state' } }),
      fact('run.result', ['Wynik', 'Outcome'], {
        type: 'text',
        choices: participantResults,
        is: { value: 'r.result' },
      }),
      fact('run.replied', ['Odpowiedział', 'Replied'], {
        type: 'yes/no',
        is: {
          value: `exists (select 1 from run_inputs i where i.run_id = r.id and i.kind = 'happened'
            and i.what ->> 'event' = 'reply' and i.withdrawn_at is null)`,
        },
      }),
    ],
  },
  {
    of: 'sends',
    title: said(['Dostał wiadomość', 'Was sent a message']),
    from: `${effectsOf('message')} where r.participant_id = a.id`,
    facts: [
      ofStage('r.stage_id'),
      ofStep,
      fact('send.state', ['Stan wysyłki', 'State of sending'], {
        type: 'text',
        choices: sendingStates,
        is: { value: 'e.state' },
      }),
      fact('send.opened', ['Otwarta', 'Opened'], {
        type: 'yes/no',
        is: {
          value: 'exists (select 1 from messages m where m.effect_key = e.key and m.opened_at is not null)',
        },
      }),
    ],
  },
  {
    of: 'tasks',
    title: said(['Miał zadanie kampanii', 'Had a task of the campaign']),
    right: 'task.read',
    from: ({ viewer, params }: Asking) =>
      `${effectsOf('task')} join tasks t on ${keyOfTask} left join task_types y on y.code = t.type
        where r.participant_id = a.id and ${visibleTasks(viewer, params)}`,
    facts: [
      ofStage('r.stage_id'),
      ofStep,
      fact('task.type', ['Rodzaj', 'Type'], { type: 'text', choices: taskTypes, is: { value: 't.type' } }),
      fact('task.state', ['Stan', 'State'], { type: 'text', choices: taskStates, is: { value: 't.state' } }),
      fact('task.isCall', ['To telefon', 'Is a call'], {
        type: 'yes/no',
        is: { value: `coalesce(y.channel = 'phone', false)` },
      }),
    ],
  },
];

const columns = ['company', 'person', 'campaign', 'state', 'stage', 'result', 'reason', 'lastContact'];
const byName = [{ field: 'company' }];
const isIn = (state: string) => ({ field: 'participant.progress', operator: '=', value: state }) as const;

export const participants: ListDefinition = {
  kind: 'participants',
  right: 'campaign.read',
  table: 'participants',
  alias: 'a',
  // Nobody edits one: what happens to a participant is in its runs.
  version: '1',
  called: `(select k.name from companies k where k.id = a.company_id)`,
  joins: {
    c: 'left join companies c on c.id = a.company_id',
    f: 'left join company_facts f on f.company_id = a.company_id',
    e: 'left join people e on e.id = a.person_id',
    m: 'left join campaigns m on m.id = a.campaign_id',
    o: 'left join users o on o.id = c.owner_id',
    l: `left join lateral (select r.* from runs r join campaign_stages s on s.id = r.stage_id where r.participant_id = a.id
      order by (r.state <> 'ended') desc, s.position desc limit 1) l on true`,
    h: 'left join campaign_stages h on h.id = l.stage_id',
    v: 'left join scenario_versions v on v.id = l.version_id',
  },
  scope: ({ viewer }) =>
    `exists (select 1 from companies k where k.id = a.company_id and ${visible('companies', viewer, 'k')})`,
  // By the words of the customer: a participant has none of its own.
  search: (typed, { viewer, params }) => {
    const said = searchCondition(typed, 'k', (value) => params.add(value));
    return (
      said && `a.company_id in (select k.id from companies k where ${visible('companies', viewer, 'k')} and ${said})`
    );
  },
  fields,
  ofCustomer: true,
  facts,
  related,
  standard: [
    view('participants:all', ['Wszyscy', 'All'], { columns, sort: byName }),
    view('participants:running', ['W drodze', 'On the way'], {
      columns: ['company', 'person', 'campaign', 'stage', 'steps', 'dueAt', 'lastContact'],
      sort: byName,
      rules: [isIn('running')],
    }),
    view('participants:stuck', ['Utknęli', 'Stuck'], { columns, sort: byName, rules: [isIn('stuck')] }),
    view('participants:success', ['Z sukcesem', 'With success'], {
      columns: ['company', 'person', 'campaign', 'stage', 'result', 'lastContact', 'owner'],
      sort: byName,
      rules: [{ field: 'participant.outcome', operator: '=', value: 'success' }],
    }),
    view('participants:mine', ['Moi klienci', 'My customers'], {
      columns,
      sort: byName,
      rules: [{ field: 'company.ownerId', operator: '=', value: 'me' }],
    }),
    view('participants:out', ['Pominięci', 'Left out'], {
      columns: ['company', 'person', 'campaign', 'reason', 'addedAt'],
      sort: byName,
      rules: [isIn('left out')],
    }),
  ],
  order: byName,
};
