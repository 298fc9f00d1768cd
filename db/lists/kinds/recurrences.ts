import { may, seesEverybody } from '../../../domain/access.ts';
import { readRule } from '../../../domain/recurrence/rule.ts';
import { sayRule } from '../../../domain/recurrence/say.ts';
import { seenRecurrences } from '../../recurrence-page.ts';
import { visible } from '../../scope.ts';
import { searchCondition } from '../../search-text.ts';
import { visibleTasks } from '../../task-scope.ts';
import { queues, taskTypes, users } from '../choices.ts';
import type { Asking, FactDefinition, FieldDefinition, ListDefinition } from '../definition.ts';
import { fact, field, named } from '../fields.ts';
import { view } from '../standard.ts';
import { absenceRules, holidayRules, priorities, rhythms } from '../words.ts';
import { byWords, whoActed } from './orders.ts';

const title = `(r.task ->> 'title')`;
const isActive = `(r.ended_at is null and (r.ends_on is null or r.ends_on >= current_date))`;
/** Work that stands today or later, by the clock of the rule: a day off or a hand may have put it on another day than the rule's. */
const toCome = `t.recurrence_id = r.id and t.state = 'open' and t.moment < 'infinity'
  and t.moment >= date_trunc('day', now() at time zone r.time_zone) at time zone r.time_zone`;
const next = `((select min(t.moment) from tasks t where ${toCome}) at time zone r.time_zone)::date`;

/** The one that comes next, or the last one where none does; as far as the viewer sees it. */
function nearest({ viewer, params }: Asking): string {
  const found = (which: string, order: string) =>
    `(select ${named('t', 't.title')} from tasks t where ${which} and ${visibleTasks(viewer, params)} order by ${order} limit 1)`;
  return `coalesce(${found(toCome, 't.moment, t.recurs_on')}, ${found('t.recurrence_id = r.id', 't.recurs_on desc')})`;
}

/** Whoever sees the recurrence may not see whom it is about. */
function ofSeen(value: string) {
  return ({ viewer }: Asking) =>
    seesEverybody(viewer) ? value : `case when ${visible('companies', viewer, 'c')} then ${value} end`;
}

type Rhythm = { readonly rule: string; readonly at: string | null };

const fields: readonly FieldDefinition[] = [
  field('title', ['Zadanie', 'Task'], {
    type: 'text',
    value: title,
    sort: 'text',
    required: true,
    fact: 'recurrence.title',
    width: 220,
  }),
  field('rhythm', ['Powtarza się', 'Repeats'], {
    type: 'text',
    value: `jsonb_build_object('rule', r.rule, 'at', r.local_time)`,
    inWords: (value) => {
      const { rule, at } = value as Rhythm;
      return sayRule(readRule(rule), at);
    },
    width: 240,
  }),
  field('next', ['Następne', 'Next'], {
    type: 'date',
    value: next,
    computed: 'date',
    fact: 'recurrence.nextOn',
    width: 130,
  }),
  field('task', ['Najbliższe zadanie', 'Nearest task'], { type: 'reference', value: nearest, width: 200 }),
  field('owner', ['Wykonawca', 'Owner'], {
    type: 'user',
    value: 'r.owner_id',
    show: named('o'),
    sort: { by: '', cast: 'text', nullable: true, computed: 'o.name collate "pl-x-icu"', needs: ['o'] },
    needs: ['o'],
    fact: 'recurrence.ownerId',
    choices: users,
    width: 165,
  }),
  field('queue', ['Kolejka', 'Queue'], {
    type: 'choice',
    value: `(r.task ->> 'queue')`,
    fact: 'recurrence.queue',
    choices: queues,
    width: 130,
  }),
  field('company', ['Klient', 'Customer'], {
    type: 'reference',
    value: ofSeen('r.company_id'),
    show: ofSeen(named('c')),
    sort: { by: '', cast: 'text', nullable: true, computed: ofSeen('c.name collate "pl-x-icu"'), needs: ['c'] },
    needs: ['c'],
    fact: 'recurrence.companyId',
    reference: 'company',
    right: 'company.read',
    width: 180,
  }),
  field('active', ['Czynne', 'Active'], { type: 'yes/no', value: isActive, fact: 'recurrence.active', width: 90 }),
  field('type', ['Rodzaj', 'Type'], {
    type: 'choice',
    value: `(r.task ->> 'type')`,
    fact: 'recurrence.type',
    choices: taskTypes,
    width: 110,
  }),
  field('priority', ['Priorytet', 'Priority'], {
    type: 'choice',
    value: `coalesce(r.task ->> 'priority', 'normal')`,
    fact: 'recurrence.priority',
    choices: priorities,
    width: 100,
  }),
  field('missed', ['Przepadło', 'Missed'], {
    type: 'number',
    value: `(select count(*) from recurrence_days d where d.recurrence_id = r.id and d.state = 'missed')`,
    fact: 'recurrence.missed',
    means: ['Dni, w których zadania nie utworzono.', 'Days whose task was not made.'],
    width: 100,
  }),
  field('startsOn', ['Od', 'From'], {
    type: 'date',
    value: 'r.starts_on',
    computed: 'date',
    fact: 'recurrence.startsOn',
    width: 130,
  }),
  field('endsOn', ['Do', 'Until'], {
    type: 'date',
    value: 'r.ends_on',
    computed: 'date',
    fact: 'recurrence.endsOn',
    width: 110,
  }),
  field('holidays', ['W dzień wolny', 'On a day off'], {
    type: 'choice',
    value: 'r.holidays',
    fact: 'recurrence.holidays',
    choices: holidayRules,
    width: 180,
  }),
  field('whenAway', ['Gdy wykonawcy nie ma', 'When its owner is away'], {
    type: 'choice',
    value: 'r.when_away',
    fact: 'recurrence.whenAway',
    choices: absenceRules,
    width: 150,
  }),
  field('createdAt', ['Dodano', 'Added'], {
    type: 'instant',
    value: 'r.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'recurrence.createdAt',
    width: 140,
  }),
  field('createdBy', ['Kto dodał', 'Added by'], {
    type: 'user',
    value: whoActed('r.created_by'),
    show: named('b'),
    needs: ['b'],
    fact: 'recurrence.createdBy',
    choices: users,
    width: 180,
  }),
  field('updatedAt', ['Zmieniono', 'Changed'], {
    type: 'instant',
    value: 'r.updated_at',
    fact: 'recurrence.updatedAt',
    width: 140,
  }),
];

