/** How entries of the audit are told: who by name, ids and codes in words, and what the reader may not see left out (rule 27). */
import { may, profilesOf, type Right, type Viewer } from '../domain/access.ts';
import { mayReadOwn } from '../domain/own/shapes.ts';
import { namesOfActors, type NamedActor } from './actor-names.ts';
import { namesOfCodes, namesOfIds, wordsOfOwn, type OwnWords, type Written } from './audit-names.ts';
import type { Changes } from './audit.ts';
import type { Tx } from './database.ts';

export type AuditEntry = {
  readonly id: string;
  readonly at: string;
  readonly actor: NamedActor;
  readonly noun: string;
  readonly recordId: string;
  readonly recordName: string | null;
  readonly verb: string;
  /** `['…', '…']` where the reader may not see the values. Ids and codes are written as what they are called. */
  readonly changes: Changes;
  /** The currencies of the fields that are amounts. */
  readonly currencies: Readonly<Record<string, string>>;
};

/** An entry as it is stored; `exact` is its instant to the microsecond, for cursors. */
export type AuditRow = Omit<AuditEntry, 'actor' | 'recordName' | 'currencies'> & {
  readonly actor: string;
  readonly exact: string;
};

/** The columns of `AuditRow` in the table `a`. */
export const auditColumns = `a.id, a.at, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact,
  a.actor, a.noun, a.record_id, a.verb, a.changes`;

export type Page = { readonly rows: AuditEntry[]; readonly next: readonly [string, string] | null };

type Telling = {
  /** One more than a page holds where there is a next page. */
  readonly found: readonly AuditRow[];
  readonly limit: number;
  /** Records of which nothing is told but that they were changed. */
  readonly closed?: ReadonlySet<string>;
  /** Own fields that the reader may not read: named without values, or not even named. */
  readonly unread: 'named' | 'left out';
};

/** The entries that were found, with names in the place of ids and codes, as far as the viewer may read them. */
export async function tellPage(
  tx: Tx,
  viewer: Viewer,
  { found, limit, closed = new Set(), unread }: Telling,
): Promise<Page> {
  const page = found.slice(0, limit);
  const actors = await namesOfActors(
    tx,
    viewer,
    page.map(({ actor }) => actor),
  );
  const ids = await namesOfIds(tx, viewer, page);
  const codes = await namesOfCodes(tx, viewer, page);
  const own = await wordsOfOwn(tx, page);
  const reads = await readableOwn(tx, viewer, page);
  const last = found.length > limit ? page.at(-1) : undefined;
  const rows = page.map(({ exact: _exact, actor, changes, ...row }) => {
    const { noun, recordId } = row;
    const hides = (field: string) => closed.has(recordId) || !mayRead(viewer, { noun, field, reads });
    const currency = ids.get(recordId)?.currency ?? 'PLN';
    return {
      ...row,
      actor: actors.get(actor)!,
      recordName: ids.get(recordId)?.name ?? codes.get(`${noun} ${recordId}`) ?? null,
      changes: told(changes, {
        hides,
        leavesOut: (field) => unread === 'left out' && field.startsWith('own.') && hides(field),
        inWords: wordsFor(viewer, { noun, ids, codes, own }),
      }),
      currencies: currenciesOf({ ...row, changes }, { own, currency }),
    };
  });
  return { rows, next: last ? [last.exact, last.id] : null };
}

/** Both values of one field, and how they are said where an id or a code says nothing. */
export type BothValues = {
  readonly yours: unknown;
  readonly theirs: unknown;
  readonly said?: { readonly yours: unknown; readonly theirs: unknown };
  /** Of an amount. */
  readonly currency?: string;
};

/** Two values of each field side by side. What the viewer may not read is left out. */
export async function bothValues(tx: Tx, viewer: Viewer, both: Written): Promise<Readonly<Record<string, BothValues>>> {
  if (Object.keys(both.changes).length === 0) return {};
  const { changes, currencies } = await tellBoth(tx, viewer, both);
  const fields = Object.entries(changes).map(([field, [yours, theirs]]) => {
    const [first, second] = both.changes[field]!;
    const isPlain = JSON.stringify([yours, theirs]) === JSON.stringify([first, second]);
    const currency = currencies[field];
    const said = { ...(isPlain ? {} : { said: { yours, theirs } }), ...(currency ? { currency } : {}) };
    return [field, { yours: first, theirs: second, ...said }] as const;
  });
  return Object.fromEntries(fields);
}

