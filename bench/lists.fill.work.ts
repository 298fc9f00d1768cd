/** Beside the register: cases, opportunities, mail, files and a campaign, as many as customers of such a company bring. */
import type { Tx } from '../db/database.ts';
import { users } from '../tests/support/cast.ts';

/** Tables that `fillWork` writes into, beside those of the register. */
export const tablesOfWork = [
  'cases',
  'opportunities',
  'effects',
  'messages',
  'files',
  'file_links',
  'campaigns',
  'campaign_stages',
  'participants',
];

/** After the customers, the people and the procedures. */
export async function fillWork(tx: Tx): Promise<void> {
  await tx.run(CASES);
  await tx.run(OPPORTUNITIES);
  await tx.run(LETTERS);
  await tx.run(REPLIES);
  await tx.run(FILES);
  await tx.run(CAMPAIGN, [users.maria.id]);
}

const BY = `'system:bench', 'system:bench'`;
/** Customers whose number ends so, in a number of their own from 1 on. */
const customers = (ending: string) =>
  `(select c.id, c.name, c.owner_id, c.nip, row_number() over (order by c.id) as n from companies c where c.nip like '%${ending}') c`;

/** Of one customer in fifty; two in three are open, their days a year to either side of today. */
const CASES = `insert into cases (number, name, company_id, owner_id, stage, state, outcome, due_on, closed_at, search_text, created_at, updated_at, created_by, updated_by)
  select '2026/' || lpad(n::text, 5, '0'), 'Wdrożenie u ' || name, id, owner_id, (array['new', 'doing', 'waiting', 'checking'])[1 + n % 4],
    case when n % 3 = 0 then 'closed' else 'open' end, case when n % 3 = 0 then 'success' end, current_date + (n * 7919 % 700)::int - 350,
    case when n % 3 = 0 then now() - make_interval(mins => n::int) end, plain_text('Wdrożenie u ' || name),
    now() - make_interval(mins => n::int), now() - make_interval(mins => n::int), ${BY}
  from ${customers('1')} where n % 5 = 0`;

/** Of one customer in ten; half are open, a sixth is lost. */
const OPPORTUNITIES = `insert into opportunities (name, company_id, owner_id, stage, state, value_minor, probability, expected_on, lost_reason, stage_since, closed_at, search_text, created_by, updated_by)
  select 'Dostawa dla ' || name, id, owner_id, (array['contact', 'needs', 'offer', 'negotiation', 'contract'])[1 + n % 5],
    case when n % 2 = 0 then 'open' when n % 3 = 0 then 'lost' else 'won' end, n * 7919 % 9000000, (n % 10) * 10, current_date + (n * 7919 % 700)::int - 350,
    case when n % 2 = 1 and n % 3 = 0 then 'price' end, now() - make_interval(mins => n::int),
    case when n % 2 = 1 then now() - make_interval(mins => n::int) end, plain_text('Dostawa dla ' || name), ${BY}
  from ${customers('2')}`;

/** A letter to one customer in ten that went out along the ledger; every thousandth failed. */
const LETTERS = `with sent as (insert into effects (key, kind, state, company_id, settled_at)
    select 'bench/' || n, 'message', case when n % 1000 = 0 then 'failed' else 'done' end, id, now() - make_interval(mins => n::int) from ${customers('3')}
    returning key, company_id, settled_at)
  insert into messages (effect_key, direction, channel, company_id, purpose, address, subject, sent_at, opened_at, created_at, created_by, updated_by)
  select key, 'out', 'email', company_id, 'marketing', 'biuro@firma.pl', 'Nowy cennik', settled_at, case when right(key, 1) = '5' then settled_at end,
    settled_at, ${BY} from sent`;

/** Half of them answered, and one in a hundred of those waits for an answer of ours since. */
const REPLIES = `insert into messages (direction, channel, company_id, address, subject, received_at, read_at, search_text, created_at, created_by, updated_by)
  select 'in', 'email', company_id, 'biuro@firma.pl', 'Odp: Nowy cennik', at, case when n % 50 > 0 then at end, 'odp: nowy cennik', at, ${BY}
  from (select company_id, n, sent_at + case when n % 200 = 0 then interval '1 hour' else interval '-1 day' end as at
    from (select m.company_id, m.sent_at, row_number() over () as n from messages m where m.direction = 'out') o where n % 2 = 0) r`;

/** An offer of one customer in ten. */
const FILES = `with of as materialized (select c.id, c.n, uuid7() as file_id from ${customers('4')}),
  made as (insert into files (id, name, media_type, bytes, search_text, created_at, updated_at, created_by, updated_by)
    select file_id, 'Oferta ' || n || '.pdf', 'application/pdf', n * 7919 % 900000, 'oferta ' || n || ' pdf',
      now() - make_interval(mins => n::int), now() - make_interval(mins => n::int), ${BY} from of)
  insert into file_links (file_id, noun, record_id, created_by) select file_id, 'company', id, 'system:bench' from of`;

/** A campaign with the customers whose number ends so: each tenth was left out, half of the others have ended. */
const CAMPAIGN = `with g as (insert into campaigns (name, supervisor_id, starts_on, ends_on, state, started_at, created_by, updated_by)
    values ('Jesień', $1, current_date - 30, current_date + 30, 'running', now(), ${BY}) returning id),
  h as (insert into campaign_stages (campaign_id, position, name, starts_on, ends_on, state, admitted, created_by, updated_by)
    select id, 1, 'Oferta', current_date - 30, current_date + 30, 'open', true, ${BY} from g returning id, campaign_id),
  a as (insert into participants (campaign_id, company_id, cohort, state, reason, created_by)
    select g.id, c.id, n % 100, case when n % 10 = 0 then 'left out' else 'active' end, case when n % 10 = 0 then 'no consent' end, 'system:bench'
    from ${customers('5')}, g returning id, company_id, cohort, state)
  insert into runs (id, kind, version_id, subject_kind, subject_id, company_id, campaign_id, stage_id, participant_id, cohort, state, result, ended_at, due_at, created_by)
  select uuid7(), 'participant', v.id, 'participant', a.id, a.company_id, h.campaign_id, h.id, a.id, a.cohort,
    case when cohort % 2 = 0 then 'running' else 'ended' end, case when cohort % 2 = 1 then 'success' end,
    case when cohort % 2 = 1 then now() end, case when cohort % 2 = 0 then now() + make_interval(mins => cohort) end, 'system:bench'
  from a, h, (select id from scenario_versions where hash = 'bench') v where a.state = 'active'`;
