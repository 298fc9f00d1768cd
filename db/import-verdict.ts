/** Says of every good row what it is: new, changed, unchanged or conflicting. */
import type { Viewer } from '../domain/access.ts';
import type { ImportPlan } from '../domain/import/plan.ts';
import { isOwnColumn, recordOfColumn } from '../domain/import/own-columns.ts';
import { isThere } from './contact-facts.ts';
import { draftColumns, draftRecord, personOf, registerMatches, saidOn } from './import-register.ts';
import { matchesInSight } from './import-sight.ts';

/**
 * What is known is first gathered in tables of this transaction, set by set and analysed: looking it up row by row took three
 * times as long, and without statistics the planner pairs every row with every company.
 */
export const knownTables = `
  create temp table matches (join_key text, n bigint, company_id uuid, beyond uuid) on commit drop;
  create temp table twice (join_key text, first integer, versions bigint, rows integer[]) on commit drop;
  create temp table met (company_id uuid) on commit drop;
  create temp table known (company_id uuid, contacts text[], names text[], said jsonb, email date, phone date, any_channel date) on commit drop`;

/** Finds the customers of the rows of import `$1`, one statement after the other. A viewer is somebody who sees only their own. */
export function matching(plan: ImportPlan, viewer: Viewer | undefined): readonly string[] {
  const drafts = `(select join_key, cells from import_rows where import_id = $1 and state = 'new') drafts`;
  return [
    `insert into matches ${matchesInSight(plan, registerMatches(plan.joinBy, drafts), viewer)}`,
    'analyze matches',
  ];
}

/** Addresses, names of people and consents of each matched company. */
const knownFacts = `
  with matched as materialized (select distinct company_id from matches where n = 1),
    contacts as (select company_id, array_agg(kind || ':' || normalised) as list from contact_points
      where company_id in (select company_id from matched) and ${isThere('contact_points')} group by company_id),
    names as (select company_id, array_agg(plain_text(concat_ws(' ', first_name, last_name))) as list from people
      where deleted_at is null and company_id in (select company_id from matched) group by company_id),
    last_said as (select distinct on (o.company_id, o.channel) o.company_id, o.channel, o.status from consents o
      where o.purpose = 'marketing' and o.person_id is null and o.company_id in (select company_id from matched)
      order by o.company_id, o.channel, o.recorded_at desc, o.id desc),
    said as (select company_id, jsonb_object_agg(channel, status) as last from last_said group by company_id),
    refused as (select o.company_id, max(${saidOn}) filter (where o.channel in ('email', 'any')) as email,
        max(${saidOn}) filter (where o.channel in ('phone', 'any')) as phone, max(${saidOn}) as any_channel
      from consents o where o.purpose = 'marketing' and o.status <> 'given' and o.company_id in (select company_id from matched) group by 1)
  insert into known select m.company_id, f.list, n.list, s.last, r.email, r.phone, r.any_channel
  from matched m left join contacts f using (company_id) left join names n using (company_id)
    left join said s using (company_id) left join refused r using (company_id)`;

/** Fills the other tables for import `$1` once its customers are found, one statement after the other. */
export const gathering: readonly string[] = [
  `insert into twice select join_key, min(row_number), count(distinct cells), (array_agg(row_number order by row_number))[1:5]
   from import_rows where import_id = $1 and state = 'new' and join_key in (
     select join_key from import_rows where import_id = $1 and state = 'new' group by join_key having count(*) > 1) group by join_key`,
  'insert into met select company_id from matches where n = 1 group by company_id having count(*) > 1',
  'analyze twice, met',
  knownFacts,
  'analyze known (company_id)',
];

/**
 * Updates the rows of import `$1` that are not simply new: what is in the file twice, and what the register knows. Of a
 * customer beyond their sight people learn that there is one, no more. Rows are found again by their place: nobody else
 * sees them yet, and through the key it took 0.3 s more for 100,000 of them.
 */
