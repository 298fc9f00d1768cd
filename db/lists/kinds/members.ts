import { visible, visibleMembers } from '../../scope.ts';
import { searchCondition } from '../../search-text.ts';
import { groups, users } from '../choices.ts';
import type { FactDefinition, FieldDefinition, ListDefinition } from '../definition.ts';
import { field, named } from '../fields.ts';
import { view } from '../standard.ts';
import { ofCustomer } from './beside.ts';
import { byCustomer, whoActed } from './orders.ts';

const adder = whoActed('m.created_by');

const fields: readonly FieldDefinition[] = [
  field('company', ['Klient', 'Customer'], {
    type: 'reference',
    value: 'm.company_id',
    show: named('c'),
    sort: byCustomer,
    needs: ['c'],
    fact: 'member.companyId',
    reference: 'company',
    width: 240,
  }),
  field('person', ['Osoba', 'Person'], {
    type: 'reference',
    value: 'm.person_id',
    show: named('e', `concat_ws(' ', e.first_name, e.last_name)`),
    needs: ['e'],
    fact: 'member.personId',
    reference: 'person',
    means: ['Puste: w grupie jest klient jako całość.', 'Empty: the customer as a whole is in the group.'],
    width: 170,
  }),
  field('group', ['Grupa', 'Group'], {
    type: 'reference',
    value: 'm.group_id',
    show: named('g'),
    needs: ['g'],
    fact: 'member.groupId',
    choices: groups,
    width: 200,
  }),
  field('city', ['Miejscowość', 'Town'], {
    type: 'text',
    value: 'c.city',
    needs: ['c'],
    fact: 'company.city',
    width: 140,
  }),
  field('owner', ['Opiekun', 'Owner'], {
    type: 'user',
    value: 'c.owner_id',
    show: named('o'),
    needs: ['c', 'o'],
    fact: 'company.ownerId',
    choices: users,
    width: 190,
  }),
  field('lastContact', ['Ostatni kontakt', 'Last contact'], {
    type: 'instant',
    value: 'f.last_contact_at',
    needs: ['f'],
    fact: 'company.lastContactAt',
    means: ['Kiedy ostatnio rozmawiano z klientem lub napisał.', 'When the customer was last talked to, or wrote.'],
    width: 140,
  }),
  field('addedAt', ['Dodano', 'Added'], {
    type: 'instant',
    value: 'm.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'member.addedAt',
    width: 140,
  }),
  field('addedBy', ['Kto dodał', 'Added by'], {
    type: 'user',
    value: adder,
    show: named('u'),
    needs: ['u'],
    fact: 'member.addedBy',
    choices: users,
    width: 190,
  }),
];

const facts: readonly FactDefinition[] = ofCustomer.filter(({ name }) => name === 'company.class');

const columns = ['company', 'person', 'group', 'owner', 'lastContact', 'addedAt'];
const byName = [{ field: 'company' }];

export const members: ListDefinition = {
  kind: 'members',
  right: 'company.read',
  table: 'group_members',
  alias: 'm',
  // Nobody edits one: it is in the group or not.
  version: '1',
  called: `(select concat_ws(', ', concat_ws(' ', q.first_name, q.last_name), k.name) from companies k
    left join people q on q.id = m.person_id where k.id = m.company_id)`,
  joins: {
    c: 'left join companies c on c.id = m.company_id',
    f: 'left join company_facts f on f.company_id = m.company_id',
    e: 'left join people e on e.id = m.person_id',
    g: 'left join groups g on g.id = m.group_id',
    o: 'left join users o on o.id = c.owner_id',
    u: `left join users u on u.id = ${adder}`,
  },
  scope: ({ viewer }) => visibleMembers(viewer),
  // By the words of the customer, its people among them: a member has none of its own.
  search: (typed, { viewer, params }) => {
    const said = searchCondition(typed, 'k', (value) => params.add(value));
    return (
      said && `m.company_id in (select k.id from companies k where ${visible('companies', viewer, 'k')} and ${said})`
    );
  },
  fields,
  ofCustomer: true,
  facts,
  related: [],
  standard: [
    view('members:all', ['Wszyscy', 'All'], { columns, sort: byName }),
    view('members:mine', ['Moi klienci', 'My customers'], {
      columns,
      sort: byName,
      rules: [{ field: 'company.ownerId', operator: '=', value: 'me' }],
    }),
    view('members:people', ['Osoby', 'People'], {
      columns,
      sort: byName,
      rules: [{ field: 'member.personId', operator: 'notNull' }],
    }),
    view('members:week', ['Dodani w ostatnich 7 dniach', 'Added in the last 7 days'], {
      columns: ['company', 'person', 'group', 'owner', 'addedAt', 'addedBy'],
      sort: [{ field: 'addedAt', descending: true }],
      rules: [{ field: 'member.addedAt', operator: '>=', value: { days: -7 } }],
    }),
  ],
  order: byName,
};
