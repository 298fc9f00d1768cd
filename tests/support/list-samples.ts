/** Some rows for every kind of list: with and without what a list is sorted by, of several people, some alike. */
import { reckonBalances } from '../../db/balances.ts';
import type { Tx } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { companies, people, users } from './cast.ts';

const by = 'system:test';
const { anna, pawel, maria } = users;
const { drewPol, zubr, omega } = companies;

export const teams = { handel: newId(), hurt: newId() } as const;
export const groups = { fair: newId(), quiet: newId() } as const;

/** Into a database with the cast. */
export async function seatListSamples(tx: Tx): Promise<void> {
  await tx.run(
    `insert into tasks (type, title, company_id, owner_id, due_at, priority, state, done_at, done_by, search_text, created_by, updated_by)
     select case n % 3 when 0 then 'mail' else 'call' end, 'Zadanie ' || n % 3, case when n % 4 > 0 then $1::uuid end,
       case n % 3 when 0 then $2::uuid when 1 then $3::uuid end, case when n % 2 = 0 then now() + make_interval(days => n - 4) end,
       case n % 3 when 0 then 'high' when 1 then 'normal' else 'low' end, case when n = 7 then 'done' else 'open' end,
       case when n = 7 then now() end, case when n = 7 then $2::uuid end, 'zadanie ' || n % 3, $4, $4
     from generate_series(1, 8) n`,
    [drewPol.id, anna.id, pawel.id, by],
  );
  await tx.run(
    `insert into cases (number, name, kind, company_id, owner_id, stage, state, outcome, result, due_on, closed_at, search_text, created_by, updated_by)
     select '2026/' || lpad(n::text, 4, '0'), 'Sprawa ' || n % 3, case when n = 3 then 'project' else 'case' end,
       case n % 3 when 0 then $1::uuid when 1 then $2::uuid end, case when n % 2 = 0 then $3::uuid else $4::uuid end,
       case when n % 2 = 0 then 'new' else 'doing' end, case when n > 6 then 'closed' else 'open' end,
       case when n > 6 then 'success' end, case when n > 6 then 'Załatwione' end,
       case when n % 3 > 0 then current_date + n - 3 end, case when n > 6 then now() - make_interval(days => n) end,
       'sprawa ' || n, $5, $5
     from generate_series(1, 8) n`,
    [drewPol.id, zubr.id, anna.id, pawel.id, by],
  );
  await tx.run(
    `insert into case_companies (case_id, company_id, created_by) select id, $1, $2 from cases where kind = 'project'`,
    [omega.id, by],
  );
  await tx.run(
    `insert into opportunities (name, company_id, person_id, owner_id, stage, state, value_minor, currency, probability, expected_on,
       lost_reason, closed_at, search_text, created_by, updated_by)
     select 'Szansa ' || n % 3, case when n % 2 = 0 then $1::uuid else $2::uuid end, case when n = 2 then $3::uuid end,
       case n % 3 when 0 then $4::uuid when 1 then $5::uuid end, case when n % 2 = 0 then 'contact' else 'offer' end,
       case n when 7 then 'won' when 8 then 'lost' else 'open' end, (n % 4) * 100000, case when n = 5 then 'EUR' else 'PLN' end,
       (n % 3) * 25, case when n % 3 > 0 then current_date + n - 4 end, case when n = 8 then 'price' end,
       case when n > 6 then now() - make_interval(days => n) end, 'szansa ' || n, $6, $6
     from generate_series(1, 8) n`,
    [drewPol.id, zubr.id, people.jozef.id, anna.id, pawel.id, by],
  );
  await staff(tx);
  await tokens(tx);
  await seatGroups(tx);
  await campaigns(tx);
  await messages(tx);
  await files(tx);
  await trade(tx);
  await templates(tx);
  await scenarios(tx);
  await recurrences(tx);
  await imports(tx);
}