export function verdict(plan: ImportPlan): string {
  return `
    with compared as materialized (
      select g.ctid as place, g.row_number, m.n, t.first, coalesce(t.versions, 1) as versions, t.rows, c.id as company_id,
        w.company_id is not null as meets, m.beyond is not null as beyond,
        case when c.id is not null and w.company_id is null and (t.first is null or t.first = g.row_number and t.versions = 1)
          then ${changesOf(plan)} end as changes,
        exists (select 1 from jsonb_array_elements(g.cells->'consents') k where k->>'status' = 'given' and ${barred}) as barred
      from import_rows g left join matches m on m.join_key = g.join_key left join twice t on t.join_key = g.join_key
        left join companies c on c.id = m.company_id and m.n = 1 left join known a on a.company_id = c.id
        left join met w on w.company_id = c.id
        cross join lateral jsonb_to_record(g.cells) as x(${draftRecord})
      where g.import_id = $1 and g.state = 'new' and (m.join_key is not null or t.join_key is not null)),
    judged as (
      select *, case when versions > 1 or n > 1 or meets or beyond then 'conflicting'
        when row_number > first then 'unchanged' when company_id is null then 'new'
        when changes = '{}' then 'unchanged' else 'changed' end as state from compared)
    update import_rows r set state = j.state,
      reasons = case when j.versions > 1 then ${inFile} when j.n > 1 then ${inRegister} when j.meets then ${ofRows} when j.beyond then ${beyondSight} end,
      warnings = case when j.beyond then r.warnings when j.barred then coalesce(r.warnings, '[]') || ${barredWarning}
        when j.state = 'unchanged' and j.row_number > j.first then coalesce(r.warnings, '[]') || ${sameAsBefore} else r.warnings end,
      company_id = case when j.state in ('changed', 'unchanged') then j.company_id end,
      changes = case when j.state = 'changed' then j.changes end
    from judged j where r.ctid = j.place and (j.state <> 'new' or j.barred)`;
}

/** Whether a refusal on record outweighs the consent `k`: as `consentCounts` says, over gathered facts. */
const refusedUntil = `case k->>'channel' when 'email' then a.email when 'phone' then a.phone else a.any_channel end`;
const barred = `(${refusedUntil} is not null and (x."consentOn" is null or x."consentOn" <= ${refusedUntil}))`;
const isNews = `case when k->>'status' = 'given' then a.said->>(k->>'channel') is distinct from 'given' and not ${barred}
  else coalesce(a.said->>(k->>'channel'), 'given') = 'given' end`;

/** `{ field: [old, new] }`. What is empty in the file changes nothing; with `fill` only what is empty in the register does. */
function changesOf({ onChanged, columns }: ImportPlan): string {
  const saysCurrency = columns.some(({ field }) => field === 'currency');
  const fields = draftColumns.map(([key, column]) => {
    const differs = onChanged === 'fill' ? `c.${column} is null` : `x."${key}" is distinct from c.${column}`;
    // A currency beside an amount says nothing where there is no amount.
    const told = key === 'currency' && !saysCurrency ? 'x."turnoverMinor" is not null and x."currency"' : `x."${key}"`;
    return { when: `(${told} is not null and ${differs})`, key, change: `jsonb_build_array(c.${column}, x."${key}")` };
  });
  const each = fields.map(({ key, when, change }) => `'${key}', case when ${when} then ${change} end`);
  const own = new Set(columns.flatMap(({ field }) => (field && isOwnColumn(field) ? [recordOfColumn(field)] : [])));
  return [
    // Most rows that are known say nothing new: comparing first is much less work than building an object of nothing.
    `case when ${fields.map(({ when }) => when).join(' or ')} then jsonb_strip_nulls(jsonb_build_object(${each.join(', ')})) else '{}' end`,
    `jsonb_strip_nulls(jsonb_build_object('emails', ${missing('email', ['emails', 'personEmails'])}, 'phones', ${missing('phone', ['phones', 'personPhones'])},
      'person', case when x."lastName" is not null and not coalesce(plain_text(concat_ws(' ', x."firstName", x."lastName")) = any(a.names), false)
        then jsonb_build_array(null, concat_ws(' ', x."firstName", x."lastName")) end,
      'consents', (select jsonb_build_array(null, string_agg(k->>'channel' || ': ' || (k->>'status'), ', '))
        from jsonb_array_elements(g.cells->'consents') k where ${isNews} having count(*) > 0)))`,
    ...(own.has('company') ? [ownChangesOf(onChanged)] : []),
    ...(own.has('person') ? [personChangesOf(onChanged)] : []),
  ].join(' || ');
}

