import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import { isEmail, normaliseEmail } from '../domain/ids/email.ts';
import { isPhone, normalisePhone } from '../domain/ids/phone.ts';
import { recordAudit } from './audit.ts';
import { isThere } from './contact-facts.ts';
import { demandCompany } from './company-lock.ts';
import { refreshClasses } from './class-members.ts';
import { readdressPlanned } from './corrected-addresses.ts';
import type { Tx } from './database.ts';
import { refreshCompanySearch } from './search-text.ts';
import { actorBy, notFound, reachable, type By } from './scope.ts';

export type ContactKind = 'email' | 'phone' | 'messenger' | 'postal';

export type NewContactPoint = {
  readonly kind: ContactKind;
  readonly value: string;
  readonly personId?: string | null;
  readonly label?: string | null;
  /** The first of its kind is the main one in any case. */
  readonly isMain?: boolean;
};

export type ContactPoint = {
  readonly id: string;
  readonly personId: string | null;
  readonly kind: ContactKind;
  readonly value: string;
  readonly normalised: string;
  readonly label: string | null;
  readonly isMain: boolean;
  /** One that was taken away (`removed`) is read by nobody. */
  readonly state: 'good' | 'bounced' | 'full' | 'wrong';
  readonly stateReason: string | null;
  readonly version: number;
};

/**
 * Adds an address to a company or to one of its people, in the form in which it is compared. One that is there already is
 * answered as it stands. Throws `contact_point.invalid` for an e-mail or phone that cannot be one.
 */
export async function addContactPoint(
  tx: Tx,
  by: By,
  point: NewContactPoint & { readonly companyId: string },
): Promise<{ readonly id: string }> {
  const actor = actorBy(by, 'company.edit');
  const { companyId, kind, personId = null } = point;
  const normalised = normaliseContact(kind, point.value);
  // The company's row is the lock under which "the main one" is decided.
  await demandCompany(tx, by, { companyId, personId });
  const known = await tx.maybe<{ id: string; state: string }>(
    // After a merge a double that was taken away may lie beside the one that stands.
    `select id, state from contact_points where company_id = $1 and person_id is not distinct from $2 and kind = $3 and normalised = $4
     order by state = 'removed', created_at, id limit 1`,
    [companyId, personId, kind, normalised],
  );
  if (known) {
    if (known.state === 'removed')
      await bringBack(tx, actor, { id: known.id, state: 'good', companyId, isMain: false });
    return { id: known.id };
  }
  const { id } = await tx.one<{ id: string }>(
    `insert into contact_points (company_id, person_id, kind, value, normalised, label, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $7) returning id`,
    [companyId, personId, kind, point.value.trim(), normalised, point.label ?? null, actorText(actor)],
  );
  await makeMain(tx, id, point.isMain ?? false);
  await follow(tx, companyId);
  await recordAudit(tx, {
    actor,
    noun: 'company',
    recordId: companyId,
    verb: 'add contact point',
    changes: { [kind]: [null, normalised] },
  });
  return { id };
}

export type ContactPointEdit = {
  readonly id: string;
  readonly version: number;
  readonly value?: string;
  readonly label?: string | null;
  readonly isMain?: true;
  /** `wrong`: a person said so; `good`: it is to be tried again. */
  readonly state?: 'good' | 'wrong';
};

/**
 * Corrects an address, makes it the main one, or says that it is wrong. A corrected address is good again, and what is planned
 * for it goes there.
 */