/** In two languages, for two purposes, one out of use; the first has been changed since. */
async function templates(tx: Tx): Promise<void> {
  await tx.run(
    `insert into templates (code, name, purpose, active, created_by, updated_by, updated_at)
     select 'szablon-' || n, 'Szablon ' || n % 3, case when n % 2 = 0 then 'marketing' else 'service' end, n < 4, $1::text,
       case when n = 2 then 'user:' || $2::text else $1::text end, now() - make_interval(days => n)
     from generate_series(1, 4) n`,
    [by, maria.id],
  );
  await tx.run(
    `insert into template_versions (template_id, number, language, subject, body_text, created_by)
     select t.id, v.number, case when t.code = 'szablon-3' then 'en' else 'pl' end, 'Temat ' || v.number, 'Dzień dobry', $1
     from templates t, (values (1), (2)) v(number) where t.code like 'szablon-%' and (v.number = 1 or t.code = 'szablon-1')`,
    [by],
  );
}

/** For participants and for customers, one out of use; the second version of one sends something. */
async function scenarios(tx: Tx): Promise<void> {
  await tx.run(
    `insert into scenarios (code, name_pl, name_en, description_pl, subject_kind, active, created_by, updated_by, updated_at)
     select 'scenariusz-' || n, 'Scenariusz ' || n % 2, 'Scenario ' || n, case when n = 1 then 'Opis' end,
       case when n < 3 then 'participant' else 'company' end, n < 4, $1, $1, now() - make_interval(days => n)
     from generate_series(1, 4) n`,
    [by],
  );
  await tx.run(
    `insert into scenario_versions (scenario_id, number, hash, graph, published_at, created_by)
     select s.id, v.number, v.number, case when v.number = 2 then $2::jsonb else '{"steps": {}}' end, now() - make_interval(days => 9 - v.number),
       case when v.number = 2 then 'user:' || $3::text else $1::text end
     from scenarios s, (values (1), (2)) v(number) where s.code like 'scenariusz-%' and (v.number = 1 or s.code = 'scenariusz-1')`,
    [by, JSON.stringify({ steps: { mail: { kind: 'message', template: 'szablon-1' } } }), anna.id],
  );
}

/** Somebody who has left, and two teams, one of them still empty. */
async function staff(tx: Tx): Promise<void> {
  await tx.run(
    `insert into users (email, name, role, active, superior_id, last_seen_at) values ('ewa@nurt.example', 'Ewa Dawna', 'operator', false, $1, now())`,
    [maria.id],
  );
  await tx.run(`insert into teams (id, code, name) values ($1, 'handel', 'Handel'), ($2, 'hurt', 'Hurt')`, [
    teams.handel,
    teams.hurt,
  ]);
  await tx.run('insert into team_members (team_id, user_id) values ($1, $2), ($1, $3)', [
    teams.hurt,
    anna.id,
    maria.id,
  ]);
}

/** Of one who sees her own and of others: one never used, one that has ended, one revoked. */
async function tokens(tx: Tx): Promise<void> {
  await tx.run(
    `insert into tokens (user_id, name, hash, rights, created_at, last_used_at, ends_at, revoked_at, created_by)
     select case when n < 6 then $1::uuid else $2::uuid end, 'Program ' || n % 3, 'sample ' || n, '{task.read}', now() - make_interval(days => n),
       case when n % 2 = 0 then now() - make_interval(hours => n) end, now() + make_interval(days => case when n = 4 then -1 else 90 end),
       case when n = 5 then now() end, $3 from generate_series(1, 6) n`,
    [maria.id, anna.id, by],
  );
}

/** One with customers of several people and one person, one that is empty. */
async function seatGroups(tx: Tx): Promise<void> {
  await tx.run(
    `insert into groups (id, name, category, description, created_by, updated_by)
     values ($1, 'Kongres', 'wydarzenia', 'Byli na kongresie', 'user:' || $3::uuid, $4), ($2, 'Cisi', null, null, $4, $4)`,
    [groups.fair, groups.quiet, maria.id, by],
  );
  await tx.run(
    `insert into group_members (group_id, company_id, person_id, created_by)
     select $1, m.company_id, m.person_id, $2 from (values ($3::uuid, null::uuid), ($3, $4), ($5, null), ($6, null)) m(company_id, person_id)`,
    [groups.fair, by, drewPol.id, people.jozef.id, omega.id, zubr.id],
  );
}

