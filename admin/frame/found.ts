/** Records that the words of a search name, of every kind that its viewer may read. */
import type { ListKind, ListPage, ListRow } from '../../domain/lists/shapes.ts';
import type { IconName } from '../components/icon.tsx';
import { call } from '../components/read.ts';
import type { Me } from '../components/viewer.ts';

export type Found = {
  readonly to: string;
  readonly icon: IconName;
  readonly label: string;
  /** What tells it from others of the name. */
  readonly second: string;
};

type Kind = {
  readonly kind: ListKind;
  readonly right: Parameters<Me['may']>[0];
  readonly columns: readonly string[];
  readonly found: (row: ListRow) => Found;
};

const MOST = 6;

const kinds: readonly Kind[] = [
  {
    kind: 'companies',
    right: 'company.read',
    columns: ['name', 'city', 'owner'],
    found: ({ id, values }) => ({
      to: `/admin/companies/${id}`,
      icon: 'customers',
      label: textOf(values['name']),
      second: joined(values['city'], values['owner']),
    }),
  },
  {
    kind: 'people',
    right: 'company.read',
    columns: ['name', 'position', 'company'],
    found: ({ values }) => ({
      to: `/admin/companies/${(values['company'] as { id: string } | null)?.id ?? ''}?tab=people`,
      icon: 'person',
      label: textOf(values['name']),
      second: joined(values['position'], values['company']),
    }),
  },
  {
    kind: 'tasks',
    right: 'task.read',
    columns: ['title', 'company', 'owner'],
    found: ({ id, values }) => ({
      to: `/admin/tasks/${id}`,
      icon: 'tasks',
      label: textOf(values['title']),
      second: joined(values['company'], values['owner']),
    }),
  },
];

/** Each kind is asked beside the others, within what the viewer sees; one that fails leaves the others standing. */
export async function findRecords(typed: string, me: Pick<Me, 'may'>): Promise<readonly Found[]> {
  const search = asSearched(typed);
  const asked = kinds.filter(({ right }) => me.may(right));
  const answers = await Promise.allSettled(
    asked.map(async ({ kind, columns, found }) => {
      const view = {
        columns: columns.map((field) => ({ field })),
        sort: [],
        condition: null,
        colours: [],
        density: 'roomy',
      };
      const { rows } = await call<ListPage>('POST', `/lists/${kind}/rows`, { view, search, limit: MOST });
      return rows.map(found);
    }),
  );
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

/** A phone is known by its last nine digits, however it was written or which way it came (rule 41). */
export function asSearched(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  const isPhone = digits.length >= 9 && /^[\d\s()+./-]+$/.test(typed.trim());
  return isPhone ? digits.slice(-9) : typed.trim();
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  return typeof value === 'string' ? value : '';
}

function joined(...values: readonly unknown[]): string {
  return values.map(textOf).filter(Boolean).join(' · ');
}
