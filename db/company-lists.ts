import type { Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import { searchCondition } from './search-text.ts';
import { visible } from './scope.ts';

/** What a list is narrowed by. */
export type CompanyFilter = {
  readonly search?: string;
  readonly class?: string;
  /** A user's id, or `none` for companies that nobody looks after. */
  readonly owner?: string;
  readonly groupId?: string;
  readonly importId?: string;
};

export type CompanyPage = CompanyFilter & {
  /** Name and id of the last row that was shown. */
  readonly after?: readonly [string, string];
  readonly limit: number;
};

export type CompanyRow = {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly nip: string | null;
  readonly class: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly lastContactAt: string | null;
  readonly consent: 'given' | 'refused' | 'withdrawn' | null;
  readonly openRuns: number;
};

export const countCap = 10_000;
const manyHits = 2_000;

/** One page by name in Polish order. What the page shows beside the row is looked up for its rows only. */
export async function listCompanies(tx: Tx, viewer: Viewer, page: CompanyPage): Promise<CompanyRow[]> {
  const { where, params, param } = narrowed(viewer, page);
  const filters = params.length;
  const after = page.after
    ? ` and (c.name collate "pl-x-icu", c.id) > (${param(page.after[0])}::text collate "pl-x-icu", ${param(page.after[1])}::uuid)`
    : '';
  const few = page.search?.trim()
    ? (await hitsUpTo(tx, { where, params: params.slice(0, filters), most: manyHits })) < manyHits
    : false;
  // Left alone, the planner walks the name index for a search as well, past a million names for three hits; with few hits
  // they are gathered by the trigram index and sorted, with many the walk meets them at once.
  const found = few
    ? `(with hits as materialized (select c.id, c.name from companies c where ${where}${after})
        select id, name from hits order by name collate "pl-x-icu", id limit ${param(page.limit)})`
    : `(select c.id, c.name from companies c where ${where}${after} order by c.name collate "pl-x-icu", c.id limit ${param(page.limit)})`;
  return tx.rows<CompanyRow>(
    `select c.id, c.name, c.city, c.nip, c.class, c.owner_id, u.name as owner_name, mail.value as email, phone.normalised as phone,
       greatest(talked.at, written.at) as last_contact_at, agreed.status as consent, coalesce(runs.n, 0) as open_runs
     from ${found} page join companies c on c.id = page.id left join users u on u.id = c.owner_id
       left join lateral (select value from contact_points where company_id = c.id and kind = 'email' and state = 'good'
         order by person_id is not null, is_main desc limit 1) mail on true
       left join lateral (select normalised from contact_points where company_id = c.id and kind = 'phone' and state = 'good'
         order by person_id is not null, is_main desc limit 1) phone on true
       left join lateral (select max(done_at) as at from tasks where company_id = c.id and state = 'done') talked on true
       left join lateral (select max(coalesce(received_at, sent_at)) as at from messages where company_id = c.id) written on true
       left join lateral (select status from consents where company_id = c.id and purpose = 'marketing' and person_id is null
         order by recorded_at desc, id desc limit 1) agreed on true
       left join lateral (select count(*) as n from runs where company_id = c.id and state = 'running') runs on true
     order by c.name collate "pl-x-icu", c.id`,
    params,
  );
}

/** How many the filter finds, at most one more than `countCap`. */
export async function countCompanies(tx: Tx, viewer: Viewer, filter: CompanyFilter): Promise<number> {
  const { where, params } = narrowed(viewer, filter);
  return hitsUpTo(tx, { where, params, most: countCap + 1 });
}

type Hits = { readonly where: string; readonly params: readonly unknown[]; readonly most: number };

async function hitsUpTo(tx: Tx, { where, params, most }: Hits): Promise<number> {
  const { n } = await tx.one<{ n: number }>(
    `select count(*) as n from (select 1 from companies c where ${where} limit ${most}) counted`,
    params,
  );
  return n;
}

/** The classes in use, for the filter. */
export async function companyClasses(tx: Tx, viewer: Viewer): Promise<string[]> {
  // A loose index scan: one step per class instead of a walk over all companies.
  const rows = await tx.rows<{ class: string }>(
    `with recursive each as (
       (select class from companies c where class is not null and ${visible('companies', viewer, 'c')} order by class limit 1)
       union all select (select class from companies c where c.class > each.class and ${visible('companies', viewer, 'c')} order by class limit 1)
       from each where each.class is not null)
     select class from each where class is not null limit 100`,
  );
  return rows.map((row) => row.class);
}

function narrowed(viewer: Viewer, filter: CompanyFilter) {
  const params: unknown[] = [];
  const param = (value: unknown) => `$${params.push(value)}`;
  const conditions = [visible('companies', viewer, 'c')];
  const search = searchCondition(filter.search ?? '', 'c', param);
  if (search) conditions.push(search);
  if (filter.class) conditions.push(`c.class = ${param(filter.class)}`);
  if (filter.owner === 'none') conditions.push('c.owner_id is null');
  else if (filter.owner) conditions.push(`c.owner_id = ${param(filter.owner)}::uuid`);
  if (filter.groupId)
    conditions.push(`c.id in (select company_id from group_members where group_id = ${param(filter.groupId)}::uuid)`);
  if (filter.importId) conditions.push(`c.import_id = ${param(filter.importId)}::uuid`);
  return { where: conditions.join(' and '), params, param };
}
