import { visible, visibleMembers } from '../../scope.ts';
import { likeable, searchWords } from '../../search-text.ts';
import { groupCategories, users } from '../choices.ts';
import type { Asking, FactDefinition, FieldDefinition, ListDefinition } from '../definition.ts';
import { fact, field, named } from '../fields.ts';
import { view } from '../standard.ts';
import { atMost, whoActed } from './orders.ts';

const edit = 'company.edit';
const maker = whoActed('g.created_by');
const text = `plain_text(concat_ws(' ', g.name, g.category, g.description))`;

/** Those that the viewer sees. */
const members = ({ viewer }: Asking) => `group_members m where m.group_id = g.id and ${visibleMembers(viewer)}`;

const fields: readonly FieldDefinition[] = [
  field('name', ['Grupa', 'Group'], {
    type: 'text',
    value: 'g.name',
    sort: 'text',
    required: true,
    fact: 'group.name',
    width: 260,
    edit,
  }),
  field('category', ['Kategoria', 'Category'], {
    type: 'choice',
    value: 'g.category',
    fact: 'group.category',
    choices: groupCategories,
    width: 170,
    edit,
  }),
  field('members', ['Członkowie', 'Members'], {
    type: 'number',
    value: (asking) => atMost(members(asking)),
    computed: 'bigint',
    fact: 'group.members',
    means: [
      'Klienci i osoby w grupie, których widzisz; ponad 10 000 stoi jako 10 001.',
      'Customers and people in the group whom you see; more than 10,000 stand as 10,001.',
    ],
    width: 120,
  }),
  field('description', ['Opis', 'Description'], {
    type: 'text',
    value: 'g.description',
    fact: 'group.description',
    width: 280,
    // Not in a cell: it has several lines, and an input would glue them together.
  }),
  field('createdBy', ['Kto założył', 'Made by'], {
    type: 'user',
    value: maker,
    show: named('u'),
    needs: ['u'],
    fact: 'group.createdBy',
    choices: users,
    width: 190,
  }),
  field('updatedAt', ['Zmieniono', 'Changed'], {
    type: 'instant',
    value: 'g.updated_at',
    computed: 'timestamptz',
    fact: 'group.updatedAt',
    means: [
      'Kiedy ostatnio zmieniono nazwę, kategorię lub opis albo kogoś dodano lub usunięto w panelu.',
      'When the name, category or description was last changed, or somebody was added or removed in the panel.',
    ],
    width: 140,
  }),
  field('createdAt', ['Założono', 'Made'], {
    type: 'instant',
    value: 'g.created_at',
    computed: 'timestamptz',
    fact: 'group.createdAt',
    width: 140,
  }),
];

const facts: readonly FactDefinition[] = [
  fact('group.companies', ['Klient w grupie', 'Customer in it'], {
    type: 'text',
    cast: 'uuid',
    reference: 'company',
    is: { from: members, value: 'm.company_id' },
  }),
];

const columns = ['name', 'category', 'members', 'description', 'createdBy', 'updatedAt'];
const byName = [{ field: 'name' }];

export const groups: ListDefinition = {
  kind: 'groups',
  right: 'company.read',
  table: 'groups',
  alias: 'g',
  called: 'g.name',
  joins: { u: `left join users u on u.id = ${maker}` },
  scope: ({ viewer }) => visible('groups', viewer, 'g'),
  search: (typed, { params }) => {
    const parts = searchWords(typed).map(
      (word) => `${text} like '%' || plain_text(${params.add(likeable(word))}) || '%'`,
    );
    return parts.length === 0 ? undefined : parts.join(' and ');
  },
  fields,
  facts,
  related: [],
  standard: [
    view('groups:all', ['Wszystkie', 'All'], { columns, sort: byName }),
    view('groups:mine', ['Założone przeze mnie', 'Made by me'], {
      columns,
      sort: byName,
      rules: [{ field: 'group.createdBy', operator: '=', value: 'me' }],
    }),
    view('groups:month', ['Z ostatnich 30 dni', 'Of the last 30 days'], {
      columns,
      sort: [{ field: 'updatedAt', descending: true }],
      rules: [{ field: 'group.updatedAt', operator: '>=', value: { days: -30 } }],
    }),
    view('groups:empty', ['Puste', 'Empty'], {
      columns: ['name', 'category', 'description', 'createdBy', 'createdAt'],
      sort: byName,
      rules: [{ field: 'group.members', operator: '=', value: 0 }],
    }),
  ],
  order: byName,
};