export async function editContactPoint(tx: Tx, by: By, edit: ContactPointEdit): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const before = await lockPoint(tx, by, edit);
  const value = edit.value?.trim() ?? before.value;
  const normalised = edit.value === undefined ? before.normalised : normaliseContact(before.kind, value);
  const state = edit.state ?? (normalised === before.normalised ? before.state : 'good');
  await tx.run(
    `update contact_points set value = $2, normalised = $3, label = $4, state = $5,
       state_reason = case when $5 = state then state_reason end, version = version + 1, updated_at = now(), updated_by = $6
     where id = $1`,
    [edit.id, value, normalised, edit.label === undefined ? before.label : edit.label, state, actorText(actor)],
  );
  const { companyId } = before;
  if (normalised !== before.normalised)
    await readdressPlanned(tx, actor, { id: edit.id, companyId, value, normalised });
  if (edit.isMain) await makeMain(tx, edit.id, true);
  await follow(tx, companyId);
  await recordAudit(tx, {
    actor,
    noun: 'company',
    recordId: companyId,
    verb: 'edit contact point',
    changes: {
      [before.kind]: [before.normalised, normalised],
      ...(state === before.state ? {} : { state: [before.state, state] }),
    },
  });
}

/** Takes an address away. The messages and consents that name it keep it. */
export async function removeContactPoint(tx: Tx, by: By, point: Locked): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const { companyId, personId, kind, normalised, isMain } = await lockPoint(tx, by, point);
  await tx.run(
    `update contact_points set state = 'removed', removed_from = state, is_main = false, version = version + 1, updated_at = now(),
       updated_by = $2 where id = $1`,
    [point.id, actorText(actor)],
  );
  if (isMain) await makeOtherMain(tx, { companyId, personId, kind });
  await follow(tx, companyId);
  const changes = { [kind]: [normalised, null] as const };
  await recordAudit(tx, { actor, noun: 'company', recordId: companyId, verb: 'remove contact point', changes });
}

/** Brings back what the same person has just taken away, as the main one where it was that. Throws `contact_point.not_found`. */
export async function restoreContactPoint(
  tx: Tx,
  by: By,
  { id, isMain }: { readonly id: string; readonly isMain: boolean },
): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const found = await tx.maybe<{ companyId: string; state: string }>(
    `select p.company_id, coalesce(p.removed_from, 'good') as state from contact_points p
       join companies c on c.id = p.company_id and ${reachable('companies', by, 'c')}
     where p.id = $1 and p.state = 'removed' and p.updated_by = $2
       and ${isThere('p')} for update of p`,
    [id, actorText(actor)],
  );
  if (!found) throw notFound('contact_point');
  await bringBack(tx, actor, { id, ...found, isMain });
}

/** Brings back those that are still away: whoever asks sees their customer and has the right to change it. */
export async function bringBackAll(tx: Tx, actor: Actor, ids: readonly string[]): Promise<void> {
  const away = await tx.rows<{ id: string; companyId: string; state: string }>(
    `select id, company_id, coalesce(removed_from, 'good') as state from contact_points
     where id = any($1::uuid[]) and state = 'removed' order by created_at, id for update`,
    [ids],
  );
  for (const one of away) await bringBack(tx, actor, { ...one, isMain: false });
}

type Away = {
  readonly id: string;
  readonly state: string;
  readonly companyId: string;
  /** It is the main one again; otherwise only where there is none. */
  readonly isMain: boolean;
};

async function bringBack(tx: Tx, actor: Actor, { id, state, companyId, isMain }: Away): Promise<void> {
  const { kind, normalised } = await tx.one<{ kind: string; normalised: string }>(
    `update contact_points set state = $2, removed_from = null, version = version + 1, updated_at = now(), updated_by = $3
     where id = $1 returning kind, normalised`,
    [id, state, actorText(actor)],
  );
  await makeMain(tx, id, isMain);
  await follow(tx, companyId);
  const changes = { [kind]: [null, normalised] as const };
  await recordAudit(tx, { actor, noun: 'company', recordId: companyId, verb: 'add contact point', changes });
}

/** The addresses of somebody who is deleted go with them: at the moment of the deletion, by which they are told from earlier ones. */
export async function removePointsOf(tx: Tx, actor: Actor, personId: string): Promise<void> {
  await tx.run(
    `update contact_points set state = 'removed', removed_from = state, version = version + 1, updated_at = now(), updated_by = $2
     where person_id = $1 and state <> 'removed'`,
    [personId, actorText(actor)],
  );
}

