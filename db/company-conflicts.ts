import { DomainError } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';
import { readableFields } from './own-values.ts';
import { notFound, type By } from './scope.ts';

const fieldNames: Readonly<Record<string, readonly [string, string]>> = {
  kind: ['rodzaj', 'kind'],
  name: ['nazwa', 'name'],
  shortName: ['nazwa skrócona', 'short name'],
  parentId: ['centrala', 'head office'],
  nip: ['NIP', 'NIP'],
  regon: ['REGON', 'REGON'],
  krs: ['KRS', 'KRS'],
  euVat: ['VAT UE', 'EU VAT'],
  street: ['ulica', 'street'],
  postcode: ['kod pocztowy', 'postcode'],
  city: ['miejscowość', 'town'],
  country: ['kraj', 'country'],
  website: ['strona WWW', 'website'],
  class: ['klasa', 'class'],
  industry: ['branża', 'industry'],
  ownerId: ['opiekun', 'owner'],
  turnoverMinor: ['obrót deklarowany', 'declared turnover'],
  currency: ['waluta', 'currency'],
  notes: ['uwagi', 'notes'],
  timeZone: ['strefa czasowa', 'time zone'],
  iban: ['rachunek', 'account'],
  paymentDays: ['termin płatności', 'days to pay'],
  pesel: ['PESEL', 'PESEL'],
};

/** The error for an edit of an outdated version: it names the fields that somebody else has changed since. */
export async function changedMeanwhile(
  tx: Tx,
  by: By,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<DomainError> {
  const exists = await tx.maybe('select 1 from companies where id = $1 and deleted_at is null', [id]);
  if (!exists) return notFound('company');
  const rows = await tx.rows<{ field: string }>(
    `select distinct key as field from audit, jsonb_object_keys(changes) key
     where noun = 'company' and record_id = $1 and (changes->'version'->>1)::integer > $2 and key <> 'version'`,
    [id, version],
  );
  const own = new Map(
    (await readableFields(tx, by, 'company')).map(({ code, title: { pl, en } }) => [`own.${code}`, [pl, en] as const]),
  );
  const named = rows
    .map(({ field }) => fieldNames[field] ?? own.get(field))
    .filter((names) => names !== undefined)
    .toSorted();
  const pl = named.map(([name]) => name).join(', ') || 'dane klienta';
  const en = named.map(([, name]) => name).join(', ') || 'the record';
  return new DomainError('company.changed', {
    pl: `Ktoś inny zmienił w międzyczasie: ${pl}. Odśwież stronę i wprowadź zmiany jeszcze raz.`,
    en: `Somebody else has changed meanwhile: ${en}. Reload the page and make your changes again.`,
  });
}
