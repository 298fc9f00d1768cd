/** A list that answers without a server, in every state that a list can be in. */
import { Refused } from '../../components/read.ts';
import type { ListSource } from '../../components/data-table/source.ts';
import type {
  Choice,
  ListAsk,
  ListDescription,
  ListField,
  ListPage,
  ListRow,
  View,
} from '../../../domain/lists/shapes.ts';

export const states = ['rows', 'ugly', 'many', 'empty', 'failed', 'waiting'] as const;
export type State = (typeof states)[number];

const classes: readonly Choice[] = [
  { value: 'A', label: { pl: 'A', en: 'A' }, tone: 'accent' },
  { value: 'B', label: { pl: 'B', en: 'B' } },
  { value: 'late', label: { pl: 'po terminie', en: 'overdue' }, tone: 'red' },
];

const field = (id: string, type: ListField['type'], rest: Partial<ListField> = {}): ListField => ({
  id,
  title: { pl: id, en: id },
  type,
  sortable: true,
  editable: true,
  ...rest,
});

const fields: readonly ListField[] = [
  field('text', 'text'),
  field('choice', 'choice', { choices: classes }),
  field('many', 'many', { choices: classes }),
  field('user', 'user', { choices: [{ value: 'anna', label: { pl: 'Anna Wiśniewska', en: 'Anna Wiśniewska' } }] }),
  field('reference', 'reference', { editable: false }),
  field('number', 'number'),
  field('money', 'money'),
  field('percent', 'percent'),
  field('date', 'date'),
  field('instant', 'instant'),
  field('yes/no', 'yes/no'),
];

const view: View = {
  columns: fields.map(({ id }) => ({ field: id })),
  sort: [{ field: 'text' }],
  condition: null,
  colours: [{ condition: { field: 'choice', operator: '=', value: 'late' }, tone: 'red' }],
  density: 'roomy',
};

export const description: ListDescription = {
  kind: 'companies',
  fields,
  facts: [
    {
      name: 'choice',
      title: { pl: 'choice', en: 'choice' },
      type: 'text',
      operators: ['in', 'notIn', 'null', 'notNull'],
      choices: classes,
    },
    { name: 'number', title: { pl: 'number', en: 'number' }, type: 'number', operators: ['=', '<', '>', 'null'] },
    { name: 'instant', title: { pl: 'instant', en: 'instant' }, type: 'instant', operators: ['<', '>=', '<=', '>'] },
  ],
  related: [{ of: 'tasks', title: { pl: 'tasks', en: 'tasks' }, facts: [] }],
  standard: [{ id: 'sample', title: { pl: 'sample', en: 'sample' }, view }],
  views: [],
  actions: [],
  order: ['sample'],
  defaultView: 'sample',
};

const names: Readonly<Record<State, readonly string[]>> = {
  rows: [
    'Alfa Kowalski PHU',
    'Drew-Pol Zieliński sp.j.',
    'Ełckie Zakłady Mleczarskie S.A.',
    'Żubr Transport Sp. z o.o.',
  ],
  ugly: [
    'Ą'.repeat(500),
    '🚀 Emoji 💼 👩‍👩‍👧‍👦',
    'شركة الاختبار المحدودة',
    '<img src=x onerror=alert(1)>',
    'ze\u200bro\u200bwidth',
    'bezspacji'.repeat(40),
    '',
  ],
  many: Array.from({ length: 5000 }, (_, i) => `Firma ${String(i + 1).padStart(4, '0')}`),
  empty: [],
  failed: [],
  waiting: [],
};

const PAGE = 50;

/** The list in one of its states. */
export function sampleSource(state: State): ListSource {
  const rows = async ({ after, search = '' }: ListAsk): Promise<ListPage> => {
    if (state === 'waiting') return new Promise(() => {});
    if (state === 'failed') throw new Refused({ code: 'server.failed', message: 'server.failed', status: 500 });
    const found = names[state].filter((name) => name.toLowerCase().includes(search.toLowerCase()));
    const from = Number(after ?? 0);
    const next = from + PAGE < found.length ? String(from + PAGE) : null;
    return { rows: found.slice(from, from + PAGE).map((name, i) => rowOf(name, from + i)), next, asOf: '' };
  };
  return {
    kind: 'companies',
    describe: () => Promise.resolve(description),
    count: () => Promise.resolve({ count: names[state].length, isMore: false }),
    rows,
    look: rows,
  };
}

function rowOf(name: string, i: number): ListRow {
  const isBare = name === '';
  const values = {
    text: name,
    choice: ['A', 'B', 'late'][i % 3],
    many: ['A', 'late'].slice(0, i % 3),
    user: { id: 'anna', name: i % 2 ? name || '?' : 'Anna Wiśniewska' },
    reference: { id: '1', name: name || '–' },
    number: i * 1234.5,
    money: { minor: i * 123_456_78, currency: i % 2 ? 'PLN' : 'EUR' },
    percent: (i * 17) % 101,
    date: '2026-12-03',
    instant: '2026-11-25T13:05:00.000Z',
    'yes/no': i % 2 === 0,
  };
  return { id: String(i), version: 1, values: isBare ? {} : values, ...(i % 3 === 2 ? { tone: 'red' as const } : {}) };
}
