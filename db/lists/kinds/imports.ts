import { visibleImports, type ImportCounts } from '../../imports.ts';
import { groups, users } from '../choices.ts';
import type { Asking, FieldDefinition, ListDefinition } from '../definition.ts';
import { field, named, type Titles } from '../fields.ts';
import { view } from '../standard.ts';
import { changedRules, importStates, sheetKinds } from '../words.ts';
import { byWords, whoActed } from './orders.ts';

/** How many rows became this, as the import counts them; null before it has looked. */
function rows(count: keyof ImportCounts, titles: Titles, means?: Titles): FieldDefinition {
  return field(count, titles, {
    type: 'number',
    value: `(i.counts ->> '${count}')::integer`,
    computed: 'integer',
    fact: `import.${count}`,
    ...(means ? { means } : {}),
    width: 90,
  });
}

const failure = ({ viewer }: Asking) => `(i.failure::jsonb ->> '${viewer.language === 'en' ? 'en' : 'pl'}')`;

const fields: readonly FieldDefinition[] = [
  field('file', ['Plik', 'File'], {
    type: 'text',
    value: 'i.file_name',
    sort: 'text',
    required: true,
    fact: 'import.file',
    width: 220,
  }),
  field('format', ['Rodzaj', 'Kind'], {
    type: 'choice',
    value: `case when i.file_name ilike '%.xlsx' then 'xlsx' else 'csv' end`,
    fact: 'import.format',
    choices: sheetKinds,
    width: 90,
  }),
  field('state', ['Stan', 'State'], {
    type: 'choice',
    value: 'i.state',
    fact: 'import.state',
    choices: importStates,
    width: 185,
  }),
  rows('rows', ['Wierszy', 'Rows']),
  rows('new', ['Nowi', 'New'], ['Klienci, których nie było.', 'Customers who were not there.']),
  rows(
    'changed',
    ['Zmienieni', 'Changed'],
    ['Klienci, którzy byli i mieli inne dane.', 'Customers who had other values.'],
  ),
  rows('unchanged', ['Bez zmian', 'Unchanged']),
  rows('conflicting', ['Sporne', 'Conflicting'], ['Nie zostaną zapisane.', 'They are not written.']),
  rows('wrong', ['Błędne', 'Wrong'], ['Nie zostaną zapisane.', 'They are not written.']),
  rows('warned', ['Do sprawdzenia', 'To be checked'], ['Zostaną zapisane.', 'They are written all the same.']),
  rows('written', ['Zapisani', 'Written']),
  rows('left', ['Zostawieni', 'Left as they were']),
  rows('undone', ['Cofnięci', 'Undone']),
  rows(
    'kept',
    ['Niecofnięci', 'Not undone'],
    ['Coś się z nimi stało po imporcie.', 'Something has happened to them since the import.'],
  ),
  field('onChanged', ['Klienci, którzy już są', 'Customers who are there'], {
    type: 'choice',
    value: `(i.plan ->> 'onChanged')`,
    fact: 'import.onChanged',
    choices: changedRules,
    width: 190,
  }),
  field('group', ['Do grupy', 'Into the group'], {
    type: 'reference',
    value: `(i.plan ->> 'groupId')::uuid`,
    show: named('g'),
    needs: ['g'],
    fact: 'import.groupId',
    choices: groups,
    right: 'company.read',
    width: 160,
  }),
  field('bytes', ['Wielkość', 'Size'], {
    type: 'number',
    value: 'i.file_bytes',
    computed: 'bigint',
    fact: 'import.bytes',
    width: 110,
  }),
  field('failure', ['Dlaczego się nie udało', 'Why it failed'], {
    type: 'text',
    value: failure,
    fact: 'import.failure',
    width: 260,
  }),
  field('createdBy', ['Kto', 'Who'], {
    type: 'user',
    value: whoActed('i.created_by'),
    show: named('b'),
    needs: ['b'],
    fact: 'import.createdBy',
    choices: users,
    width: 180,
  }),
  field('createdAt', ['Kiedy', 'When'], {
    type: 'instant',
    value: 'i.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'import.createdAt',
    width: 150,
  }),
  field('updatedAt', ['Zmieniono', 'Changed'], {
    type: 'instant',
    value: 'i.updated_at',
    fact: 'import.updatedAt',
    width: 150,
  }),
];

const columns = ['file', 'state', 'rows', 'new', 'changed', 'wrong', 'createdBy', 'createdAt'];
const newest = [{ field: 'createdAt', descending: true }];

export const imports: ListDefinition = {
  kind: 'imports',
  right: 'import.run',
  table: 'imports',
  alias: 'i',
  called: 'i.file_name',
  joins: {
    g: `left join groups g on g.id = (i.plan ->> 'groupId')::uuid`,
    b: `left join users b on b.id = ${whoActed('i.created_by')}`,
  },
  scope: ({ viewer }) => visibleImports(viewer),
  search: byWords('i.file_name'),
  fields,
  facts: [],
  related: [],
  standard: [
    view('imports:all', ['Wszystkie', 'All'], { columns, sort: newest }),
    view('imports:waiting', ['Czekają', 'Waiting'], {
      columns: ['file', 'state', 'rows', 'new', 'changed', 'wrong', 'failure', 'createdAt'],
      sort: newest,
      rules: [{ field: 'import.state', operator: 'in', value: ['uploaded', 'ready', 'failed'] }],
    }),
    view('imports:done', ['Zapisane', 'Written'], {
      columns: ['file', 'rows', 'written', 'left', 'wrong', 'group', 'createdBy', 'createdAt'],
      sort: newest,
      rules: [{ field: 'import.state', operator: '=', value: 'done' }],
    }),
    view('imports:mine', ['Moje', 'Mine'], {
      columns,
      sort: newest,
      rules: [{ field: 'import.createdBy', operator: '=', value: 'me' }],
    }),
    view('imports:undone', ['Cofnięte', 'Undone'], {
      columns: ['file', 'rows', 'undone', 'kept', 'createdBy', 'createdAt'],
      sort: newest,
      rules: [{ field: 'import.state', operator: '=', value: 'undone' }],
    }),
  ],
  order: newest,
};
