/**
 * Who of an audience takes part in a campaign, and why the others do not: one definition in SQL for the live count of the
 * form, the check before approval and the participants themselves.
 *
 * Somebody takes part if one of the scenario's opening contacts may be made to them: there is a working address, nobody
 * suppressed it, and the newest consent that concerns it is given where the purpose needs one.
 */
import type { Viewer } from '../domain/access.ts';
import { nearest, reaches } from './contact-facts.ts';
import type { Tx } from './database.ts';
import { reachable } from './scope.ts';

/** What the audience is made of: ids by kind. */
export type Sources = {
  readonly groups: readonly string[];
  readonly companies: readonly string[];
  readonly people: readonly string[];
  readonly imports: readonly string[];
  /** Classes of customers: whoever belongs to them when the audience is read. */
  readonly classes: readonly string[];
  readonly everyone: boolean;
};

/** An opening contact of a scenario: how people are reached and, where consent is needed, for what. */
export type Need = {
  readonly kind: 'email' | 'phone' | 'messenger' | 'postal';
  readonly purpose: string | null;
  readonly needsConsent: boolean;
  /** Companies in collection get no offers. */
  readonly isOffer: boolean;
};

export type Asked = {
  readonly sources: Sources;
  /** One of them is enough; none: everybody can be reached. */
  readonly needs: readonly Need[];
  readonly leaveOutBusy: boolean;
  /** The campaign itself, which does not count as another one. */
  readonly campaignId: string | null;
  /** Whoever only looks is told of their own customers; a campaign itself reaches all that it was given. */
  readonly seenBy?: Viewer;
};

export const nobody: Sources = { groups: [], companies: [], people: [], imports: [], classes: [], everyone: false };

export type AudienceCount = {
  readonly all: number;
  readonly takingPart: number;
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
};

/** How many take part and how many do not, by reason. */
export async function countCandidates(tx: Tx, asked: Asked): Promise<AudienceCount> {
  const { sql, params } = candidatesSql(asked);
  const rows = await tx.rows<{ reason: string | null; count: number }>(
    `with ${sql} select reason, count(*) as count from judged group by reason order by count(*) desc, reason`,
    params,
  );
  const leftOut = rows.filter((row): row is { reason: string; count: number } => row.reason !== null);
  const all = rows.reduce((sum, row) => sum + row.count, 0);
  return { all, takingPart: all - leftOut.reduce((sum, row) => sum + row.count, 0), leftOut };
}

export type Candidate = {
  readonly companyId: string;
  readonly personId: string | null;
  readonly companyName: string;
  readonly personName: string | null;
  readonly reason: string | null;
};

/** The rows behind one number of `countCandidates`, in the order of their ids. */
export async function listCandidates(
  tx: Tx,
  asked: Asked,
  page: { readonly reason: string | null; readonly after?: string; readonly limit: number },
): Promise<Candidate[]> {
  const { sql, params } = candidatesSql(asked);
  const [reason, after, limit] = [params.length + 1, params.length + 2, params.length + 3];
  return tx.rows<Candidate>(
    `with ${sql}
     select j.company_id, j.person_id, k.name as company_name, concat_ws(' ', p.first_name, p.last_name) as person_name, j.reason
     from judged j join companies k on k.id = j.company_id left join people p on p.id = j.person_id
     where j.reason is not distinct from $${reason}
       and ($${after}::text is null or (j.company_id || coalesce(j.person_id::text, '')) > $${after})
     order by j.company_id || coalesce(j.person_id::text, '') limit $${limit}`,
    [...params, page.reason, page.after ?? null, page.limit],
  );
}

/** Companies of a page of the audience: after one id, up to another, both in the order of ids. */
export type Reach = { readonly after: string | null; readonly upTo: string | null };

/**
 * The common table expressions `chosen`, `candidates`, one per need and, in the end, `judged (company_id, person_id,
 * reason)`, with their parameters from $1 on. Each reads only the one before it: joined with each other, tables that were
 * filled a moment ago and have no statistics yet were joined row by row (28 s for 5,000 candidates).
 */
export function candidatesSql(asked: Asked, reach?: Reach): { sql: string; params: unknown[] } {
  const { sources, needs, leaveOutBusy, campaignId, seenBy } = asked;
  const params: unknown[] = [
    sources.groups,
    sources.companies,
    sources.people,
    sources.imports,
    sources.everyone,
    reach?.after ?? null,
    reach?.upTo ?? null,
    campaignId,
    leaveOutBusy,
    sources.classes,
  ];
  const judgedNeeds = needs.map((need, index) => {
    params.push(need.purpose);
    return needSql(need, { index, purpose: params.length });
  });
  const offers = needs.some((need) => need.isOffer);
  return {
    params,
    sql: [
      CHOSEN,
      candidatesTable(offers, seenBy ? reachable('companies', seenBy, 'k') : 'k.deleted_at is null'),
      ...judgedNeeds,
      judgedSql(needs.length),
    ].join(',\n'),
  };
}

