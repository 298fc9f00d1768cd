/** Records of one kind by a few words: what a reference leads to, in forms and in conditions. */
import type { Found as Everything } from '../../db/find.ts';
import type { ListKind, ListPage, ReferenceTarget } from '../../domain/lists/shapes.ts';
import { SHOWN, type Found } from './finder.tsx';
import { call } from './read.ts';

/** A list and two of its columns: what a record is called, and what tells it from others of the name. */
type Searched = { readonly kind: ListKind; readonly columns: readonly [string, string] };

const searched: Readonly<Record<Exclude<ReferenceTarget, 'record'>, Searched>> = {
  company: { kind: 'companies', columns: ['name', 'city'] },
  person: { kind: 'people', columns: ['name', 'company'] },
  task: { kind: 'tasks', columns: ['title', 'company'] },
  case: { kind: 'cases', columns: ['name', 'number'] },
  opportunity: { kind: 'opportunities', columns: ['name', 'company'] },
  file: { kind: 'files', columns: ['name', 'category'] },
};

/** The search of a kind; `record` finds whatever files hang on and has a name. */
export function finderOf(target: ReferenceTarget): (typed: string) => Promise<Found[]> {
  if (target === 'record') return findAny;
  return finderIn(searched[target]);
}

/** The search of a list. */
export function finderIn({ kind, columns }: Searched): (typed: string) => Promise<Found[]> {
  const fields = columns.map((field) => ({ field }));
  const view = { columns: fields, sort: [], condition: null, colours: [], density: 'roomy' };
  return async (search) => {
    const { rows } = await call<ListPage>('POST', `/lists/${kind}/rows`, { view, search, limit: SHOWN + 1 });
    return rows.map(({ id, values }) => {
      const [name, beside] = columns.map((column) => textOf(values[column]));
      return { id, name: name!, beside: beside ?? null };
    });
  };
}

const named: readonly string[] = ['companies', 'people', 'cases', 'tasks'];

async function findAny(typed: string): Promise<Found[]> {
  const { records } = await call<Everything>('GET', `/find?${new URLSearchParams({ q: typed })}`);
  return records
    .filter(({ kind }) => named.includes(kind))
    .map(({ id, name, second }) => ({ id, name, beside: second.join(' · ') }));
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  return typeof value === 'string' ? value : '';
}
