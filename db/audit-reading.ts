/** What the audit tells somebody: who changed what, with old and new values, under the reader's rights of today (rule 27). */
import { demand, type Viewer } from '../domain/access.ts';
import { auditColumns, tellPage, type AuditRow, type Page } from './audit-telling.ts';
import type { Tx } from './database.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type AuditAsked = {
  readonly noun?: string;
  readonly recordId?: string;
  /** A user: what they did themselves and what a program did in their name. */
  readonly userId?: string;
  /** Instants. */
  readonly from?: string;
  readonly to?: string;
  readonly after?: readonly [string, string];
  readonly limit: number;
};

/** One page, the newest first. */
export async function readAudit(tx: Tx, viewer: Viewer, asked: AuditAsked): Promise<Page> {
  demand(viewer, 'audit.read');
  const { noun, recordId, userId, from, to, after, limit } = asked;
  const found = await tx.rows<AuditRow>(
    `select ${auditColumns} from audit a
     where ($1::text is null or noun = $1) and ($2::text is null or record_id = $2)
       and ($3::text is null or actor = 'user:' || $3 or actor like '% for ' || $3)
       and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)
       and ($6::timestamptz is null or (at, id) < ($6, $7::uuid))
     order by at desc, id desc limit $8`,
    [
      noun ?? null,
      recordId ?? null,
      userId ?? null,
      from ?? null,
      to ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  return tellPage(tx, viewer, { found, limit, closed: await privateOf(tx, viewer, found), unread: 'named' });
}

/** The kinds of records that the audit knows, for the filter. */
export async function auditNouns(tx: Tx, viewer: Viewer): Promise<string[]> {
  demand(viewer, 'audit.read');
  const rows = await tx.rows<{ noun: string }>(
    `with recursive nouns as (
       (select noun from audit order by noun limit 1)
       union all select (select a.noun from audit a where a.noun > n.noun order by a.noun limit 1) from nouns n where n.noun is not null)
     select noun from nouns where noun is not null limit 200`,
  );
  return rows.map(({ noun }) => noun);
}

/** The private tasks on the page that do not concern the reader: that they were changed is told, never how (rule 35). */
async function privateOf(tx: Tx, viewer: Viewer, page: readonly AuditRow[]): Promise<ReadonlySet<string>> {
  const ids = page.filter(({ noun }) => noun === 'task').map(({ recordId }) => recordId);
  if (ids.length === 0) return new Set();
  const params = parameters();
  const rows = await tx.rows<{ id: string }>(
    `select t.id from tasks t where t.id = any(${params.add(ids)}::uuid[]) and t.private and (${visibleTasks(viewer, params)}) is not true`,
    params.list,
  );
  return new Set(rows.map(({ id }) => id));
}