const within = (column: string) => `($6::uuid is null or ${column} > $6) and ($7::uuid is null or ${column} <= $7)`;

/** Everything that somebody pointed at. The branches for a whole table are skipped unless they are asked for. */
const CHOSEN = `chosen as not materialized (
  select gm.company_id, gm.person_id from group_members gm where gm.group_id = any($1::uuid[]) and ${within('gm.company_id')}
  union select k.id, null from companies k where k.id = any($2::uuid[]) and ${within('k.id')}
  union select p.company_id, p.id from people p where p.id = any($3::uuid[]) and ${within('p.company_id')}
  union select ir.company_id, null from import_rows ir
    where ir.import_id = any($4::uuid[]) and ir.company_id is not null and ir.state not in ('wrong', 'undone') and ${within('ir.company_id')}
  union select k.id, null from companies k where k.import_id = any($4::uuid[]) and ${within('k.id')}
  union select n.company_id, null from class_members n where n.class_id = any($10::uuid[]) and ${within('n.company_id')}
  union select k.id, null from companies k where $5::boolean and ${within('k.id')})`;

/** Whom somebody pointed at, once, with what holds them back as a whole, whatever the addresses say. */
function candidatesTable(offers: boolean, seen: string): string {
  const collection = offers
    ? `when exists (select 1 from runs r where r.company_id = c.company_id and r.kind = 'collection' and r.state <> 'ended') then 'in collection'`
    : '';
  return `candidates as not materialized (
  select c.company_id, c.person_id, case
    when exists (select 1 from freezes f where f.scope_kind = 'company' and f.scope_id = c.company_id and f.frozen_to is null)
      then 'frozen'
    ${collection}
    when $9::boolean and exists (select 1 from participants o join campaigns oc on oc.id = o.campaign_id
      where o.company_id = c.company_id and o.person_id is not distinct from c.person_id and o.state in ('waiting', 'active')
        and oc.state in ('starting', 'running') and oc.id is distinct from $8::uuid) then 'other campaign' end as held
  from chosen c join companies k on k.id = c.company_id and ${seen} left join people p on p.id = c.person_id
  where c.person_id is null or p.deleted_at is null)`;
}

/**
 * Why one opening contact cannot be made to a candidate, or null, as the columns `reason_<n>` and `via_<n>`, the person at whose address a company
 * is reached, added to what is before. Whose
 * address is taken and whose consent counts is as in `contactFacts`, which is asked when the contact is made.
 */
function needSql(need: Need, at: { readonly index: number; readonly purpose: number }): string {
  const { index: n } = at;
  const purpose = `$${at.purpose}::text`;
  const before = n === 0 ? 'candidates' : `need_${n - 1}`;
  const carried = [
    'company_id',
    'person_id',
    'held',
    ...Array.from({ length: n }, (_, i) => [`reason_${i}`, `via_${i}`]).flat(),
  ].map((column) => `c.${column}`);
  // Written so that only the index by company fits: by person, where most have none, it would read every consent.
  const consents = `left join consents s on s.company_id = c.company_id and s.purpose = ${purpose}
      and s.channel in ('${need.kind}', 'any') and coalesce(s.contact_point_id, t.id) = t.id
      and coalesce(s.person_id, t.person_id, c.person_id) is not distinct from coalesce(t.person_id, c.person_id)`;
  return `need_${n} as (
    select distinct on (c.company_id, c.person_id) ${carried.join(', ')}, case
      when t.id is null then 'no address'
      when t.state <> 'good' then 'bad address'
      when exists (select 1 from suppressions u where u.kind = '${need.kind}' and u.normalised = t.normalised
        and (u.purpose is null or u.purpose = ${purpose})) then 'suppressed'
      ${need.needsConsent ? `when s.status is distinct from 'given' then 'no consent'` : ''} end as reason_${n},
      case when c.person_id is null then t.person_id end as via_${n}
    from ${before} c
    left join contact_points t on t.company_id = c.company_id and t.kind = '${need.kind}' and t.state <> 'removed'
      and ${reaches('c')}
    ${need.needsConsent ? consents : ''}
    order by c.company_id, c.person_id, (t.state = 'good') desc nulls last, ${nearest},
      t.is_main desc, t.created_at, t.id
      ${need.needsConsent ? ', s.recorded_at desc nulls last, s.id desc' : ''})`;
}

/** A company that is reached at the address of a person who takes part themselves would be reached twice. */
function judgedSql(needs: number): string {
  if (needs === 0) return 'judged as (select company_id, person_id, held as reason from candidates)';
  const each = Array.from({ length: needs }, (_, n) => n);
  const reachable = each.map((n) => `reason_${n} is null`).join(' or ');
  const via = `case ${each.map((n) => `when reason_${n} is null then via_${n}`).join(' ')} end`;
  return `judged as (
    select company_id, person_id, coalesce(held, case when not (${reachable}) then reason_0
      when ${via} = any(array_agg(person_id) filter (where held is null) over (partition by company_id)) then 'contact person' end) as reason
    from need_${needs - 1})`;
}
