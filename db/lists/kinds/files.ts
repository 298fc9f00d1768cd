import { categoryName, visibleFiles, visibleLinks } from '../../file-scope.ts';
import { searchCondition } from '../../search-text.ts';
import { fileCategories, users } from '../choices.ts';
import type { FieldDefinition, ListDefinition, RelatedDefinition } from '../definition.ts';
import { fact, field, named, said } from '../fields.ts';
import { view } from '../standard.ts';
import { fileNouns } from '../words.ts';
import { whoActed } from './orders.ts';

const edit = 'file.edit';
const maker = whoActed('f.created_by');

const fields: readonly FieldDefinition[] = [
  field('name', ['Plik', 'File'], {
    type: 'text',
    value: 'f.name',
    sort: 'text',
    required: true,
    fact: 'file.name',
    within: 'f.search_text',
    width: 300,
    edit,
  }),
  field('category', ['Kategoria', 'Category'], {
    type: 'reference',
    value: 'f.category_id',
    show: ({ viewer }) => named('y', categoryName(viewer, 'y')),
    needs: ['y'],
    fact: 'file.categoryId',
    choices: fileCategories,
    width: 130,
    edit,
  }),
  field('description', ['Opis', 'Description'], {
    type: 'text',
    value: 'left(f.description, 300)',
    fact: 'file.description',
    width: 240,
  }),
  field('keywords', ['Słowa kluczowe', 'Keywords'], {
    type: 'many',
    value: 'to_jsonb(f.keywords)',
    fact: 'file.keywords',
    factType: 'many',
    width: 180,
  }),
  field('mediaType', ['Typ', 'Type'], {
    type: 'text',
    value: 'f.media_type',
    fact: 'file.mediaType',
    width: 150,
  }),
  field('bytes', ['Wielkość', 'Size'], {
    type: 'number',
    value: 'f.bytes',
    sort: 'bigint',
    required: true,
    fact: 'file.bytes',
    width: 110,
  }),
  field('versions', ['Wersje', 'Versions'], {
    type: 'number',
    value: 'f.versions',
    fact: 'file.versions',
    width: 90,
  }),
  field('places', ['Przy ilu wpisach', 'On how many records'], {
    type: 'number',
    value: ({ viewer, params }) =>
      `(select count(*) from file_links l where l.file_id = f.id and (${visibleLinks(viewer, params)}))`,
    width: 130,
  }),
  field('createdBy', ['Kto dodał', 'Added by'], {
    type: 'user',
    value: maker,
    show: named('u'),
    needs: ['u'],
    fact: 'file.createdBy',
    choices: users,
    width: 180,
  }),
  field('updatedAt', ['Zmieniono', 'Changed'], {
    type: 'instant',
    value: 'f.updated_at',
    sort: 'timestamptz',
    required: true,
    fact: 'file.updatedAt',
    width: 140,
  }),
  field('createdAt', ['Dodano', 'Added'], {
    type: 'instant',
    value: 'f.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'file.createdAt',
    width: 140,
  }),
];

/** The records that a file hangs on, as far as the viewer sees them. */
const records: RelatedDefinition = {
  of: 'records',
  title: said(['Jest przy wpisie', 'Hangs on a record']),
  from: ({ viewer, params }) => `file_links l where l.file_id = f.id and (${visibleLinks(viewer, params)})`,
  facts: [
    fact('record.noun', ['Rodzaj', 'Kind'], { type: 'text', choices: fileNouns, is: { value: 'l.noun' } }),
    fact('record.id', ['Wpis', 'Record'], {
      type: 'text',
      cast: 'uuid',
      reference: 'record',
      is: { value: 'l.record_id' },
    }),
  ],
};

const columns = ['name', 'category', 'description', 'keywords', 'bytes', 'versions', 'createdBy', 'updatedAt'];
const newest = [{ field: 'updatedAt', descending: true }];

export const files: ListDefinition = {
  kind: 'files',
  right: 'file.read',
  table: 'files',
  alias: 'f',
  called: 'f.name',
  joins: {
    y: 'left join file_categories y on y.id = f.category_id',
    u: `left join users u on u.id = ${maker}`,
  },
  alive: 'f.deleted_at is null',
  scope: ({ viewer, params }) => visibleFiles(viewer, params),
  search: (typed, { params }) => searchCondition(typed, 'f', (value) => params.add(value)),
  fields,
  own: 'file',
  facts: [],
  related: [records],
  standard: [
    view('files:all', ['Wszystkie', 'All'], { columns, sort: newest }),
    view('files:mine', ['Dodane przeze mnie', 'Added by me'], {
      columns,
      sort: newest,
      rules: [{ field: 'file.createdBy', operator: '=', value: 'me' }],
    }),
    view('files:week', ['Z ostatnich 7 dni', 'Of the last 7 days'], {
      columns,
      sort: newest,
      rules: [{ field: 'file.updatedAt', operator: '>=', value: { days: -7 } }],
    }),
    view('files:loose', ['Bez kategorii', 'Without a category'], {
      columns,
      sort: newest,
      rules: [{ field: 'file.categoryId', operator: 'null' }],
    }),
  ],
  order: newest,
};
