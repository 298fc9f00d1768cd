/** Taking a merge back (rule 26). */
import { actorOf, profilesOf, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { mayReadOwn, type OwnRecord, type OwnValues } from '../domain/own/shapes.ts';
import { recordAudit } from './audit.ts';
import { reckonBalances } from './balances.ts';
import { refreshClasses } from './class-members.ts';
import type { Tx } from './database.ts';
import { repeatRefusals, standWithPeople, toldAgain, type Told } from './merge-apart.ts';
import { holdFrozen, separateFreezes } from './merge-freezes.ts';
import { fields, type MergeField } from './merge-fields.ts';
import { moveBack, type Moved, type MovedBack } from './merge-journal.ts';
import { turnOwnReferencesBack, type OwnTurned } from './merge-own-references.ts';
import type { Pair } from './merge-preview.ts';
import type { United, Written } from './merge-steps.ts';
import { definedFields } from './own-fields.ts';
import { refreshFormulas } from './own-formulas.ts';
import { refreshCompanySearch } from './search-text.ts';
import { actorBy, reachable } from './scope.ts';

/** What a merge has done, in `merges.journal`. */
export type Journal = {
  readonly moved: readonly Moved[];
  readonly points: readonly United[];
  /** Missing where the merge was made before own fields followed it. */
  readonly ownReferences?: readonly OwnTurned[];
  /** Rows that were the main ones of the merged customer, and are not any more. */
  readonly mains: { readonly contact_points: readonly string[]; readonly people: readonly string[] };
  readonly fields: Readonly<Partial<Record<MergeField, readonly [unknown, unknown]>>>;
  readonly own: Written['own'];
  readonly consents: readonly string[];
  readonly endedRuns: readonly string[];
};

/** Takes a merge back: what nobody has changed since returns, and what stays is told. */
export async function undoMerge(tx: Tx, viewer: Viewer, id: string): Promise<{ readonly stayed: readonly Said[] }> {
  const actor = actorBy(viewer, 'company.merge');
  const merge = await tx.maybe<Pair & { journal: Journal; mergedAt: string; undoneAt: string | null }>(
    `select m.kept_id, m.merged_id, m.journal, m.merged_at::text, m.undone_at from merges m
       join companies c on c.id = m.kept_id and ${reachable('companies', viewer, 'c')} where m.id = $1 for update of m`,
    [id],
  );
  if (!merge || merge.undoneAt) throw undone();
  const { keptId, mergedId, journal, mergedAt } = merge;
  await tx.run('select 1 from companies where id in ($1, $2) order by id for update', [keptId, mergedId]);
  await holdFrozen(tx, [keptId, mergedId]);
  const back = await moveAllBack(tx, journal, { from: mergedId, to: keptId, at: mergedAt });
  await standWithPeople(tx, merge);
  const stayed = (await toldAgain(tx, back, { keptId, mergedId, moved: journal.moved })).flatMap(leftBehind);
  stayed.push(...(await repeatRefusals(tx, actor, { ...journal, keptId, mergedId, mergedAt })));
  await tx.run('update contact_points set is_main = true where id = any($1::uuid[]) and company_id = $2', [
    journal.mains.contact_points,
    mergedId,
  ]);
  await tx.run('update people set is_main = true where id = any($1::uuid[]) and company_id = $2', [
    journal.mains.people,
    mergedId,
  ]);
  stayed.push(...(await restoreFields(tx, viewer, { table: 'companies', columns: fields, id: keptId, journal })));
  await tx.run(
    `update companies set deleted_at = null, merged_into = null, version = version + 1, updated_at = now(), updated_by = $2 where id = $1`,
    [mergedId, actorText(actor)],
  );
  await separateFreezes(tx, actor, { keptId, mergedId, mergedAt });
  await refreshCompanies(tx, [keptId, mergedId]);
  await tx.run('update merges set undone_at = now(), undone_by = $2, stayed = $3 where id = $1', [
    id,
    actorText(actor),
    JSON.stringify(stayed),
  ]);
  for (const recordId of [keptId, mergedId])
    await recordAudit(tx, { actor, noun: 'company', recordId, verb: 'undo merge' });
  return { stayed };
}

/** Rows, own fields, and what referred to addresses of both. Answers how many did, of each table. */
export async function moveAllBack(
  tx: Tx,
  { moved, points, ownReferences = [] }: Pick<Journal, 'moved' | 'points' | 'ownReferences'>,
  turn: Parameters<typeof moveBack>[2],
): Promise<MovedBack[]> {
  const back = await moveBack(tx, moved, turn);
  await turnOwnReferencesBack(tx, ownReferences, turn);
  for (const { from, to, moved: ofPoint, state } of points) {
    await moveBack(tx, ofPoint, { from, to, at: turn.at });
    await tx.run(`update contact_points set state = $2 where id = $1 and state = 'removed'`, [from, state]);
  }
  return back;
}

/** What stays where it is, and why. */
export function leftBehind({ table, stayed, withTheirs = 0 }: Told): Said[] {
  const [pl, en] = nouns[table] ?? [table, table];
  const said: Said[] = [];
  if (stayed > withTheirs) {
    const changed = stayed - withTheirs;
    said.push({
      pl: `${pl}: ${changed} zostaje, bo ktoś je potem zmienił albo usunął.`,
      en: `${en}: ${changed} stay, for somebody has changed or deleted them since.`,
    });
  }
  if (withTheirs > 0) {
    said.push({
      pl: `${pl}: ${withTheirs} zostaje przy osobach i adresach, które zostały.`,
      en: `${en}: ${withTheirs} stay with the people and addresses that stay.`,
    });
  }
  return said;
}

const nouns: Readonly<Record<string, readonly [string, string]>> = {
  tasks: ['Zadania', 'Tasks'],
  messages: ['Wiadomości', 'Messages'],
  people: ['Osoby', 'People'],
  contact_points: ['Adresy kontaktowe', 'Contact points'],
  consents: ['Zgody', 'Consents'],
  important_dates: ['Ważne daty', 'Important dates'],
  group_members: ['Miejsca w grupach', 'Places in groups'],
  notes: ['Notatki', 'Notes'],
  cases: ['Sprawy', 'Cases'],
  runs: ['Przebiegi', 'Runs'],
  opportunities: ['Szanse', 'Opportunities'],
  transactions: ['Faktury i płatności', 'Invoices and payments'],
  participants: ['Uczestnictwo w kampaniach', 'Participations'],
  companies: ['Oddziały', 'Branches'],
};

type Restoring = {
  readonly table: 'companies' | 'people';
  /** Column by field. */
  readonly columns: Readonly<Record<string, string>>;
  readonly id: string;
  readonly journal: Written & Pick<Journal, 'endedRuns' | 'consents'>;
};

/** An amount and its currency go back together. */
const amount: readonly string[] = ['turnoverMinor', 'currency'];

/** Gives fields back where they are as the merge has left them. Answers what stays. */
export async function restoreFields(
  tx: Tx,
  viewer: Viewer,
  { table, columns, id, journal }: Restoring,
): Promise<Said[]> {
  const list = Object.entries(columns).map(([field, column]) => `'${field}', r.${column}`);
  const { now, own: ownNow } = await tx.one<{ now: Record<string, unknown>; own: OwnValues }>(
    `select jsonb_build_object(${list.join(', ')}) as now, r.own from ${table} r where r.id = $1`,
    [id],
  );
  const written = Object.entries(journal.fields);
  const isAsLeft = (field: string) => !journal.fields[field] || isSame(now[field], journal.fields[field][1]);
  const back = written.filter(([field]) => (amount.includes(field) ? amount.every(isAsLeft) : isAsLeft(field)));
  const { own, stays } = journal.own ? ownBack(ownNow, journal.own) : { own: ownNow, stays: [] };
  await tx.run(
    `update ${table} set ${back.map(([field], i) => `${columns[field]} = $${i + 4}, `).join('')}
       own = $3, version = version + 1, updated_at = now(), updated_by = $2 where id = $1`,
    [id, actorText(actorOf(viewer)), JSON.stringify(own), ...back.map(([, [before]]) => before)],
  );
  const left = written.filter(([field]) => !back.some(([other]) => other === field)).map(([field]) => field);
  const said: Said[] = [];
  if (left.length > 0) {
    said.push({
      pl: `Pola zmienione po połączeniu zostają: ${left.join(', ')}.`,
      en: `Fields that were changed since stay: ${left.join(', ')}.`,
    });
  }
  said.push(...(await ownLeft(tx, viewer, { record: table === 'companies' ? 'company' : 'person', codes: stays })));
  said.push(...afterMerge(journal));
  return said;
}

/** Own values one by one, as plain fields go: `stays` are the codes of those that are not as the merge has left them. */
function ownBack(now: OwnValues, [before, after]: readonly [OwnValues, OwnValues]) {
  const own: Record<string, unknown> = { ...now };
  const stays: string[] = [];
  for (const code of Object.keys({ ...before, ...after })) {
    if (isSame(before[code], after[code])) continue;
    if (!isSame(now[code], after[code])) stays.push(code);
    else if (code in before) own[code] = before[code];
    else delete own[code];
  }
  return { own, stays };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

type OwnLeft = { readonly record: OwnRecord; readonly codes: readonly string[] };

/** Named as their readers know them. Formulas are worked out again for both, so that none of them stays. */
async function ownLeft(tx: Tx, viewer: Viewer, { record, codes }: OwnLeft): Promise<Said[]> {
  if (codes.length === 0) return [];
  const titles = (await definedFields(tx, record))
    .filter((field) => codes.includes(field.code) && field.kind !== 'formula' && mayReadOwn(field, profilesOf(viewer)))
    .map(({ title }) => title);
  if (titles.length === 0) return [];
  return [
    {
      pl: `Pola własne zmienione po połączeniu zostają: ${titles.map(({ pl }) => pl).join(', ')}.`,
      en: `Own fields that were changed since stay: ${titles.map(({ en }) => en).join(', ')}.`,
    },
  ];
}

/** What a merge has ended or said for good. */
function afterMerge(journal: Pick<Journal, 'endedRuns' | 'consents'>): Said[] {
  const said: Said[] = [];
  if (journal.endedRuns.length > 0) {
    said.push({
      pl: `Przebiegi zakończone przy połączeniu: ${journal.endedRuns.length}. Nie wznawiają się; uruchom je na nowo.`,
      en: `Runs that were ended by the merge: ${journal.endedRuns.length}. They do not go on; start them anew.`,
    });
  }
  if (journal.consents.length > 0) {
    said.push({
      pl: 'Surowsza zgoda, zapisana przy połączeniu, zostaje. Zapisz nową, jeśli klient znów się zgodził.',
      en: 'The stricter consent that the merge recorded stays. Record a new one if the customer agrees again.',
    });
  }
  return said;
}

export function undone(): DomainError {
  return new DomainError('merge.not_found', {
    pl: 'Nie ma takiego połączenia albo już je cofnięto.',
    en: 'There is no such merge, or it has been undone.',
  });
}

/** What is computed from the rows of a customer. */
export async function refreshCompanies(tx: Tx, ids: readonly string[]): Promise<void> {
  await refreshCompanySearch(tx, ids);
  await reckonBalances(tx, ids);
  await refreshClasses(tx, ids);
  await refreshFormulas(tx, 'company', ids);
}
