/** Messages that may go out now, with all that is needed to write them. */
import type { MergeFacts } from '../texts/fields.ts';
import type { Tx } from './database.ts';
import { FREEZES_OF_EFFECT } from './effects.ts';

export type EnclosedFile = { readonly fileName: string; readonly mediaType: string; readonly path: string };

export type DueMessage = {
  readonly key: string;
  readonly runId: string | null;
  readonly campaignId: string | null;
  readonly companyId: string | null;
  readonly caseId: string | null;
  readonly opportunityId: string | null;
  readonly domain: string;
  /** How often it has been handed to a connection before. */
  readonly attempt: number;
  readonly messageId: string;
  readonly contactPointId: string | null;
  readonly personId: string | null;
  readonly address: string;
  readonly purpose: string;
  readonly templateVersionId: string | null;
  /** Set where a person wrote the mail instead of a template. */
  readonly subject: string | null;
  readonly bodyText: string | null;
  readonly bodyHtml: string | null;
  readonly inReplyTo: string | null;
  /** An invitation, for the calendar of whoever reads the mail. */
  readonly calendar: { readonly method: string; readonly text: string } | null;
  /** Files that go with a mail that a person wrote; those of a mail that goes as its template stands come with its version. */
  readonly enclosed: readonly EnclosedFile[] | null;
  readonly merged: MergeFacts;
};

export type Asked = {
  readonly accountId: string;
  readonly limit: number;
  /** Keys that the sender has in hand already. */
  readonly without: readonly string[];
  /** Domains whose pace for this hour is used up. */
  readonly withoutDomains: readonly string[];
  /** Tests only: the virtual time instead of the database's clock (ISO). */
  readonly now?: string;
};

/**
 * What is planned and due, not expired, not frozen, planned by this installation and not while it is muted: the most
 * important first, then the oldest. Reads only; `takeTurn` claims.
 */
export async function dueMessages(db: Tx, asked: Asked): Promise<DueMessage[]> {
  const { accountId, limit, without, withoutDomains, now } = asked;
  return db.prepared<DueMessage>('due-messages', DUE, [accountId, limit, without, withoutDomains, now ?? null]);
}

const NOW = 'coalesce($5::timestamptz, now())';

/** What the merge fields say, over the aliases `c` company, `w` its owner, `p` person, `a` account, `l` legal entity, `k` campaign. */
export function mergedFacts(now: string): string {
  return `json_build_object(
      'company', case when c.id is not null then json_build_object('name', c.name, 'shortName', coalesce(c.short_name, c.name),
        'nip', c.nip, 'street', c.street, 'postcode', c.postcode, 'city', c.city, 'website', c.website, 'class', c.class,
        'turnoverMinor', c.turnover_minor, 'currency', c.currency, 'owner', w.name) end,
      'person', case when p.id is not null then json_build_object('firstName', p.first_name, 'lastName', p.last_name,
        'fullName', concat_ws(' ', p.first_name, p.last_name), 'position', p.position, 'gender', p.gender, 'vocative', p.vocative) end,
      'sender', json_build_object('name', coalesce(l.name, a.sender_name), 'street', l.street, 'postcode', l.postcode,
        'city', l.city, 'email', coalesce(l.email, a.sender_address), 'phone', l.phone, 'nip', l.nip),
      'campaign', case when k.id is not null then json_build_object('name', k.name, 'startsOn', k.starts_on, 'endsOn', k.ends_on) end,
      'today', to_char(${now} at time zone coalesce((select time_zone from installation), 'Europe/Warsaw'), 'YYYY-MM-DD'))`;
}

