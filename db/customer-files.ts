/** Documents that hang on what was done with a customer: tasks, messages, cases, people and the rest, by rights (rule 27). */
import { demand, type Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import { titles } from './file-page.ts';
import { categoryName, visibleLinks, type File, type FileNoun, type FilePlace } from './file-scope.ts';
import { notFound, visible } from './scope.ts';
import { parameters, type Params } from './task-scope.ts';

export type CustomerFile = Pick<File, 'id' | 'name' | 'description' | 'keywords' | 'bytes' | 'versions'> & {
  readonly categoryName: string | null;
  readonly createdByName: string | null;
  readonly updatedAt: string;
  /** For the next page. */
  readonly exact: string;
  /** Where it comes from: those of its records at this customer that the viewer sees. */
  readonly places: readonly (FilePlace & { readonly title: string | null })[];
};

export type FilesAsked = {
  readonly companyId: string;
  readonly after?: readonly [string, string] | undefined;
  readonly limit: number;
};

/** One page, the newest first. What hangs on the customer itself is not among them: it stands above them. */
export async function customerFiles(
  tx: Tx,
  viewer: Viewer,
  { companyId, after, limit }: FilesAsked,
): Promise<CustomerFile[]> {
  demand(viewer, 'file.read');
  const seen = await tx.maybe(`select 1 from companies c where c.id = $1 and ${visible('companies', viewer, 'c')}`, [
    companyId,
  ]);
  if (!seen) throw notFound('company');
  const params = parameters();
  const company = params.add(companyId);
  const links = `select l.file_id, l.noun, l.record_id from (${linksAround(company)}) l where (${visibleLinks(viewer, params)})`;
  const [at, id] = [params.add(after?.[0] ?? null), params.add(after?.[1] ?? null)];
  return tx.rows<CustomerFile>(
    `with links as materialized (${links}),
     page as (
       select f.* from files f where f.deleted_at is null and f.id in (select file_id from links) and not ${hangsOn(company)}
         and (${at}::timestamptz is null or (f.updated_at, f.id) < (${at}, ${id}::uuid))
       order by f.updated_at desc, f.id desc limit ${params.add(limit)})
     select f.id, f.name, f.description, f.keywords, f.bytes, f.versions, f.updated_at, ${categoryName(viewer, 'y')} as category_name, u.name as created_by_name,
       to_char(f.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact,
       (select jsonb_agg(jsonb_build_object('noun', l.noun, 'recordId', l.record_id, 'title', case l.noun ${(
         Object.keys(titles) as FileNoun[]
       )
         .map((noun) => `when '${noun}' then (${titles[noun]})`)
         .join(
           ' ',
         )} end)) from (select distinct noun, record_id from links k where k.file_id = f.id limit 5) l) as places
     from page f left join file_categories y on y.id = f.category_id left join users u on 'user:' || u.id = f.created_by
     order by f.updated_at desc, f.id desc`,
    params.list,
  );
}

/** Ids of every file of a customer that the viewer sees, as a subselect: those on the customer and those around it. */
export function fileIdsOf(viewer: Viewer, params: Params, company: string): string {
  return `select l.file_id from (select o.file_id, o.noun, o.record_id from file_links o where o.noun = 'company' and o.record_id = ${company}
    union all ${linksAround(company)}) l join files f on f.id = l.file_id and f.deleted_at is null
    where (${visibleLinks(viewer, params)}) group by l.file_id`;
}

function hangsOn(company: string): string {
  return `exists (select 1 from file_links o where o.file_id = f.id and o.noun = 'company' and o.record_id = ${company})`;
}

/** Which records are the customer's; whether the viewer sees them is asked of each link. */
function linksAround(company: string): string {
  const records: Readonly<Partial<Record<FileNoun, string>>> = {
    person: `select id from people where company_id = ${company}`,
    task: `select id from tasks where company_id = ${company}`,
    message: `select id from messages where company_id = ${company}`,
    case: `select id from cases where company_id = ${company} union select case_id from case_companies where company_id = ${company}`,
    opportunity: `select id from opportunities where company_id = ${company}`,
    transaction: `select id from transactions where company_id = ${company}`,
  };
  return Object.entries(records)
    .map(
      ([noun, ids]) =>
        `select o.file_id, o.noun, o.record_id from file_links o where o.noun = '${noun}' and o.record_id in (${ids})`,
    )
    .join(' union all ');
}
