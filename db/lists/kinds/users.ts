import { likeable, searchWords } from '../../search-text.ts';
import { visibleTasks } from '../../task-scope.ts';
import { profilesHeldBy } from '../../viewers.ts';
import { profiles, teams, users as colleagues } from '../choices.ts';
import type { Asking, FieldDefinition, ListDefinition } from '../definition.ts';
import { fact, field, named } from '../fields.ts';
import { view } from '../standard.ts';
import { languages, userStates } from '../words.ts';
import { tasksBeside } from './beside-work.ts';
import { atMost, byPerson } from './orders.ts';

const text = `plain_text(u.name || ' ' || u.email)`;
/** Beyond the name, who somebody is to the panel is for those who keep accounts. */
const right = 'user.edit';

const openTasks = ({ viewer, params }: Asking) =>
  atMost(`tasks t where t.owner_id = u.id and t.state = 'open' and ${visibleTasks(viewer, params)}`);

const fields: readonly FieldDefinition[] = [
  field('name', ['Imię i nazwisko', 'Name'], {
    type: 'text',
    value: 'u.name',
    sort: 'text',
    required: true,
    fact: 'user.name',
    width: 200,
  }),
  field('email', ['E-mail', 'E-mail'], {
    type: 'text',
    value: 'u.email',
    // As the index of addresses says it, so that two that differ by a capital are one.
    sort: { by: 'lower(u.email)', cast: 'text', nullable: false },
    fact: 'user.email',
    width: 200,
  }),
  {
    ...field('profiles', ['Profile uprawnień', 'Profiles of rights'], {
      type: 'many',
      value: `(select jsonb_agg(p.code order by p.position, p.code) from ${profilesHeldBy('u')})`,
      choices: profiles,
      right,
      width: 150,
    }),
    fact: fact('user.profiles', ['Profile uprawnień', 'Profiles of rights'], {
      type: 'text',
      choices: profiles,
      right,
      is: { from: profilesHeldBy('u'), value: 'p.code' },
    }),
  },
  {
    ...field('teams', ['Zespoły', 'Teams'], {
      type: 'many',
      value: `(select jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name) order by k.name collate "pl-x-icu", k.id)
        from team_members m join teams k on k.id = m.team_id where m.user_id = u.id)`,
      width: 130,
    }),
    fact: fact('user.teams', ['Zespoły', 'Teams'], {
      type: 'text',
      cast: 'uuid',
      choices: teams,
      is: { from: 'team_members m where m.user_id = u.id', value: 'm.team_id' },
    }),
  },
  field('superior', ['Przełożony', 'Superior'], {
    type: 'user',
    value: 'u.superior_id',
    show: named('s'),
    sort: byPerson('s', 'u.superior_id'),
    needs: ['s'],
    fact: 'user.superiorId',
    choices: colleagues,
    width: 180,
  }),
  field('state', ['Stan', 'State'], {
    type: 'choice',
    value: `case when u.active then 'active' else 'off' end`,
    fact: 'user.state',
    choices: userStates,
    width: 120,
  }),
  field('lastSeen', ['Ostatnio tutaj', 'Last here'], {
    type: 'instant',
    value: 'u.last_seen_at',
    // Written at every visit, so no index carries it.
    computed: 'timestamptz',
    fact: 'user.lastSeenAt',
    right,
    width: 130,
  }),
  field('openTasks', ['Otwarte zadania', 'Open tasks'], {
    type: 'number',
    value: openTasks,
    computed: 'bigint',
    fact: 'user.openTasks',
    right: 'task.read',
    means: [
      'Otwarte zadania tej osoby, które widzisz; ponad 10 000 stoi jako 10 001.',
      'Open tasks of this person that you see; more than 10,000 stand as 10,001.',
    ],
    width: 120,
  }),
  field('language', ['Język', 'Language'], {
    type: 'choice',
    value: 'u.language',
    fact: 'user.language',
    choices: languages,
    right,
    width: 110,
  }),
  field('phone', ['Telefon', 'Phone'], { type: 'text', value: 'u.phone', fact: 'user.phone', right, width: 150 }),
  field('createdAt', ['Dodano', 'Added'], {
    type: 'instant',
    value: 'u.created_at',
    computed: 'timestamptz',
    fact: 'user.createdAt',
    width: 140,
  }),
];

const columns = ['name', 'email', 'profiles', 'teams', 'superior', 'lastSeen', 'openTasks'];
const byName = [{ field: 'name' }];
const isIn = (state: string) => ({ field: 'user.state', operator: '=', value: state }) as const;

export const users: ListDefinition = {
  kind: 'users',
  right: 'user.read',
  table: 'users',
  alias: 'u',
  called: 'u.name',
  joins: { s: 'left join users s on s.id = u.superior_id' },
  scope: () => 'true',
  search: (typed, { params }) => {
    const parts = searchWords(typed).map(
      (word) => `${text} like '%' || plain_text(${params.add(likeable(word))}) || '%'`,
    );
    return parts.length === 0 ? undefined : parts.join(' and ');
  },
  fields,
  facts: [],
  related: [tasksBeside('t.owner_id = u.id')],
  standard: [
    view('users:active', ['Czynni', 'Active'], { columns, sort: byName, rules: [isIn('active')] }),
    view('users:mine', ['Moi podwładni', 'Who reports to me'], {
      columns,
      sort: byName,
      rules: [isIn('active'), { field: 'user.superiorId', operator: '=', value: 'me' }],
    }),
    view('users:unseen', ['Dawno ich nie było', 'Not seen for long'], {
      columns: ['name', 'email', 'profiles', 'superior', 'lastSeen', 'openTasks'],
      sort: [{ field: 'lastSeen' }],
      rules: [
        isIn('active'),
        {
          combinator: 'or',
          rules: [
            { field: 'user.lastSeenAt', operator: '<', value: { days: -30 } },
            { field: 'user.lastSeenAt', operator: 'null' },
          ],
        },
      ],
    }),
    view('users:off', ['Wyłączeni', 'Switched off'], {
      columns: ['name', 'email', 'profiles', 'superior', 'lastSeen', 'openTasks'],
      sort: byName,
      rules: [isIn('off')],
    }),
    view('users:all', ['Wszyscy', 'Everybody'], {
      columns: ['name', 'email', 'state', ...columns.slice(2)],
      sort: byName,
    }),
  ],
  order: byName,
};
