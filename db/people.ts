import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { greetingOf, type Gender } from '../domain/people/greeting.ts';
import { oneLine } from '../domain/text/clean.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { addContactPoint, bringBackPointsOf, removePointsOf, type NewContactPoint } from './contact-points.ts';
import { demandCompany } from './company-lock.ts';
import { refreshClasses } from './class-members.ts';
import type { Tx } from './database.ts';
import { bringBackDaysOfPerson, bringDaysOfPeople, takeBackDaysOfPerson } from './important-days.ts';
import { ownOfMany, ownWritten, settleOwn } from './own-values.ts';
import { likeable, refreshCompanySearch } from './search-text.ts';
import { actorBy, notFound, reachable, visible, type By } from './scope.ts';
import { suppressionsOf, type ShownPoint } from './suppressions.ts';

export type PersonFields = {
  readonly firstName?: string | null;
  readonly lastName: string;
  readonly position?: string | null;
  readonly isMain?: boolean;
  readonly language?: 'pl' | 'en' | null;
  readonly department?: string | null;
  /** Has a say in what is bought. */
  readonly decides?: boolean | null;
  readonly bornOn?: string | null;
  /** `MM-DD`. */
  readonly nameDay?: string | null;
  readonly gender?: Gender | null;
  /** How one calls them, where the table of names is wrong or knows nothing. */
  readonly vocative?: string | null;
};
type WithOwn = { readonly own?: OwnValues };
export type NewPerson = PersonFields &
  WithOwn & {
    readonly companyId: string;
    readonly contactPoints?: readonly Omit<NewContactPoint, 'personId'>[];
  };
export type Person = Required<PersonFields> & {
  readonly own: OwnValues;
  readonly id: string;
  readonly companyId: string;
  readonly version: number;
  /** How a letter to them begins, in Polish. */
  readonly greeting: string;
  readonly contactPoints: readonly ShownPoint[];
};

/** Column by field: the only ones that are ever written. */
export const personColumns = {
  firstName: 'first_name',
  lastName: 'last_name',
  position: 'position',
  isMain: 'is_main',
  language: 'language',
  department: 'department',
  decides: 'decides',
  bornOn: 'born_on',
  nameDay: 'name_day',
  gender: 'gender',
  vocative: 'vocative',
} as const satisfies Readonly<Record<keyof PersonFields, string>>;
const allColumns = Object.values(personColumns)
  .map((column) => `p.${column}`)
  .join(', ');

/** A new contact person of a company; the first one is the main one. */
export async function createPerson(tx: Tx, by: By, person: NewPerson): Promise<{ readonly id: string }> {
  const actor = actorBy(by, 'company.edit');
  const { companyId, contactPoints = [], own: sent, ...fields } = person;
  const values = tidy(fields);
  if (!values.lastName) throw nameless();
  await demandBorn(tx, values);
  await demandCompany(tx, by, { companyId });
  const written = await ownWritten(tx, by, { record: 'person', before: null, sent });
  const set = Object.entries(values) as [keyof PersonFields, unknown][];
  const { id } = await tx.one<{ id: string }>(
    `insert into people (company_id, ${set.map(([field]) => personColumns[field]).join(', ')}, own, created_by, updated_by)
     values ($1, ${set.map((_, i) => `$${i + 4}`).join(', ')}, $3, $2, $2) returning id`,
    [companyId, actorText(actor), JSON.stringify(written.own), ...set.map(([, value]) => value)],
  );
  await keepOneMain(tx, id, values.isMain);
  await refreshPersonSearch(tx, id);
  for (const point of contactPoints) await addContactPoint(tx, actor, { ...point, companyId, personId: id });
  await refreshCompanySearch(tx, [companyId]);
  await refreshClasses(tx, [companyId]);
  await settleOwn(tx, by, { record: 'person', id, written });
  const changes = { ...changesBetween({}, values), ...written.changes };
  await recordAudit(tx, { actor, noun: 'person', recordId: id, verb: 'create', changes });
  return { id };
}

export type PersonEdit = {
  readonly id: string;
  readonly version: number;
  readonly changes: Partial<PersonFields> & WithOwn;
};

