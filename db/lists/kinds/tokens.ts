import { may } from '../../../domain/access.ts';
import { users } from '../choices.ts';
import type { FieldDefinition, ListDefinition } from '../definition.ts';
import { field, named } from '../fields.ts';
import { view } from '../standard.ts';
import { tokenStates } from '../words.ts';
import { byPerson, byWords } from './orders.ts';

const fields: readonly FieldDefinition[] = [
  field('name', ['Nazwa', 'Name'], {
    type: 'text',
    value: 'k.name',
    sort: 'text',
    required: true,
    fact: 'token.name',
    width: 220,
  }),
  field('user', ['W imieniu', 'In the name of'], {
    type: 'user',
    value: 'k.user_id',
    show: named('u'),
    sort: byPerson('u', 'k.user_id'),
    needs: ['u'],
    fact: 'token.userId',
    choices: users,
    width: 190,
  }),
  field('state', ['Stan', 'State'], {
    type: 'choice',
    value: `case when k.revoked_at is not null then 'revoked' when k.ends_at <= now() then 'ended' else 'works' end`,
    fact: 'token.state',
    choices: tokenStates,
    width: 120,
  }),
  // The page has the words of rights; here they are as the API names them.
  field('rights', ['Prawa', 'Rights'], { type: 'many', value: 'to_jsonb(k.rights)', width: 110 }),
  field('lastUsed', ['Ostatnio użyty', 'Last used'], {
    type: 'instant',
    value: 'k.last_used_at',
    // Written at every use, so no index carries it.
    computed: 'timestamptz',
    fact: 'token.lastUsedAt',
    width: 180,
  }),
  field('endsAt', ['Działa do', 'Works until'], {
    type: 'instant',
    value: 'k.ends_at',
    computed: 'timestamptz',
    fact: 'token.endsAt',
    width: 180,
  }),
  field('createdAt', ['Utworzono', 'Made'], {
    type: 'instant',
    value: 'k.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'token.createdAt',
    width: 180,
  }),
  field('revokedAt', ['Odwołano', 'Revoked'], {
    type: 'instant',
    value: 'k.revoked_at',
    computed: 'timestamptz',
    fact: 'token.revokedAt',
    width: 180,
  }),
];

const columns = ['name', 'user', 'rights', 'lastUsed', 'endsAt'];
const newest = [{ field: 'createdAt', descending: true }];
const works = { field: 'token.state', operator: '=', value: 'works' } as const;

export const tokens: ListDefinition = {
  kind: 'tokens',
  right: 'user.read',
  table: 'tokens',
  alias: 'k',
  version: '1',
  called: 'k.name',
  joins: { u: 'left join users u on u.id = k.user_id' },
  // One's own; whoever keeps accounts sees those of everybody.
  scope: ({ viewer, params }) => (may(viewer, 'user.edit') ? 'true' : `k.user_id = ${params.add(viewer.userId)}`),
  search: byWords('k.name'),
  fields,
  facts: [],
  related: [],
  standard: [
    view('tokens:working', ['Działające', 'Working'], { columns, sort: newest, rules: [works] }),
    view('tokens:ending', ['Niedługo wygasną', 'Ending soon'], {
      columns,
      sort: [{ field: 'endsAt' }],
      rules: [works, { field: 'token.endsAt', operator: '<', value: { days: 30 } }],
    }),
    view('tokens:unused', ['Dawno nieużywane', 'Not used for long'], {
      columns: [...columns, 'createdAt'],
      sort: [{ field: 'lastUsed' }],
      rules: [
        works,
        {
          combinator: 'or',
          rules: [
            { field: 'token.lastUsedAt', operator: '<', value: { days: -90 } },
            { field: 'token.lastUsedAt', operator: 'null' },
          ],
        },
      ],
    }),
    view('tokens:gone', ['Odwołane i wygasłe', 'Revoked and ended'], {
      columns: ['name', 'user', 'state', 'lastUsed', 'endsAt', 'revokedAt'],
      sort: newest,
      rules: [{ field: 'token.state', operator: 'in', value: ['revoked', 'ended'] }],
    }),
    view('tokens:all', ['Wszystkie', 'All'], { columns: ['name', 'user', 'state', ...columns.slice(2)], sort: newest }),
  ],
  order: newest,
};
