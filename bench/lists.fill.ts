/** A register of a large company, made in SQL: what the lists are measured on. */
import type { Db } from '../db/database.ts';
import { users } from '../tests/support/cast.ts';
import { fillWork, tablesOfWork } from './lists.fill.work.ts';

export type Sizes = { readonly companies: number; readonly tasks: number };

/** Fills the tables of lists, with the indexes away meanwhile, and has PostgreSQL look at them afterwards. */
export async function fillRegister(db: Db, sizes: Sizes): Promise<void> {
  const tables = [
    'companies',
    'people',
    'contact_points',
    'consents',
    'tasks',
    'company_facts',
    'transactions',
    'company_balances',
    'company_trade',
    'important_dates',
    'runs',
    ...tablesOfWork,
  ];
  const indexes = await db.rows<{ name: string; def: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as def from pg_index i join pg_class c on c.oid = i.indexrelid
       join pg_class t on t.oid = i.indrelid
     where t.relname = any($1::text[]) and not i.indisprimary and not exists (select 1 from pg_constraint k where k.conindid = c.oid)`,
    [tables],
  );
  for (const { name } of indexes) await db.run(`drop index ${name}`);
  await db.transaction(async (tx) => {
    // Neither triggers nor foreign keys: what they would write is written at once below.
    await tx.run(`set local session_replication_role = replica`);
    await tx.run(`set local synchronous_commit = off`);
    await tx.run(PEOPLE_OF_OURS);
    const owners = [users.anna.id, users.pawel.id, users.maria.id];
    await tx.run(COMPANIES, [sizes.companies, owners]);
    await tx.run(CONTACT_POINTS);
    await tx.run(PERSONS);
    await tx.run(CONSENTS);
    await tx.run(TASKS, [sizes.tasks, sizes.companies, owners]);
    await tx.run(FACTS);
    await tx.run(TRANSACTIONS);
    await tx.run(BALANCES);
    await tx.run(TRADE);
    await tx.run(DATES);
    await tx.run(RUNS);
    await fillWork(tx);
  });
  await db.transaction(async (tx) => {
    await tx.run(`set local maintenance_work_mem = '512MB'`);
    for (const { def } of indexes) await tx.run(def);
  });
  for (const table of tables) await db.run(`vacuum analyze ${table}`);
}

/** Fifty operators under Maria beside the cast. */
const PEOPLE_OF_OURS = `insert into users (email, name, role, created_by, updated_by)
  select 'o' || n || '@nurt.example', 'Operator ' || n, 'operator', 'system:bench', 'system:bench' from generate_series(1, 50) n`;

/** A number spread over 0 … $2 - 1 that is always the same for the same n. */
const spread = (n: string, over: string) => `(abs(hashint8((${n})::bigint)::bigint) % ${over})`;

/** The first 5,000 are the oldest and the only ones of "Dawnex"; 60 % are a "Sp. z o.o.". */
const COMPANIES = `
  with words as (select array['Żubr','Drew','Omega','Alfa','Bud','Trans','Agro','Metal','Eko','Tech','Foto','Auto','Inter','Pol','Nord','Wisła','Tatra','Bałtyk','Gęś','Łoś'] as first,
    array['pol','mex','bud','trans','serwis','hurt','system','plast','stal','druk','mont','export','instal','projekt','meble'] as second,
    array['Kraków','Warszawa','Łódź','Wrocław','Poznań','Gdańsk','Szczecin','Bydgoszcz','Lublin','Białystok','Katowice','Żywiec'] as towns)
  insert into companies (id, name, nip, city, postcode, class, industry, kind, owner_id, turnover_minor, search_text, created_at, updated_at, created_by, updated_by)
  select uuid7(), name, nip, city, lpad((n % 100)::text, 2, '0') || '-' || lpad((n % 1000)::text, 3, '0'), class, industry, 'firm', owner, turnover,
    plain_text(concat_ws(' ', name, city, nip, 'biuro' || n || '@firma' || n || '.pl', '+48' || (600000000 + n))), at, at, 'system:bench', 'system:bench'
  from (select n, case when n <= 5000 then 'Dawnex ' else first[1 + ${spread('n', '20')}] end || second[1 + ${spread('n + 7', '15')}] || ' ' || n
        || case when n % 10 < 6 then ' Sp. z o.o.' when n % 10 < 8 then ' S.A.' else ' PHU' end as name,
      lpad(${spread('n + 3', '10000000000')}::text, 10, '5') as nip, towns[1 + ${spread('n + 11', '12')}] as city,
      case when n % 100 < 5 then 'A' when n % 100 < 25 then 'B' when n % 100 < 70 then 'C' end as class,
      case n % 3 when 0 then 'budownictwo' when 1 then 'handel' end as industry,
      case when n % 500 < 3 then ($2::uuid[])[1 + n % 3] when n % 10 = 9 then null else (u.ids)[1 + ${spread('n', '50')}] end as owner,
      case when n % 4 > 0 then ${spread('n', '900000000')} end as turnover, now() - make_interval(secs => ($1::int - n) * 60) as at
    from generate_series(1, $1::int) n, words, (select array_agg(id order by id) as ids from users where name like 'Operator %') u) made`;

const CONTACT_POINTS = `insert into contact_points (company_id, kind, value, normalised, is_main, created_by, updated_by)
  select c.id, k.kind, k.value, k.value, true, 'system:bench', 'system:bench' from companies c cross join lateral
    (values ('email', split_part(c.search_text, ' ', -2)), ('phone', split_part(c.search_text, ' ', -1))) k(kind, value)`;

/** Of three in five the birthday is known. */
const PERSONS = `insert into people (company_id, first_name, last_name, position, is_main, born_on, search_text, created_by, updated_by)
  select id, 'Jan', 'Kowalski' || right(nip, 4), 'prezes', true,
    case when right(nip, 1) < '3' then date '1950-01-01' + (${spread('nip::bigint', '20000')})::int end,
    'jan kowalski' || right(nip, 4), 'system:bench', 'system:bench'
  from companies where right(nip, 1) < '5'`;

const CONSENTS = `insert into consents (company_id, channel, purpose, status, evidence, created_by)
  select id, 'any', 'marketing', case when right(nip, 1) < '4' then 'given' else 'refused' end, 'formularz', 'system:bench'
  from companies where right(nip, 1) < '6'`;

/** A tenth is open, half of that overdue; Anna, Paweł and Maria have some hundred each. */
const TASKS = `insert into tasks (type, title, company_id, owner_id, state, priority, due_at, done_at, done_by, outcome, search_text, created_at, updated_at, created_by, updated_by)
  select (array['call','meeting','mail','errand'])[1 + n % 4], title, c.ids[1 + ${spread('n', '$2')}], owner,
    case when open then 'open' when n % 20 = 1 then 'withdrawn' else 'done' end, case when n % 50 = 0 then 'high' when n % 9 = 0 then 'low' else 'normal' end,
    at, case when not open and n % 20 <> 1 then at end, case when not open and n % 20 <> 1 then owner end, case when not open and n % 20 <> 1 then 'done' end,
    plain_text(title), at - interval '3 days', at, 'system:bench', 'system:bench'
  from (select n, n % 10 = 0 as open, (array['Telefon w sprawie oferty','Spotkanie u klienta','Wysłać umowę','Sprawdzić płatność','Zapytać o zamówienie'])[1 + ${spread('n', '5')}] || ' ' || n as title,
      case when n % 10 = 0 then now() + make_interval(mins => ((n % 40001) - 20000)::int) else now() - make_interval(secs => ($1::int - n) * 20) end as at,
      case when n % 5000 < 3 then ($3::uuid[])[1 + n % 3] when n % 30 = 0 then null else (u.ids)[1 + ${spread('n', '50')}] end as owner
    from generate_series(1, $1::int) n, (select array_agg(id order by id) as ids from users where name like 'Operator %') u) made,
    (select array_agg(id order by id) as ids from companies) c`;

/** Four customers in ten have an order, a payment and two invoices; one invoice in eight is left to be paid, most of those late. */
const TRANSACTIONS = `insert into transactions (company_id, kind, source, external_id, state, happened_on, due_on, amount_minor, open_minor, created_by, updated_by)
  select c.id, (array['order', 'invoice', 'invoice', 'payment'])[n], 'bench', c.nip || '/' || c.id || n, 'open',
    current_date - (${spread('c.nip::bigint + n', '700')})::int, current_date - (${spread('c.nip::bigint + n', '700')})::int + 14,
    ${spread('c.nip::bigint * n', '900000')}, case when n = 2 and right(c.nip, 1) = '1' then ${spread('c.nip::bigint * n', '900000')} else 0 end,
    'system:bench', 'system:bench'
  from companies c cross join generate_series(1, 4) n where right(c.nip, 1) < '4'`;

const BALANCES = `insert into company_balances (company_id, currency, balance_minor, overdue_minor, oldest_overdue_on, turnover_minor, reckoned_on)
  select company_id, currency, sum(open_minor), coalesce(sum(open_minor) filter (where due_on < current_date), 0),
    min(due_on) filter (where open_minor > 0 and due_on < current_date),
    coalesce(sum(amount_minor) filter (where kind = 'invoice' and happened_on > current_date - interval '1 year'), 0), current_date
  from transactions where kind in ('invoice', 'payment') group by company_id, currency`;

const TRADE = `insert into company_trade (company_id, currency, balance_minor, overdue_minor, turnover_minor, last_purchase_on)
  select b.company_id, b.currency, b.balance_minor, nullif(b.overdue_minor, 0), b.turnover_minor, x.bought_on
  from company_balances b join (select company_id, max(happened_on) as bought_on from transactions
    where kind in ('invoice', 'order') group by company_id) x using (company_id)`;

const FACTS = `insert into company_facts (company_id, last_talk_at, next_task_at, first_deadline_at, open_tasks)
  select c.id, t.talk, t.next, t.deadline, t.open from companies c left join
    (select company_id, max(done_at) filter (where state = 'done') as talk, min(moment) filter (where state = 'open') as next,
       min(deadline) filter (where state = 'open') as deadline, nullif(count(*) filter (where state = 'open'), 0) as open
     from tasks group by company_id) t on t.company_id = c.id
  on conflict (company_id) do update set last_talk_at = excluded.last_talk_at, next_task_at = excluded.next_task_at,
    first_deadline_at = excluded.first_deadline_at, open_tasks = excluded.open_tasks`;

/** A contract of every fifth customer ends within five years, one in ten has an anniversary. */
const DATES = `insert into important_dates (company_id, title, falls_on, yearly, created_by, updated_by)
  select id, case when right(nip, 1) = '9' then 'Rocznica współpracy' else 'Koniec umowy' end,
    current_date + (${spread('nip::bigint', '1800')})::int, right(nip, 1) = '9', 'system:bench', 'system:bench'
  from companies where right(nip, 1) > '6'`;

/** Two procedures of every tenth customer: one has ended well, one goes on. */
const RUNS = `with s as (insert into scenarios (code, name_pl, name_en, created_by, updated_by)
    values ('bench', 'Powitanie', 'Welcome', 'system:bench', 'system:bench') returning id),
  v as (insert into scenario_versions (scenario_id, number, hash, graph, created_by)
    select id, 1, 'bench', '{"schema":1,"start":"end","steps":{"end":{"kind":"end","result":"success"}}}', 'system:bench' from s returning id)
  insert into runs (id, kind, version_id, subject_kind, subject_id, company_id, state, result, ended_at, created_by)
  select uuid7(), 'procedure', v.id, 'company', c.id, c.id, case n when 1 then 'ended' else 'running' end,
    case n when 1 then 'success' end, case n when 1 then now() end, 'system:bench'
  from companies c, v, generate_series(1, 2) n where right(c.nip, 1) = '5'`;
