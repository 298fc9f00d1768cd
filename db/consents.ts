import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { actorBy, notFound, reachable, visible, type By } from './scope.ts';

export type ConsentChannel = 'email' | 'phone' | 'any';
export type ConsentStatus = 'given' | 'refused' | 'withdrawn';

export type NewConsent = {
  readonly companyId: string;
  readonly personId?: string | null;
  readonly contactPointId?: string | null;
  readonly channel: ConsentChannel;
  /** `marketing` unless told otherwise: the purpose of templates. */
  readonly purpose?: string;
  readonly status: ConsentStatus;
  /** Where it comes from, in words that convince an inspector. */
  readonly evidence: string;
  /** The day on which it was said, `YYYY-MM-DD`; may be before today. */
  readonly givenOn?: string | null;
};

export type Consent = Required<NewConsent> & {
  readonly id: string;
  readonly recordedAt: string;
  readonly createdBy: string;
};

/** Adds to the record of consents; nothing in it is ever changed. The newest row per channel and purpose is in force. */
export async function recordConsent(tx: Tx, by: By, consent: NewConsent): Promise<{ readonly id: string }> {
  const actor = actorBy(by, 'company.edit');
  const { companyId, contactPointId = null, purpose = 'marketing', status } = consent;
  const evidence = consent.evidence.trim();
  if (evidence === '') throw unproven();
  const known = await tx.maybe(
    `select 1 from companies c where c.id = $1 and ${reachable('companies', by, 'c')}
       and ($2::uuid is null or exists (select 1 from people p where p.id = $2 and p.company_id = c.id))`,
    [companyId, consent.personId ?? null],
  );
  if (!known) throw notFound('company');
  const { personId, channel } = await whoseWord(tx, consent);
  const future = await tx.one<{ future: boolean }>(`select coalesce($1::date > current_date + 1, false) as future`, [
    consent.givenOn ?? null,
  ]);
  if (future.future) throw notYet(consent.givenOn!);
  const { id } = await tx.one<{ id: string }>(
    `insert into consents (company_id, person_id, contact_point_id, channel, purpose, status, evidence, given_on, recorded_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp(), $9) returning id`,
    [
      companyId,
      personId,
      contactPointId,
      channel,
      purpose,
      status,
      evidence,
      consent.givenOn ?? null,
      actorText(actor),
    ],
  );
  await recordAudit(tx, {
    actor,
    noun: 'company',
    recordId: companyId,
    verb: 'record consent',
    changes: { [`${purpose} ${channel}`]: [null, status] },
  });
  return { id };
}

type Word = { readonly personId: string | null; readonly channel: ConsentChannel };
type Address = { readonly personId: string | null; readonly kind: string; readonly value: string };

/** A word about one address is the word of whom the address belongs to, and is about no other channel. */
async function whoseWord(tx: Tx, { companyId, personId, contactPointId, channel }: NewConsent): Promise<Word> {
  if (!contactPointId) return { personId: personId ?? null, channel };
  const address = await tx.maybe<Address>(
    `select person_id, kind, value from contact_points where id = $1 and company_id = $2 and state <> 'removed'`,
    [contactPointId, companyId],
  );
  if (!address) throw notFound('contact_point');
  const { kind } = address;
  const isOfPerson = !personId || personId === address.personId;
  if (!isOfPerson || (kind !== 'email' && kind !== 'phone') || (channel !== 'any' && channel !== kind))
    throw wrongAddress(address.value);
  return { personId: address.personId, channel: kind };
}

type Asked = { readonly company: string; readonly person: string; readonly kind: string };

/**
 * Whether the consent `k` is about every address, or about the one that is reached first: of the person, else of the firm,
 * as work mode shows them, which offers none that is not to be contacted. SQL; `kind` is that of the address.
 */
export function aboutFirst({ company, person, kind }: Asked): string {
  return `(k.contact_point_id is null or k.contact_point_id = (select n.id from contact_points n
    where n.company_id = ${company} and n.kind = ${kind} and n.state = 'good'
    order by exists (select 1 from suppressions s where s.kind = n.kind and s.normalised = n.normalised
        and (s.purpose is null or s.purpose = k.purpose)),
      (n.person_id is not distinct from ${person}) desc, (n.person_id is null) desc, n.is_main desc, n.id limit 1))`;
}

export type ConsentHistory = Consent & {
  readonly inForce: boolean;
  readonly personName: string | null;
  /** The one address that it is about; null for all of them. */
  readonly address: string | null;
};

/**
 * Everything that was ever said, newest first; `inForce` marks the newest per person or company, address, channel and
 * purpose. Of one person: what they said, and what was said for the whole company, which counts for them as well. Where it is
 * too much, what is in force stays, that of the company first.
 */
export async function consentsOf(
  tx: Tx,
  viewer: Viewer,
  { companyId, personId }: { readonly companyId: string; readonly personId?: string },
): Promise<ConsentHistory[]> {
  return tx.rows<ConsentHistory>(
    `with said as (
       select k.id, k.company_id, k.person_id, k.contact_point_id, k.channel, k.purpose, k.status, k.evidence, k.given_on, k.recorded_at,
       k.created_by, nullif(concat_ws(' ', p.first_name, p.last_name), '') as person_name, a.value as address,
       row_number() over (partition by k.person_id, k.contact_point_id, k.channel, k.purpose order by k.recorded_at desc, k.id desc) = 1 as in_force
     from consents k join companies c on c.id = k.company_id and ${visible('companies', viewer, 'c')}
       left join people p on p.id = k.person_id left join contact_points a on a.id = k.contact_point_id
     where k.company_id = $1 and ($2::uuid is null or k.person_id is null or k.person_id = $2)),
     kept as (select * from said order by in_force desc, person_id is null desc, recorded_at desc, id desc limit 200)
     select * from kept order by recorded_at desc, id desc`,
    [companyId, personId ?? null],
  );
}

function unproven(): DomainError {
  return new DomainError(
    'consent.unproven',
    {
      pl: 'Zgoda potrzebuje dowodu: skąd o niej wiemy (formularz, rozmowa, umowa). Wpisz go.',
      en: 'A consent needs evidence: how we know of it (form, call, contract). Type it in.',
    },
    'evidence',
  );
}

function wrongAddress(value: string): DomainError {
  return new DomainError(
    'consent.wrong_address',
    {
      pl: `Adres ${value} należy do kogoś innego albo nie pasuje do kanału. Wybierz inny adres albo kanał.`,
      en: `The address ${value} belongs to somebody else or does not fit the channel. Choose another address or channel.`,
    },
    'contactPointId',
  );
}

function notYet(day: string): DomainError {
  return new DomainError(
    'consent.not_yet',
    {
      pl: `Data zgody ${day} jest w przyszłości. Popraw ją.`,
      en: `The date of consent ${day} is in the future. Correct it.`,
    },
    'givenOn',
  );
}