/** Throws `person.changed` where somebody else was quicker. Answers the new version. */
export async function editPerson(
  tx: Tx,
  by: By,
  { id, version, changes: sent }: PersonEdit,
): Promise<{ readonly version: number }> {
  const actor = actorBy(by, 'company.edit');
  const before = await lockPerson(tx, by, id);
  if (before.version !== version) throw withNow(changedPerson(before), before);
  const values = tidy(sent);
  if (values.lastName === '') throw nameless();
  await demandBorn(tx, values);
  const written = await ownWritten(tx, by, { record: 'person', before: before.own, sent: sent.own });
  const changed = changesBetween(before, values);
  const set = Object.keys(changed) as (keyof PersonFields)[];
  if (set.length === 0 && Object.keys(written.changes).length === 0) return { version };
  await tx.run(
    `update people set ${set.map((field, i) => `${personColumns[field]} = $${i + 4}, `).join('')}
       own = $3, version = version + 1, updated_at = now(), updated_by = $2 where id = $1`,
    [id, actorText(actor), JSON.stringify(written.own), ...set.map((field) => values[field])],
  );
  if (changed['isMain']) await keepOneMain(tx, id, values.isMain);
  await refreshPersonSearch(tx, id);
  await refreshCompanySearch(tx, [before.companyId]);
  await refreshClasses(tx, [before.companyId]);
  if (changed['bornOn'] || changed['nameDay']) await bringDaysOfPeople(tx, [id]);
  await settleOwn(tx, by, { record: 'person', id, written });
  const changes = { ...changed, ...written.changes };
  await recordAudit(tx, { actor, noun: 'person', recordId: id, verb: 'edit', changes });
  return { version: version + 1 };
}

/** Takes somebody out of the lists, and their addresses out of use; what was done with them stays. */
export async function deletePerson(tx: Tx, by: By, { id, version }: { id: string; version: number }): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const before = await lockPerson(tx, by, id);
  if (before.version !== version) throw withNow(changedPerson(before), before);
  await tx.run(
    `update people set deleted_at = now(), is_main = false, version = version + 1, updated_at = now(), updated_by = $2 where id = $1`,
    [id, actorText(actor)],
  );
  await removePointsOf(tx, actor, id);
  await takeBackDaysOfPerson(tx, id);
  await refreshCompanySearch(tx, [before.companyId]);
  await refreshClasses(tx, [before.companyId]);
  await recordAudit(tx, { actor, noun: 'person', recordId: id, verb: 'delete' });
}

/** Brings back whom the same person has just deleted. */
export async function restorePerson(tx: Tx, by: By, id: string): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  await bringBackPointsOf(tx, actor, id);
  const back = await tx.maybe<{ companyId: string }>(
    `update people p set deleted_at = null, version = p.version + 1, updated_at = now() from companies c
     where p.id = $1 and p.deleted_at is not null and p.merged_into is null and p.updated_by = $2 and c.id = p.company_id and ${reachable('companies', by, 'c')}
     returning p.company_id`,
    [id, actorText(actor)],
  );
  if (!back) throw notFound('person');
  await keepOneMain(tx, id, undefined);
  await bringBackDaysOfPerson(tx, id);
  await refreshCompanySearch(tx, [back.companyId]);
  await refreshClasses(tx, [back.companyId]);
  await recordAudit(tx, { actor, noun: 'person', recordId: id, verb: 'restore' });
}

/** Holds somebody whom the actor may change. Throws `person.not_found`. */
export async function lockPerson(tx: Tx, by: By, id: string): Promise<Person> {
  const person = await tx.maybe<Person>(
    `select p.* from people p where p.id = $1 and ${reachable('people', by, 'p')} for update of p`,
    [id],
  );
  if (!person) throw notFound('person');
  return person;
}

/** The people of a company, the main one first, each with their own addresses. */
export async function peopleOf(tx: Tx, viewer: Viewer, companyId: string): Promise<Person[]> {
  const rows = await tx.rows<Omit<Person, 'greeting'>>(
    `${SELECT} where p.company_id = $1 and ${visible('people', viewer, 'p')} order by p.is_main desc, p.last_name, p.id limit 200`,
    [companyId],
  );
  return ownOfMany(tx, viewer, { record: 'person', rows: rows.map(greeted) });
}

export type PersonCard = Person & {
  readonly companyName: string;
  /** The employer before this one, where they may go back to it. */
  readonly cameFrom: CameFrom | null;
};
export type CameFrom = { readonly companyName: string; readonly movedAt: string };