const facts: readonly FactDefinition[] = [
  fact('recurrence.rhythm', ['Rytm', 'Rhythm'], {
    type: 'text',
    choices: rhythms,
    is: { value: `substring(r.rule from 'FREQ=([A-Z]+)')` },
  }),
];

const columns = ['title', 'rhythm', 'next', 'endsOn', 'company', 'owner'];
const soonest = [{ field: 'next' }];
const byTitle = [{ field: 'title' }];
const active = { field: 'recurrence.active', operator: '=', value: true } as const;

export const recurrences: ListDefinition = {
  kind: 'recurrences',
  right: 'task.read',
  table: 'recurrences',
  alias: 'r',
  called: title,
  joins: {
    o: 'left join users o on o.id = r.owner_id',
    c: 'left join companies c on c.id = r.company_id',
    b: `left join users b on b.id = ${whoActed('r.created_by')}`,
  },
  scope: ({ viewer, params }) => seenRecurrences(viewer, params),
  // By its own words, or by those of its customer.
  search: (typed, asking) => {
    const { viewer, params } = asking;
    const own = byWords(title)(typed, asking);
    const said = may(viewer, 'company.read') && searchCondition(typed, 'k', (value) => params.add(value));
    if (!own || !said) return own;
    return `(${own} or r.company_id in (select k.id from companies k where ${visible('companies', viewer, 'k')} and ${said}))`;
  },
  fields,
  facts,
  related: [],
  standard: [
    view('recurrences:mine', ['Moje', 'Mine'], {
      columns,
      sort: soonest,
      rules: [active, { field: 'recurrence.ownerId', operator: '=', value: 'me' }],
    }),
    view('recurrences:team', ['Moich ludzi', 'Of my people'], {
      columns,
      sort: soonest,
      rules: [active, { field: 'recurrence.ownerId', operator: '=', value: 'my people' }],
    }),
    view('recurrences:queues', ['W kolejkach', 'In queues'], {
      columns: ['title', 'rhythm', 'next', 'company', 'queue'],
      sort: soonest,
      rules: [
        active,
        { field: 'recurrence.queue', operator: 'notNull' },
        { field: 'recurrence.ownerId', operator: 'null' },
      ],
    }),
    // By the name: by the next day only so many can be sorted.
    view('recurrences:all', ['Wszystkie czynne', 'All active'], { columns, sort: byTitle, rules: [active] }),
    view('recurrences:ended', ['Zakończone', 'Ended'], {
      columns: ['title', 'rhythm', 'company', 'owner', 'endsOn', 'updatedAt'],
      sort: [{ field: 'createdAt', descending: true }],
      rules: [{ ...active, value: false }],
    }),
  ],
  order: byTitle,
};
