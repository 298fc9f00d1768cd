/** Who changed what of one record, for whoever may read it; each column with today's rights of the reader (rule 27). */
import { demand, type Viewer } from '../domain/access.ts';
import { auditColumns, tellPage, type AuditRow, type Page } from './audit-telling.ts';
import { findCase } from './case-scope.ts';
import type { Tx } from './database.ts';
import { findOpportunity } from './opportunity-scope.ts';
import { notFound, visible } from './scope.ts';
import { findTask } from './task-rows.ts';
import { parameters } from './task-scope.ts';

/** A record whose page tells its changes. */
export type ChangedNoun = 'company' | 'person' | 'task' | 'case' | 'opportunity';

export type ChangesAsked = {
  readonly noun: ChangedNoun;
  readonly id: string;
  readonly after?: readonly [string, string] | undefined;
  readonly limit: number;
};

/** One page, the newest first, with the place where the next one begins. Throws `….not_found` for what the viewer does not see. */
export async function recordChanges(tx: Tx, viewer: Viewer, { noun, id, after, limit }: ChangesAsked): Promise<Page> {
  const params = parameters();
  const place = after ? `and (at, id) < (${params.add(after[0])}::timestamptz, ${params.add(after[1])}::uuid)` : '';
  const most = params.add(limit + 1);
  const parts = (await behind[noun](tx, viewer, id)).map(
    (
      part,
    ) => `(select * from audit where noun = '${part.noun}' and record_id = any(${params.add(part.ids)}::text[]) ${place}
      order by at desc, id desc limit ${most})`,
  );
  const found = await tx.rows<AuditRow>(
    `select ${auditColumns} from (${parts.join(' union all ')}) a order by a.at desc, a.id desc limit ${most}`,
    params.list,
  );
  return tellPage(tx, viewer, { found, limit, unread: 'left out' });
}

type Part = { readonly noun: ChangedNoun; readonly ids: readonly string[] };

/** Whose entries a record's changes are, once it is certain that the viewer sees it. */
const behind: Readonly<Record<ChangedNoun, (tx: Tx, viewer: Viewer, id: string) => Promise<Part[]>>> = {
  company: ofCompany,
  async person(tx, viewer, id) {
    demand(viewer, 'company.read');
    const seen = await tx.maybe(`select 1 from people p where p.id = $1 and ${visible('people', viewer, 'p')}`, [id]);
    if (!seen) throw notFound('person');
    return [{ noun: 'person', ids: [id] }];
  },
  async task(tx, viewer, id) {
    demand(viewer, 'task.read');
    await findTask(tx, viewer, id);
    return [{ noun: 'task', ids: [id] }];
  },
  async case(tx, viewer, id) {
    await findCase(tx, viewer, { id });
    return [{ noun: 'case', ids: [id] }];
  },
  async opportunity(tx, viewer, id) {
    await findOpportunity(tx, viewer, { id });
    return [{ noun: 'opportunity', ids: [id] }];
  },
};

/** A customer's are those of their people too, and of the customers that were merged into them. */
async function ofCompany(tx: Tx, viewer: Viewer, id: string): Promise<Part[]> {
  demand(viewer, 'company.read');
  const found = await tx.maybe<{ companies: string[]; people: string[] }>(
    `select array(select m.id::text from companies m where m.id = c.id or m.merged_into = c.id) as companies,
       array(select p.id::text from people p where p.company_id = c.id) as people
     from companies c where c.id = $1 and ${visible('companies', viewer, 'c')}`,
    [id],
  );
  if (!found) throw notFound('company');
  return [
    { noun: 'company', ids: found.companies },
    { noun: 'person', ids: found.people },
  ];
}