/** Brings back what went with somebody, before they are brought back themselves. */
export async function bringBackPointsOf(tx: Tx, actor: Actor, personId: string): Promise<void> {
  await tx.run(
    `update contact_points c set state = coalesce(c.removed_from, 'good'), removed_from = null, version = c.version + 1,
       updated_at = now(), updated_by = $2
     from people p where p.id = $1 and c.person_id = p.id and c.state = 'removed' and c.updated_at = p.deleted_at`,
    [personId, actorText(actor)],
  );
}

type Locked = { readonly id: string; readonly version: number };

/** The point of a customer within reach, for a change. Throws `contact_point.not_found`, `contact_point.changed`. */
export async function lockPoint(
  tx: Tx,
  by: By,
  { id, version }: Locked,
): Promise<ContactPoint & { companyId: string }> {
  const before = await tx.maybe<ContactPoint & { companyId: string }>(
    `select p.* from contact_points p join companies c on c.id = p.company_id and ${reachable('companies', by, 'c')}
     where p.id = $1 and p.state <> 'removed' for update of p`,
    [id],
  );
  if (!before) throw notFound('contact_point');
  if (before.version !== version) throw withNow(changedPoint(), before);
  return before;
}

/** What else knows of addresses: the search and the classes. */
async function follow(tx: Tx, companyId: string): Promise<void> {
  await refreshCompanySearch(tx, [companyId]);
  await refreshClasses(tx, [companyId]);
}

type Kin = Pick<ContactPoint, 'personId' | 'kind'> & { readonly companyId: string };

/** The oldest of the others is the main one where the main one went. */
async function makeOtherMain(tx: Tx, { companyId, personId, kind }: Kin): Promise<void> {
  await tx.run(
    `update contact_points set is_main = true where id = (
       select id from contact_points where company_id = $1 and person_id is not distinct from $2 and kind = $3 and state <> 'removed'
       order by state = 'good' desc, created_at, id limit 1)`,
    [companyId, personId, kind],
  );
}

/** Lower-case e-mail, E.164 phone, anything else without outer spaces. Throws `contact_point.invalid`. */
export function normaliseContact(kind: ContactKind, value: string): string {
  if (kind === 'email') return demandValid(normaliseEmail(value), value, { kind, check: isEmail });
  if (kind === 'phone') return demandValid(normalisePhone(value), value, { kind, check: isPhone });
  return demandValid(value.trim().toLowerCase(), value, { kind, check: (text) => text !== '' });
}

type Validity = { readonly kind: ContactKind; readonly check: (text: string) => boolean };

function demandValid(normalised: string, typed: string, { kind, check }: Validity): string {
  if (check(normalised)) return normalised;
  const [pl, en] =
    kind === 'email'
      ? ['adresem e-mail', 'an e-mail address']
      : kind === 'phone'
        ? ['numerem telefonu', 'a phone number']
        : ['adresem', 'an address'];
  throw new DomainError(
    'contact_point.invalid',
    { pl: `„${typed}” nie jest ${pl}. Popraw.`, en: `"${typed}" is not ${en}. Correct it.` },
    kind,
  );
}

/** One main address per kind, company and person. Without `wanted` it becomes main only if there is none. */
async function makeMain(tx: Tx, id: string, wanted: boolean): Promise<void> {
  const others = `from contact_points o, contact_points me where me.id = $1 and o.id <> me.id and o.company_id = me.company_id
    and o.person_id is not distinct from me.person_id and o.kind = me.kind and o.is_main`;
  if (!wanted && (await tx.maybe(`select 1 ${others} limit 1`, [id]))) return;
  await tx.run(`update contact_points set is_main = false where id in (select o.id ${others})`, [id]);
  await tx.run('update contact_points set is_main = true where id = $1', [id]);
}

export function changedPoint(): DomainError {
  return new DomainError('contact_point.changed', {
    pl: 'Ktoś inny zmienił w międzyczasie ten adres. Odśwież stronę i spróbuj jeszcze raz.',
    en: 'Somebody else has changed this address meanwhile. Reload the page and try again.',
  });
}