/** As `changesOf`, of own fields: `{ "own.code": [old, new] }`. */
function ownChangesOf(onChanged: ImportPlan['onChanged']): string {
  const differs = onChanged === 'fill' ? 'c.own->o.key is null' : 'o.value is distinct from c.own->o.key';
  return `case when g.cells ? 'own' then coalesce((select jsonb_object_agg('own.' || o.key, jsonb_build_array(c.own->o.key, o.value))
    from jsonb_each(g.cells->'own') o where ${differs}), '{}') else '{}' end`;
}

/** As `ownChangesOf`, of the person that the row names: `{ "person.own.code": [old, new] }`. A new person has nothing yet. */
function personChangesOf(onChanged: ImportPlan['onChanged']): string {
  const differs = onChanged === 'fill' ? 'h.own->o.key is null' : 'o.value is distinct from h.own->o.key';
  return `case when g.cells ? 'personOwn' then coalesce((select jsonb_object_agg('person.own.' || o.key, jsonb_build_array(h.own->o.key, o.value))
    from jsonb_each(g.cells->'personOwn') o left join lateral ${personOf('c.id', 'x')} h on true where ${differs}), '{}') else '{}' end`;
}

function missing(kind: 'email' | 'phone', keys: readonly string[]): string {
  const all = keys.map((key) => `coalesce(g.cells->'${key}', '[]')`).join(' || ');
  return `(select jsonb_build_array(null, string_agg(e, ', ')) from jsonb_array_elements_text(${all}) e
    where not coalesce('${kind}:' || e = any(a.contacts), false) having count(*) > 0)`;
}

const inFile = reason(
  `'Ten klient jest w pliku kilka razy z różnymi danymi (wiersze ' || array_to_string(j.rows, ', ') || '). Zostaw jeden wiersz.'`,
  `'This customer is in the file several times with different values (rows ' || array_to_string(j.rows, ', ') || '). Keep one row.'`,
);
const inRegister = reason(
  `'Ten wiersz pasuje do kilku klientów (' || j.n || '). Wybierz inną kolumnę łączenia albo popraw tych klientów.'`,
  `'This row matches several customers (' || j.n || '). Choose another joining column or correct these customers.'`,
);
const ofRows = reason(
  `'Kilka różnych wierszy pliku pasuje do tego samego klienta. Zostaw jeden z nich.'`,
  `'Several different rows of the file match the same customer. Keep one of them.'`,
);
const beyondSight = reason(
  `'Taki klient już jest, ale prowadzi go ktoś inny. Poproś o dostęp do niego.'`,
  `'Such a customer is there already, but looked after by somebody else. Ask for access to them.'`,
);
const barredWarning = reason(
  `'Zgoda z pliku nie jest nowsza niż zapisana odmowa lub wycofanie, więc nie zostanie wpisana.'`,
  `'The consent in the file is not newer than the refusal or withdrawal on record, so it will not be written.'`,
);
const sameAsBefore = reason(`'To samo co wiersz ' || j.first || '.'`, `'The same as row ' || j.first || '.'`);

function reason(pl: string, en: string): string {
  return `jsonb_build_array(jsonb_build_object('column', -1, 'pl', ${pl}, 'en', ${en}))`;
}
