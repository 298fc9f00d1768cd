/**
 * Who of an audience takes part in a campaign, and why the others do not: one definition in SQL for the live count of the
 * form, the check before approval and the participants themselves.
 *
 * Somebody takes part if one of the scenario's opening contacts may be made to them: there is a working address, nobody
 * suppressed it, and the newest consent that concerns it is given where the purpose needs one.
 */
import type { Tx } from './database.ts';

/** What the audience is made of: ids by kind. */
export type Sources = {
  readonly groups: readonly string[];
  readonly companies: readonly string[];
  readonly people: readonly string[];
  readonly imports: readonly string[];
  readonly everyone: boolean;
};

/** An opening contact of a scenario: how people are reached and, where consent is needed, for what. */
export type Need = {
  readonly kind: 'email' | 'phone' | 'messenger' | 'postal';
  readonly purpose: string | null;
  readonly needsConsent: boolean;
};

export type Asked = {
  readonly sources: Sources;
  /** One of them is enough; none: everybody can be reached. */
  readonly needs: readonly Need[];
  readonly leaveOutBusy: boolean;
  /** The campaign itself, which does not count as another one. */
  readonly campaignId: string | null;
};

export const nobody: Sources = { groups: [], companies: [], people: [], imports: [], everyone: false };

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
 * The common table expressions `chosen`, `candidates` and, in the end, `judged (company_id, person_id, reason)`, with
 * their parameters from $1 on. Every step joins whole sets: 100,000 candidates are judged in well under a second.
 */
export function candidatesSql(asked: Asked, reach?: Reach): { sql: string; params: unknown[] } {
  const { sources, needs, leaveOutBusy, campaignId } = asked;
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
  ];
  const judgedNeeds = needs.map((need, index) => {
    params.push(need.purpose);
    return needSql(need, { index, purpose: params.length });
  });
  const marketing = needs.some((need) => need.purpose === 'marketing');
  return {
    params,
    sql: [CHOSEN, CANDIDATES, ...judgedNeeds, BLOCKED(marketing), judgedSql(needs.length)].join(',\n'),
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
  union select k.id, null from companies k where $5::boolean and ${within('k.id')})`;

const CANDIDATES = `candidates as materialized (
  select c.company_id, c.person_id from chosen c join companies k on k.id = c.company_id and k.deleted_at is null
    left join people p on p.id = c.person_id where c.person_id is null or p.deleted_at is null)`;

/**
 * Why one opening contact cannot be made to a candidate, or null: `need_<n> (company_id, person_id, reason)`. A person has
 * addresses of their own, a company those that belong to nobody in particular. The main working one is taken.
 */
function needSql(need: Need, at: { readonly index: number; readonly purpose: number }): string {
  const n = at.index;
  const purpose = `$${at.purpose}::text`;
  const agreed = need.needsConsent
    ? `agreed_${n} as (
    select distinct on (a.company_id, a.person_id) a.company_id, a.person_id, s.status
    from address_${n} a join consents s on s.company_id = a.company_id and s.purpose = ${purpose}
      and s.channel in ('${need.kind}', 'any') and (s.contact_point_id is null or s.contact_point_id = a.point_id)
      and (s.person_id is null or s.person_id = a.person_id)
    order by a.company_id, a.person_id, s.recorded_at desc, s.id desc),`
    : '';
  const join = need.needsConsent
    ? `left join agreed_${n} agreed on agreed.company_id = a.company_id and agreed.person_id is not distinct from a.person_id`
    : '';
  return `address_${n} as materialized (
    select distinct on (c.company_id, c.person_id) c.company_id, c.person_id, t.id as point_id, t.normalised, t.state
    from candidates c
    left join contact_points t on t.company_id = c.company_id and t.person_id is not distinct from c.person_id and t.kind = '${need.kind}'
    order by c.company_id, c.person_id, (t.state = 'good') desc nulls last, t.is_main desc, t.created_at, t.id),
  ${agreed}
  need_${n} as (
    select a.company_id, a.person_id, case
      when a.point_id is null then 'no address'
      when a.state <> 'good' then 'bad address'
      when exists (select 1 from suppressions u where u.kind = '${need.kind}' and u.normalised = a.normalised
        and (u.purpose is null or u.purpose = ${purpose})) then 'suppressed'
      ${need.needsConsent ? `when agreed.status is distinct from 'given' then 'no consent'` : ''} end as reason
    from address_${n} a ${join})`;
}

/** Who is held back as a whole, whatever the addresses say. */
function BLOCKED(marketing: boolean): string {
  const collection = marketing
    ? `union all select company_id, null, 2, 'in collection' from runs where kind = 'collection' and state <> 'ended'`
    : '';
  return `blocked as (
    select scope_id as company_id, null::uuid as person_id, 1 as rank, 'frozen' as reason from freezes
      where scope_kind = 'company' and frozen_to is null
    ${collection}
    union all select o.company_id, o.person_id, 3, 'other campaign' from participants o join campaigns oc on oc.id = o.campaign_id
      where $9::boolean and oc.state in ('starting', 'running') and o.campaign_id is distinct from $8::uuid
        and o.state in ('waiting', 'active')),
  held as (
    select c.company_id, c.person_id, (array_agg(b.reason order by b.rank))[1] as reason
    from candidates c join blocked b on b.company_id = c.company_id
      and (b.reason <> 'other campaign' or b.person_id is not distinct from c.person_id)
    group by c.company_id, c.person_id)`;
}

function judgedSql(needs: number): string {
  const each = Array.from({ length: needs }, (_, n) => n);
  const joins = each.map(
    (n) =>
      `left join need_${n} on need_${n}.company_id = c.company_id and need_${n}.person_id is not distinct from c.person_id`,
  );
  const reachable = each.map((n) => `need_${n}.reason is null`).join(' or ');
  const reason =
    needs === 0 ? 'held.reason' : `coalesce(held.reason, case when ${reachable} then null else need_0.reason end)`;
  return `judged as (
    select c.company_id, c.person_id, ${reason} as reason
    from candidates c
    left join held on held.company_id = c.company_id and held.person_id is not distinct from c.person_id
    ${joins.join('\n    ')})`;
}
