/** Finds records of every kind by a few words, for Ctrl+K and for programs. */
import { may, type Right, type Viewer } from '../domain/access.ts';
import type { Moment } from '../domain/conditions/check.ts';
import type { Condition } from '../domain/conditions/shapes.ts';
import { asSearched } from '../domain/lists/as-searched.ts';
import type { View } from '../domain/lists/shapes.ts';
import type { Db } from './database.ts';
import { hintsOf, type Hint, type Likeness } from './duplicates.ts';
import { findTransactions, type FoundRecord } from './find-transactions.ts';
import type { ListDefinition } from './lists/definition.ts';
import { lists } from './lists/kinds/list.ts';
import { messagesByOwnWords } from './lists/kinds/messages.ts';
import { listRows } from './lists/rows.ts';

export type { FoundRecord };
/**
 * `hints`: somebody has this very NIP, e-mail or phone, but the viewer does not see them (rule 25); `like` is what they have,
 * to ask for access by.
 */
export type Found = {
  readonly records: readonly FoundRecord[];
  readonly hints: readonly Hint[];
  readonly like?: Likeness;
};

const mostOfKind = 6;
type Searched = {
  readonly list: ListDefinition;
  readonly columns: readonly [string, ...string[]];
  /** What else opens the page of what is found. */
  readonly right?: Right;
  readonly only?: Condition;
};
/** Name first, then what tells records of one name apart. */
const searched: readonly Searched[] = [
  { list: lists.companies, columns: ['name', 'city', 'owner'] },
  { list: lists.people, columns: ['name', 'position', 'company'] },
  { list: lists.tasks, columns: ['title', 'company', 'owner'] },
  { list: lists.cases, columns: ['name', 'number', 'company', 'owner'] },
  { list: lists.opportunities, columns: ['name', 'company', 'owner'] },
  { list: lists.campaigns, columns: ['name', 'supervisor'] },
  { list: lists.files, columns: ['name', 'category', 'createdBy'] },
  { list: lists.templates, columns: ['name', 'subject'] },
  { list: lists.scenarios, columns: ['name', 'description'] },
  { list: lists.groups, columns: ['name', 'category'] },
  // Their page says what they run and may see among cases.
  {
    list: lists.users,
    columns: ['name', 'email'],
    right: 'case.read',
    only: { field: 'user.state', operator: '=', value: 'active' },
  },
  // By their own words: those of a customer are all of that customer's letters.
  { list: messagesByOwnWords, columns: ['subject', 'company', 'address'] },
];

export type Sought = { readonly typed: string; readonly moment: Moment };

/** What the viewer sees of each kind; only where no customer is among it is asked whether it belongs to somebody else. */
export async function findRecords(db: Db, viewer: Viewer, { typed, moment }: Sought): Promise<Found> {
  const search = asSearched(typed);
  if (search.length < 2) return { records: [], hints: [] };
  const listed = searched.filter(({ list, right = list.right }) => may(viewer, list.right) && may(viewer, right));
  const answers = await Promise.allSettled([
    ...listed.map((of) => findOf(db, viewer, { of, search, moment })),
    // Of documents the whole number counts, of which a phone would be the end.
    findTransactions(db, viewer, { typed: typed.trim(), most: mostOfKind }),
  ]);
  // One kind that takes too long leaves the others standing.
  const records = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (failed && records.length === 0) throw failed.reason;
  // A message that names the number does not say whose it is.
  const isKnown = records.some(({ kind }) => kind === 'companies' || kind === 'people');
  if (isKnown || !may(viewer, 'company.edit')) return { records, hints: [] };
  const like = likenessOf(typed);
  const hints = await hintsOf(db, viewer, like);
  return { records, hints, ...(hints.length > 0 ? { like } : {}) };
}

type OfKind = { readonly of: Searched; readonly search: string; readonly moment: Moment };

async function findOf(
  db: Db,
  viewer: Viewer,
  { of: { list, columns: shown, only }, search, moment }: OfKind,
): Promise<FoundRecord[]> {
  const { kind } = list;
  const view: View = {
    columns: shown.map((field) => ({ field })),
    sort: [],
    condition: only ?? null,
    colours: [],
    density: 'dense',
  };
  const { rows } = await listRows(db, viewer, { list, ask: { view, search, moment, limit: mostOfKind } });
  return rows.map(({ id, values }) => {
    const [name, ...second] = shown.map((field) => textOf(values[field]));
    const company = values['company'] as { readonly id: string } | null | undefined;
    const companyId = kind === 'companies' ? id : (company?.id ?? null);
    return { kind, id, name: name!, second: second.filter((text) => text !== ''), companyId };
  });
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  return typeof value === 'string' ? value : '';
}

/** Only a whole number or address is compared. */
function likenessOf(typed: string): Likeness {
  const text = typed.trim();
  if (/^\S+@\S+\.\S+$/.test(text)) return { email: text.toLowerCase() };
  const digits = text.replace(/\D/g, '');
  if (!/^[\d\s()+./-]+$/.test(text) || digits.length < 9) return {};
  return { nip: digits.slice(-10), phone: `+48${digits.slice(-9)}` };
}
