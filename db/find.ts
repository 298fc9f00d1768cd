/** Finds records of every kind by a few words, for Ctrl+K and for programs. */
import { may, type Viewer } from '../domain/access.ts';
import type { Moment } from '../domain/conditions/check.ts';
import { asSearched } from '../domain/lists/as-searched.ts';
import type { ListKind, View } from '../domain/lists/shapes.ts';
import type { Db } from './database.ts';
import { hintsOf, type Hint, type Likeness } from './duplicates.ts';
import { lists } from './lists/kinds/list.ts';
import { listRows } from './lists/rows.ts';

/** A record by name, with what tells it from others of the name, and the customer whose it is. */
export type FoundRecord = {
  readonly kind: ListKind;
  readonly id: string;
  readonly name: string;
  readonly second: readonly string[];
  readonly companyId: string | null;
};
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
/** Name first, then what tells records of one name apart. */
const columns: Readonly<Partial<Record<ListKind, readonly [string, ...string[]]>>> = {
  companies: ['name', 'city', 'owner'],
  people: ['name', 'position', 'company'],
  tasks: ['title', 'company', 'owner'],
  cases: ['name', 'number', 'company', 'owner'],
  opportunities: ['name', 'company', 'owner'],
  campaigns: ['name', 'supervisor'],
  files: ['name', 'category', 'createdBy'],
};

export type Sought = { readonly typed: string; readonly moment: Moment };

/** What the viewer sees of each kind; only where there is nothing is asked whether it belongs to somebody else. */
export async function findRecords(db: Db, viewer: Viewer, { typed, moment }: Sought): Promise<Found> {
  const search = asSearched(typed);
  if (search.length < 2) return { records: [], hints: [] };
  const kinds = (Object.keys(columns) as ListKind[]).filter((kind) => may(viewer, lists[kind].right));
  const answers = await Promise.allSettled(kinds.map((kind) => findOf(db, viewer, { kind, search, moment })));
  // One kind that takes too long leaves the others standing.
  const records = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (failed && records.length === 0) throw failed.reason;
  if (records.length > 0 || !may(viewer, 'company.edit')) return { records, hints: [] };
  const like = likenessOf(typed);
  const hints = await hintsOf(db, viewer, like);
  return { records, hints, ...(hints.length > 0 ? { like } : {}) };
}

type OfKind = { readonly kind: ListKind; readonly search: string; readonly moment: Moment };

async function findOf(db: Db, viewer: Viewer, { kind, search, moment }: OfKind): Promise<FoundRecord[]> {
  const shown = columns[kind]!;
  const view: View = {
    columns: shown.map((field) => ({ field })),
    sort: [],
    condition: null,
    colours: [],
    density: 'dense',
  };
  const { rows } = await listRows(db, viewer, { list: lists[kind], ask: { view, search, moment, limit: mostOfKind } });
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
