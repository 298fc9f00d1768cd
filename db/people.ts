import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { addContactPoint, type ContactPoint, type NewContactPoint } from './contact-points.ts';
import type { Tx } from './database.ts';
import { refreshFormulas } from './own-formulas.ts';
import { ownOfMany, ownWritten } from './own-values.ts';
import { refreshCompanySearch } from './search-text.ts';
import { actorBy, notFound, visible, type By } from './scope.ts';

export type PersonFields = {
  readonly firstName?: string | null;
  readonly lastName: string;
  readonly position?: string | null;
  readonly isMain?: boolean;
  readonly language?: 'pl' | 'en' | null;
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
  readonly contactPoints: readonly ContactPoint[];
};

/** A new contact person of a company. */
export async function createPerson(tx: Tx, by: By, person: NewPerson): Promise<{ readonly id: string }> {
  const actor = actorBy(by, 'company.edit');
  const lastName = person.lastName.trim();
  if (lastName === '') throw nameless();
  const firstName = person.firstName?.trim() || null;
  const company = await tx.maybe('select 1 from companies where id = $1 and deleted_at is null for no key update', [
    person.companyId,
  ]);
  if (!company) throw notFound('company');
  const { own, changes } = await ownWritten(tx, by, { record: 'person', before: null, sent: person.own });
  const { id } = await tx.one<{ id: string }>(
    `insert into people (company_id, first_name, last_name, position, is_main, language, search_text, created_by, updated_by, own)
     values ($1, $2, $3, $4, coalesce($5, not exists (select 1 from people where company_id = $1 and is_main and deleted_at is null)),
       $6, plain_text(concat_ws(' ', $2::text, $3::text)), $7, $7, $8) returning id`,
    [
      person.companyId,
      firstName,
      lastName,
      person.position?.trim() || null,
      person.isMain ?? null,
      person.language ?? null,
      actorText(actor),
      JSON.stringify(own),
    ],
  );
  for (const point of person.contactPoints ?? []) {
    await addContactPoint(tx, actor, { ...point, companyId: person.companyId, personId: id });
  }
  await refreshCompanySearch(tx, [person.companyId]);
  await refreshFormulas(tx, 'person', [id]);
  await recordAudit(tx, {
    actor,
    noun: 'person',
    recordId: id,
    verb: 'create',
    changes: { lastName: [null, lastName], ...changes },
  });
  return { id };
}

export type PersonEdit = {
  readonly id: string;
  readonly version: number;
  readonly changes: Partial<PersonFields> & WithOwn;
};

/** Throws `person.changed` where somebody else was quicker. */
export async function editPerson(tx: Tx, by: By, { id, version, changes: sent }: PersonEdit): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const before = await tx.maybe<Person>('select * from people where id = $1 and deleted_at is null for update', [id]);
  if (!before) throw notFound('person');
  if (before.version !== version) throw changedPerson(before);
  const { own: ownSent, ...changes } = sent;
  const written = await ownWritten(tx, by, { record: 'person', before: before.own, sent: ownSent });
  const after = {
    firstName: before.firstName,
    lastName: before.lastName,
    position: before.position,
    isMain: before.isMain,
    language: before.language,
    ...changes,
  };
  if (after.lastName.trim() === '') throw nameless();
  await tx.run(
    `update people set first_name = $2, last_name = $3, position = $4, is_main = $5, language = $6,
       search_text = plain_text(concat_ws(' ', $2::text, $3::text)), version = version + 1, updated_at = now(), updated_by = $7, own = $8
     where id = $1`,
    [
      id,
      after.firstName?.trim() || null,
      after.lastName.trim(),
      after.position?.trim() || null,
      after.isMain,
      after.language,
      actorText(actor),
      JSON.stringify(written.own),
    ],
  );
  await refreshCompanySearch(tx, [before.companyId]);
  await refreshFormulas(tx, 'person', [id]);
  const changed = { ...changesBetween(before, after), ...written.changes };
  await recordAudit(tx, { actor, noun: 'person', recordId: id, verb: 'edit', changes: changed });
}

/** The people of a company, the main one first, each with their own addresses. */
export async function peopleOf(tx: Tx, viewer: Viewer, companyId: string): Promise<Person[]> {
  const people = await tx.rows<Person>(
    `select p.id, p.company_id, p.own, p.first_name, p.last_name, p.position, p.is_main, p.language, p.version,
       coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'personId', c.person_id, 'kind', c.kind, 'value', c.value,
         'normalised', c.normalised, 'label', c.label, 'isMain', c.is_main, 'state', c.state, 'stateReason', c.state_reason,
         'version', c.version) order by c.is_main desc, c.created_at) from contact_points c where c.person_id = p.id), '[]') as contact_points
     from people p where p.company_id = $1 and ${visible('people', viewer, 'p')}
     order by p.is_main desc, p.last_name, p.id limit 200`,
    [companyId],
  );
  return ownOfMany(tx, viewer, { record: 'person', rows: people });
}

function nameless(): DomainError {
  return new DomainError(
    'person.nameless',
    { pl: 'Osoba musi mieć nazwisko. Wpisz je.', en: 'A person needs a last name. Type it in.' },
    'lastName',
  );
}

function changedPerson({ firstName, lastName }: Person): DomainError {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return new DomainError('person.changed', {
    pl: `Ktoś inny zmienił w międzyczasie osobę ${name}. Odśwież stronę i wprowadź zmiany jeszcze raz.`,
    en: `Somebody else has changed ${name} meanwhile. Reload the page and make your changes again.`,
  });
}