/** One who bought lately and owes in two currencies, one who bought long ago, and one who has only paid. */
async function trade(tx: Tx): Promise<void> {
  await tx.run(
    `insert into transactions (company_id, kind, source, external_id, state, happened_on, due_on, amount_minor, currency, created_by, updated_by)
     values ($1, 'invoice', 'erp', '1', 'open', current_date - 20, current_date - 6, 500000, 'PLN', $4, $4),
       ($1, 'invoice', 'erp', '2', 'open', current_date - 5, current_date + 9, 20000, 'PLN', $4, $4),
       ($1, 'invoice', 'erp', '3', 'open', current_date - 60, current_date - 46, 90000, 'EUR', $4, $4),
       ($1, 'order', 'erp', '4', 'done', current_date - 2, null, 20000, 'PLN', $4, $4),
       ($2, 'invoice', 'erp', '5', 'cancelled', current_date - 3, current_date + 11, 70000, 'PLN', $4, $4),
       ($2, 'order', 'erp', '6', 'done', current_date - 120, null, 70000, 'PLN', $4, $4),
       ($3, 'payment', 'erp', '7', 'done', current_date - 1, null, 3000, 'EUR', $4, $4)`,
    [drewPol.id, zubr.id, omega.id, by],
  );
  await tx.run(
    `update transactions set number = 'FV/' || external_id, title = case when external_id < '3' then 'Palety' end,
       case_id = case when external_id = '1' then (select id from cases order by number limit 1) end where kind = 'invoice'`,
  );
  await reckonBalances(tx, [drewPol.id, zubr.id, omega.id]);
}

async function campaigns(tx: Tx): Promise<void> {
  await tx.run(
    `insert into campaigns (name, kind, goal_count, budget_minor, supervisor_id, starts_on, ends_on, state, started_at, created_by, updated_by)
     select 'Kampania ' || n, 'marketing', case when n > 1 then n * 10 end, case when n > 2 then n * 1000 end, $1,
       current_date - n, current_date + n, case n when 1 then 'draft' when 2 then 'running' else 'ended' end,
       case when n > 1 then now() end, $2, $2
     from generate_series(1, 4) n`,
    [maria.id, by],
  );
  await tx.run(
    `insert into campaign_stages (campaign_id, position, name, starts_on, ends_on, state, created_by, updated_by)
     select id, 1, 'Etap', starts_on, ends_on, case state when 'running' then 'open' else 'planned' end, $1, $1 from campaigns`,
    [by],
  );
  await tx.run(
    `insert into participants (campaign_id, company_id, cohort, state, created_by)
     select id, $1, 0, 'active', $2 from campaigns where state = 'running'`,
    [drewPol.id, by],
  );
  await tx.run(
    `insert into participants (campaign_id, company_id, person_id, cohort, state, reason, created_by)
     select g.id, made.company, made.person, 0, made.state, made.reason, $4 from (select id from campaigns where state = 'ended' order by id limit 1) g,
       (values ($5::uuid, $3::uuid, 'waiting', null), ($2::uuid, null, 'left out', 'no consent'), ($1::uuid, null, 'removed', 'Już kupili'))
         made(company, person, state, reason)`,
    [zubr.id, omega.id, people.jozef.id, by, drewPol.id],
  );
}

/** Mail in every state of the ledger, an answered and an unanswered one that came in, and one from nobody known. */
async function messages(tx: Tx): Promise<void> {
  await tx.run(
    `insert into effects (key, kind, state, planned_at, settled_at)
     select 'sample:' || n, 'message', (array['done', 'done', 'failed', 'unknown', 'planned'])[n], now() - make_interval(days => 20),
       case when n < 4 then now() - make_interval(days => 10 + n) end
     from generate_series(1, 5) n`,
  );
  await tx.run(
    `insert into messages (effect_key, direction, channel, company_id, person_id, address, subject, sent_at, created_at, created_by, updated_by)
     select 'sample:' || n, 'out', 'email', case when n % 2 = 0 then $1::uuid else $2::uuid end, case when n = 2 then $3::uuid end,
       'biuro@nurt.example', 'List ' || n, case when n < 3 then now() - make_interval(days => 10 + n) end,
       now() - make_interval(days => 20 - n), $4, $4
     from generate_series(1, 5) n`,
    [drewPol.id, zubr.id, people.jozef.id, by],
  );
  await tx.run(
    `insert into messages (direction, channel, company_id, address, subject, body_text, received_at, search_text, created_by, updated_by)
     values ('in', 'email', $1, 'a@nurt.example', 'Odpisuję', 'Proszę dzwonić', now() - interval '30 days', 'odpisuje', $3, $3),
       ('in', 'email', $2, 'b@nurt.example', 'Pytanie', 'Ile to kosztuje?', now() - interval '5 days', 'pytanie', $3, $3),
       ('in', 'email', null, 'c@nurt.example', 'Reklama', null, now() - interval '1 day', 'reklama', $3, $3)`,
    [drewPol.id, zubr.id, by],
  );
}