/** Throws `person.not_found`. */
export async function readPerson(tx: Tx, viewer: Viewer, id: string): Promise<PersonCard> {
  const person = await tx.maybe<Omit<Person, 'greeting'>>(
    `${SELECT} where p.id = $1 and ${visible('people', viewer, 'p')}`,
    [id],
  );
  if (!person) throw notFound('person');
  const company = await tx.one<{ name: string }>('select name from companies where id = $1', [person.companyId]);
  const cameFrom = await tx.maybe<CameFrom>(
    `select coalesce(c.short_name, c.name) as company_name, m.moved_at from person_moves m join people p on p.id = m.from_id
       join companies c on c.id = p.company_id and ${visible('companies', viewer, 'c')}
     where m.to_id = $1 and m.undone_at is null`,
    [id],
  );
  const [seen] = await ownOfMany(tx, viewer, { record: 'person', rows: [greeted(person)] });
  return { ...seen!, companyName: company.name, cameFrom: cameFrom ?? null };
}

/** The positions in use that begin like this, the most common first: so that one thing has one name. */
export async function positionsLike(tx: Tx, viewer: Viewer, typed: string): Promise<string[]> {
  actorBy(viewer, 'company.read');
  const rows = await tx.rows<{ position: string }>(
    `select position from (select p.position from people p where p.position is not null and ${visible('people', viewer, 'p')} limit 20000) p
     where plain_text(position) like plain_text($1) || '%' group by position order by count(*) desc, position limit 20`,
    [likeable(typed)],
  );
  return rows.map(({ position }) => position);
}

const SELECT = `select p.id, p.company_id, p.own, ${allColumns}, p.version,
    coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'personId', c.person_id, 'kind', c.kind, 'value', c.value,
      'normalised', c.normalised, 'label', c.label, 'isMain', c.is_main, 'state', c.state, 'stateReason', c.state_reason,
      'version', c.version, 'suppressions', ${suppressionsOf('c')}) order by c.is_main desc, c.created_at) from contact_points c
        where c.person_id = p.id and c.state <> 'removed'), '[]') as contact_points
  from people p`;

function greeted(person: Omit<Person, 'greeting'>): Person {
  return { ...person, greeting: greetingOf(person, 'pl') };
}

/** One main person per company; without `wanted` somebody is only if nobody else is. */
export async function keepOneMain(tx: Tx, id: string, wanted: boolean | undefined): Promise<void> {
  if (wanted === false) return;
  const others = `from people o, people me where me.id = $1 and o.company_id = me.company_id and o.id <> me.id and o.is_main and o.deleted_at is null`;
  if (wanted === undefined && (await tx.maybe(`select 1 ${others} limit 1`, [id]))) return;
  await tx.run(`update people set is_main = false where id in (select o.id ${others})`, [id]);
  await tx.run('update people set is_main = true where id = $1', [id]);
}

/** By what a person is found. */
export async function refreshPersonSearch(tx: Tx, id: string): Promise<void> {
  await tx.run(`update people set search_text = plain_text(concat_ws(' ', first_name, last_name)) where id = $1`, [id]);
}

function tidy(fields: Partial<PersonFields>): Partial<PersonFields> {
  const values: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || !(field in personColumns)) continue;
    const text = typeof value === 'string' ? oneLine(value) : value;
    values[field] = text === '' && field !== 'lastName' ? null : text;
  }
  return values;
}

/** Throws `person.not_born`. A day is forgiven to whose calendar is ahead of the server's. */
async function demandBorn(tx: Tx, { bornOn }: Partial<PersonFields>): Promise<void> {
  if (!bornOn) return;
  const { isToCome } = await tx.one<{ isToCome: boolean }>('select $1::date > current_date + 1 as "isToCome"', [
    bornOn,
  ]);
  if (!isToCome) return;
  throw new DomainError(
    'person.not_born',
    {
      pl: `Data urodzenia ${bornOn} jest w przyszłości. Popraw ją.`,
      en: `The date of birth ${bornOn} is in the future. Correct it.`,
    },
    'bornOn',
  );
}

function nameless(): DomainError {
  return new DomainError(
    'person.nameless',
    { pl: 'Osoba musi mieć nazwisko. Wpisz je.', en: 'A person needs a last name. Type it in.' },
    'lastName',
  );
}

export function changedPerson({ firstName, lastName }: Pick<Person, 'firstName' | 'lastName'>): DomainError {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return new DomainError('person.changed', {
    pl: `Ktoś inny zmienił w międzyczasie osobę ${name}. Odśwież stronę i wprowadź zmiany jeszcze raz.`,
    en: `Somebody else has changed ${name} meanwhile. Reload the page and make your changes again.`,
  });
}