// Each priority is a range of the index of its own: what is put off to later costs the others nothing.
const DUE = `
  with due as materialized (
    select d.*, row_number() over () as place from unnest(array[1, 2, 3]::smallint[]) p(priority) cross join lateral (
      select e.key, e.run_id, e.campaign_id, e.company_id, e.domain, e.attempt, e.channel_account_id from effects e
      where e.channel_account_id = $1 and e.kind = 'message' and e.state = 'planned' and e.priority = p.priority
        and coalesce(e.not_before, '-infinity'::timestamptz) <= ${NOW} and (e.expires_at is null or e.expires_at > ${NOW})
        and e.epoch = coalesce((select epoch from installation), 1)
        and e.key <> all($3::text[]) and coalesce(e.domain, '') <> all($4::text[])
        and not exists (select 1 from ${FREEZES_OF_EFFECT})
      order by coalesce(e.not_before, '-infinity'::timestamptz), e.key limit $2) d
    where not exists (select 1 from installation where muted_because is not null)
    limit $2)
  select e.key, e.run_id, e.campaign_id, e.company_id, coalesce(e.domain, '') as domain, e.attempt, m.id as message_id, m.case_id, m.opportunity_id,
    m.contact_point_id, m.person_id, coalesce(m.address, '') as address, coalesce(m.purpose, t.purpose, 'service') as purpose,
    m.template_version_id, m.subject, m.body_text, m.body_html, m.calendar, coalesce(oe.provider_ref, o.external_id) as in_reply_to,
    case when m.template_version_id is null then (select json_agg(json_build_object('fileName', f.file_name, 'mediaType', f.media_type,
      'path', f.path) order by f.file_name) from attachments f where f.message_id = m.id) end as enclosed,
    ${mergedFacts(NOW)} as merged
  from due e
    join messages m on m.effect_key = e.key
    join channel_accounts a on a.id = e.channel_account_id
    left join template_versions v on v.id = m.template_version_id
    left join templates t on t.id = v.template_id
    left join messages o on o.id = m.in_reply_to
    left join effects oe on oe.key = o.effect_key
    left join companies c on c.id = m.company_id
    left join users w on w.id = c.owner_id
    left join people p on p.id = m.person_id
    left join campaigns k on k.id = m.campaign_id
    left join legal_entities l on l.id = coalesce(k.legal_entity_id, a.legal_entity_id)
  order by e.place`;

export type NextDue = {
  /** When something next becomes due or expires, or a lease ends (ISO). */
  readonly at: string | null;
  /** Something is due and does not go: frozen, muted, or beyond the pace of the hour. */
  readonly blocked: boolean;
};

export async function nextDueAt(db: Tx, accountId: string, now?: string): Promise<NextDue> {
  return db.one<NextDue>(
    `select least(
       (select min(d.at) from unnest(array[1, 2, 3]::smallint[]) p(priority) cross join lateral (
          select e.not_before as at from effects e
          where e.channel_account_id = $1 and e.kind = 'message' and e.state = 'planned' and e.priority = p.priority
            and coalesce(e.not_before, '-infinity'::timestamptz) > coalesce($2::timestamptz, now())
          order by coalesce(e.not_before, '-infinity'::timestamptz) limit 1) d),
       (select min(e.expires_at) from effects e
          where e.channel_account_id = $1 and e.kind = 'message' and e.state = 'planned'
            and e.expires_at > coalesce($2::timestamptz, now())),
       (select min(e.lease_until) from effects e where e.channel_account_id = $1 and e.state = 'doing')) as at,
       exists (select 1 from unnest(array[1, 2, 3]::smallint[]) p(priority) cross join lateral (
          select 1 from effects e
          where e.channel_account_id = $1 and e.kind = 'message' and e.state = 'planned' and e.priority = p.priority
            and coalesce(e.not_before, '-infinity'::timestamptz) <= coalesce($2::timestamptz, now()) limit 1) d) as blocked`,
    [accountId, now ?? null],
  );
}

/** How many went out through this account within the last hour, altogether and to each domain. */
export type Pace = { total: number; readonly byDomain: Map<string, number> };

export async function paceOf(db: Tx, accountId: string): Promise<Pace> {
  const rows = await db.rows<{ domain: string; count: number }>(
    `select coalesce(domain, '') as domain, count(*) as count from effects
     where channel_account_id = $1 and kind = 'message' and state = 'done' and settled_at > now() - interval '1 hour'
     group by 1`,
    [accountId],
  );
  return {
    total: rows.reduce((sum, row) => sum + row.count, 0),
    byDomain: new Map(rows.map((row) => [row.domain, row.count])),
  };
}