/** With names in the place of ids and codes. */
async function tellBoth(tx: Tx, viewer: Viewer, both: Written): Promise<Pick<AuditEntry, 'changes' | 'currencies'>> {
  const { noun, recordId, changes } = both;
  const ids = await namesOfIds(tx, viewer, [both]);
  const codes = await namesOfCodes(tx, viewer, [both]);
  const own = await wordsOfOwn(tx, [both]);
  const reads = await readableOwn(tx, viewer, [both]);
  const hides = (field: string) => !mayRead(viewer, { noun, field, reads });
  const currency = ids.get(recordId)?.currency ?? 'PLN';
  return {
    changes: told(changes, { hides, leavesOut: hides, inWords: wordsFor(viewer, { noun, ids, codes, own }) }),
    currencies: currenciesOf({ noun, verb: 'edit', changes }, { own, currency }),
  };
}

/** Columns that need more than the record: whatever the audit holds of them is told by name only. */
const columnRights: Readonly<Record<string, Right>> = { pesel: 'company.pesel' };
const HIDDEN = ['…', '…'] as const;

type Field = { readonly noun: string; readonly field: string; readonly reads: ReadonlySet<string> };

function mayRead(viewer: Viewer, { noun, field, reads }: Field): boolean {
  if (field.startsWith('own.')) return reads.has(`${noun} ${field}`);
  const right = columnRights[field];
  return right === undefined || may(viewer, right);
}

/** The own fields that the reader may see today, whoever could when it was written. */
async function readableOwn(tx: Tx, viewer: Viewer, page: readonly Written[]): Promise<ReadonlySet<string>> {
  if (!page.some(({ changes }) => Object.keys(changes).some((field) => field.startsWith('own.')))) return new Set();
  const profiles = profilesOf(viewer);
  const fields = await tx.rows<{ record: string; code: string; readers: string[] | null; kind: 'text' }>(
    'select record, code, readers, kind from own_fields',
  );
  const readable = fields.filter((field) => mayReadOwn({ ...field, writers: null }, profiles));
  return new Set(readable.map(({ record, code }) => `${record} own.${code}`));
}

type Saying = {
  readonly hides: (field: string) => boolean;
  readonly leavesOut: (field: string) => boolean;
  readonly inWords: (field: string, value: unknown) => unknown;
};

function told(changes: Changes, { hides, leavesOut, inWords }: Saying): Changes {
  return Object.fromEntries(
    Object.entries(changes)
      .filter(([field]) => field !== 'version' && !leavesOut(field))
      .map(([field, pair]) => {
        if (hides(field) || !Array.isArray(pair)) return [field, HIDDEN];
        return [field, [inWords(field, pair[0]), inWords(field, pair[1])] as const];
      }),
  );
}

type Known = {
  readonly noun: string;
  readonly ids: ReadonlyMap<string, { readonly name: string }>;
  readonly codes: ReadonlyMap<string, string>;
  readonly own: OwnWords;
};

function wordsFor({ language }: Viewer, { noun, ids, codes, own }: Known): Saying['inWords'] {
  const inWords = (field: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one) => inWords(field, one));
    if (typeof value !== 'string') return value;
    const choice = own.choices.get(`${noun} ${field}`)?.find((one) => one.value === value);
    return choice?.label[language] ?? ids.get(value)?.name ?? codes.get(`${noun}.${field} ${value}`) ?? value;
  };
  return inWords;
}

type Counted = { readonly own: OwnWords; readonly currency: string };

/** What a cost of a campaign is called stands in the place of a field. */
function currenciesOf(
  { noun, verb, changes }: Pick<AuditRow, 'noun' | 'verb' | 'changes'>,
  { own, currency }: Counted,
): Readonly<Record<string, string>> {
  const isCost = noun === 'campaign' && /^(add|remove) (cost|revenue)$/.test(verb);
  return Object.fromEntries(
    Object.keys(changes).flatMap((field) => {
      const known =
        own.currencies.get(`${noun} ${field}`) ?? (isCost || field.endsWith('Minor') ? currency : undefined);
      return known ? [[field, known]] : [];
    }),
  );
}