async function files(tx: Tx): Promise<void> {
  await tx.run(
    `insert into files (name, category_id, description, keywords, media_type, bytes, versions, search_text, created_by, updated_by, updated_at)
     select 'Plik ' || n % 3 || '.pdf', case when n % 2 = 0 then (select id from file_categories where name = 'Umowa') end,
       case when n = 1 then 'Opis' end, case when n = 2 then array['ważne', 'pilne'] else '{}' end, 'application/pdf', n % 3 * 1000, 1,
       'plik ' || n, 'user:' || $1, $2, now() - make_interval(days => n)
     from generate_series(1, 5) n`,
    [anna.id, by],
  );
  await tx.run(
    `insert into file_links (file_id, noun, record_id, created_by)
     select f.id, 'case', (select id from cases where owner_id = case when f.bytes = 0 then $1::uuid else $2::uuid end order by number limit 1), $3
     from files f`,
    [pawel.id, anna.id, by],
  );
}

/** Of several people, of a queue and of nobody's customer, a private one that has ended; some have a task that comes next. */
async function recurrences(tx: Tx): Promise<void> {
  await tx.run(
    `insert into recurrences (rule, starts_on, ends_on, local_time, time_zone, task, owner_id, company_id, ended_at, created_by, updated_by)
     select case when n % 2 = 0 then 'FREQ=WEEKLY;BYDAY=MO' else 'FREQ=DAILY' end, current_date - n, case when n = 4 then current_date - 1 end,
       case when n % 2 = 0 then '09:00' end, 'Europe/Warsaw',
       jsonb_build_object('type', case when n < 3 then 'call' else 'mail' end, 'title', 'Co tydzień ' || n % 3, 'private', n = 4)
         || case when n = 3 then '{"queue": "sales", "priority": "high"}'::jsonb else '{}' end,
       case n % 3 when 1 then $1::uuid when 2 then $2::uuid end, case when n % 2 = 0 then $3::uuid end,
       case when n = 4 then now() end, case when n = 2 then 'user:' || $2::text else $4::text end, $4::text
     from generate_series(1, 5) n`,
    [anna.id, pawel.id, drewPol.id, by],
  );
  await tx.run(
    `insert into tasks (type, title, recurrence_id, recurs_on, owner_id, planned_at, search_text, created_by, updated_by)
     select 'call', r.task ->> 'title', r.id, current_date + 3, r.owner_id, now() + interval '3 days', 'co tydzien', $1, $1
     from recurrences r where r.owner_id = $2`,
    [by, anna.id],
  );
}

/** In several states, of two people, one with what it counted, one that could not be read. */
async function imports(tx: Tx): Promise<void> {
  await tx.run(
    `insert into imports (file_name, file_bytes, state, plan, counts, failure, created_at, created_by, updated_by)
     select 'klienci-' || n % 3 || case when n = 2 then '.csv' else '.xlsx' end, n * 1000, (array['uploaded', 'ready', 'done', 'failed'])[n],
       case when n = 3 then '{"onChanged": "fill"}'::jsonb else '{}' end, case when n = 3 then '{"rows": 7, "new": 5, "wrong": 2, "written": 5}'::jsonb else '{}' end,
       case when n = 4 then '{"pl": "Nie da się przeczytać", "en": "Cannot be read"}' end, now() - make_interval(days => n),
       case when n = 2 then 'user:' || $1::text else $2::text end, $2::text
     from generate_series(1, 4) n`,
    [pawel.id, by],
  );
}
