/** SQL that compares drafts of an import with the register. One place, used when rows are counted and when they are written. */
import { codeOfColumn, isCustomerColumn } from '../domain/import/own-columns.ts';
import type { JoinBy } from '../domain/import/plan.ts';

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

/** A row without the joining value is joined by its name and town, so that reading a file twice makes no second company. */
export const nameKey = `'name:' || plain_text(cells->>'name') || '|' || plain_text(coalesce(cells->>'city', ''))`;

/** Which companies the drafts in `rows` (join_key, cells) are joined to: (join_key, company_id). */
export function registerMatches(joinBy: JoinBy, rows: string): string {
  const byName = `
    select s.join_key, c.id as company_id from (
      select join_key, plain_text(min(cells->>'name')) as name, plain_text(coalesce(min(cells->>'city'), '')) as city
      from ${rows} where join_key like 'name:%' group by join_key) s
    join companies c on plain_text(c.name) = s.name and c.deleted_at is null
      and (s.city = '' or c.city is null or plain_text(c.city) = s.city)`;
  if (joinBy === 'nothing') return 'select null::text as join_key, null::uuid as company_id where false';
  if (joinBy === 'name') return byName;
  const own = isCustomerColumn(joinBy) ? codeOfColumn(joinBy) : undefined;
  const keys = `(select distinct join_key from ${rows} where join_key not like 'name:%') s`;
  if (joinBy === 'email' || joinBy === 'phone') {
    return `${byName} union
      select s.join_key, p.company_id from ${keys} join contact_points p on p.kind = '${joinBy}' and p.normalised = s.join_key and p.state <> 'removed'
        join companies c on c.id = p.company_id and c.deleted_at is null`;
  }
  const value = own ? `coalesce(own_text(c.own, '${own}'), own_number(c.own, '${own}')::text)` : `c.${joinBy}`;
  return `${byName} union all
    select s.join_key, c.id from ${keys} join companies c on ${value} = s.join_key and c.deleted_at is null`;
}

/** Whether the person `p` is the one of the draft `x`. */
function samePerson(p: string, x: string): string {
  return `${p}.deleted_at is null and plain_text(concat_ws(' ', ${p}.first_name, ${p}.last_name)) = plain_text(concat_ws(' ', ${x}."firstName", ${x}."lastName"))`;
}

/** The person of the draft `x` among those of a company, as a lateral row `(id, own)`: the one who is there by that name. */
export function personOf(company: string, x: string): string {
  return `(select p.id, p.own from people p where p.company_id = ${company} and ${samePerson('p', x)}
    order by p.is_main desc, p.created_at limit 1)`;
}

/** The day on which the consent `o` was said: a consent of a file weighs by it. */
export const saidOn = `coalesce(o.given_on, (o.recorded_at at time zone 'Europe/Warsaw')::date)`;

/**
 * Whether the consent `k` of the draft `x` says something new about the company. A refusal or withdrawal that is on record
 * is outweighed only by a consent with a later date: a list from last year brings nobody back (the strictest wins).
 */
export function consentCounts(company: string, x: string): string {
  const inForce = `(select o.status from consents o where o.company_id = ${company} and o.person_id is null and o.purpose = 'marketing'
    and o.channel = k->>'channel' order by o.recorded_at desc, o.id desc limit 1)`;
  const barred = `exists (select 1 from consents o where o.company_id = ${company} and o.purpose = 'marketing' and o.status <> 'given'
    and (o.channel = k->>'channel' or o.channel = 'any' or k->>'channel' = 'any')
    and (${x}."consentOn" is null or ${x}."consentOn" <= ${saidOn}))`;
  return `case when k->>'status' = 'given' then ${inForce} is distinct from 'given' and not ${barred}
    else coalesce(${inForce}, 'given') = 'given' end`;
}
