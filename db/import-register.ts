/** SQL that compares drafts of an import with the register. One place, used when rows are counted and when they are written. */
import type { ImportPlan, JoinBy } from '../domain/import/plan.ts';

/** The parts of a draft that are columns of `companies`: [key in the draft, column, type]. */
export const draftColumns = [
  ['name', 'name', 'text'],
  ['shortName', 'short_name', 'text'],
  ['nip', 'nip', 'text'],
  ['regon', 'regon', 'text'],
  ['krs', 'krs', 'text'],
  ['street', 'street', 'text'],
  ['postcode', 'postcode', 'text'],
  ['city', 'city', 'text'],
  ['website', 'website', 'text'],
  ['class', 'class', 'text'],
  ['industry', 'industry', 'text'],
  ['ownerId', 'owner_id', 'uuid'],
  ['turnoverMinor', 'turnover_minor', 'bigint'],
  ['currency', 'currency', 'text'],
  ['notes', 'notes', 'text'],
] as const;

/** `jsonb_to_record(<draft>) as x(<this>)`. */
export const draftRecord = [
  ...draftColumns.map(([key, , type]) => `"${key}" ${type}`),
  '"firstName" text, "lastName" text, "position" text, "consentOn" date',
].join(', ');

/**
 * Which companies the rows of `table` (join_key, plain_name, plain_city) are joined to: (join_key, company_id). A row
 * without the joining value is joined by its name and town, so that reading a file twice makes no second company.
 */
export function registerMatches(joinBy: JoinBy, table: string): string {
  const byName = `
    select s.join_key, c.id as company_id from (select distinct join_key, plain_name, plain_city from ${table} where plain_name is not null) s
      join companies c on plain_text(c.name) = s.plain_name and c.deleted_at is null
        and (s.plain_city = '' or c.city is null or plain_text(c.city) = s.plain_city)`;
  if (joinBy === 'nothing') return 'select null::text as join_key, null::uuid as company_id where false';
  if (joinBy === 'name') return byName;
  const keys = `(select distinct join_key from ${table} where plain_name is null and join_key is not null) s`;
  if (joinBy === 'email' || joinBy === 'phone') {
    return `${byName} union
      select s.join_key, p.company_id from ${keys} join contact_points p on p.kind = '${joinBy}' and p.normalised = s.join_key
        join companies c on c.id = p.company_id and c.deleted_at is null`;
  }
  return `${byName} union all
    select s.join_key, c.id from ${keys} join companies c on c.${joinBy} = s.join_key and c.deleted_at is null`;
}

/**
 * `{ field: [old, new] }` of what the draft `x` (its JSON: `cells`) would change in the company `c`. What is empty in the
 * file changes nothing; with `fill` only what is empty in the register does.
 */
export function draftChanges(onChanged: ImportPlan['onChanged'], cells: string): string {
  const fields = draftColumns.map(([key, column]) => {
    const differs = onChanged === 'fill' ? `c.${column} is null` : `x."${key}" is distinct from c.${column}`;
    // A currency without an amount says nothing.
    const told = key === 'currency' ? 'x."turnoverMinor" is not null and x."currency"' : `x."${key}"`;
    return `'${key}', case when ${told} is not null and ${differs} then jsonb_build_array(c.${column}, x."${key}") end`;
  });
  return `jsonb_strip_nulls(jsonb_build_object(${fields.join(', ')},
    'emails', ${missingContacts('email', cells, ['emails', 'personEmails'])},
    'phones', ${missingContacts('phone', cells, ['phones', 'personPhones'])},
    'person', case when x."lastName" is not null and not exists (select 1 from people p where p.company_id = c.id and ${samePerson('p', 'x')})
      then jsonb_build_array(null, concat_ws(' ', x."firstName", x."lastName")) end,
    'consents', (select jsonb_build_array(null, string_agg(k->>'channel' || ': ' || (k->>'status'), ', '))
      from jsonb_array_elements(${cells}->'consents') k where ${consentCounts('c.id', 'x')} having count(*) > 0)))`;
}

function missingContacts(kind: 'email' | 'phone', cells: string, keys: readonly string[]): string {
  const all = keys.map((key) => `coalesce(${cells}->'${key}', '[]')`).join(' || ');
  return `case when ${keys.map((key) => `${cells} ? '${key}'`).join(' or ')} then
    (select jsonb_build_array(null, string_agg(e, ', ')) from jsonb_array_elements_text(${all}) e where not exists
      (select 1 from contact_points p where p.company_id = c.id and p.kind = '${kind}' and p.normalised = e) having count(*) > 0) end`;
}

/** Whether the person `p` is the one of the draft `x`. */
export function samePerson(p: string, x: string): string {
  return `${p}.deleted_at is null and plain_text(concat_ws(' ', ${p}.first_name, ${p}.last_name)) = plain_text(concat_ws(' ', ${x}."firstName", ${x}."lastName"))`;
}

/**
 * Whether the consent `k` of the draft `x` says something new about the company. A refusal or withdrawal that is on record
 * is outweighed only by a consent with a later date: a list from last year brings nobody back (the strictest wins).
 */
export function consentCounts(company: string, x: string): string {
  return `case when k->>'status' = 'given' then ${consentIn(company)} is distinct from 'given' and not ${consentBarred(company, x)}
    else coalesce(${consentIn(company)}, 'given') = 'given' end`;
}

export function consentBarred(company: string, x: string): string {
  return `exists (select 1 from consents o where o.company_id = ${company} and o.purpose = 'marketing' and o.status <> 'given'
    and (o.channel = k->>'channel' or o.channel = 'any' or k->>'channel' = 'any')
    and (${x}."consentOn" is null or ${x}."consentOn" <= coalesce(o.given_on, (o.recorded_at at time zone 'Europe/Warsaw')::date)))`;
}

function consentIn(company: string): string {
  return `(select o.status from consents o where o.company_id = ${company} and o.person_id is null and o.purpose = 'marketing'
    and o.channel = k->>'channel' order by o.recorded_at desc, o.id desc limit 1)`;
}
