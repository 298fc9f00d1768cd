/** What the audit tells somebody: who changed what, with old and new values, under the reader's rights of today (rule 27). */
import { demand, may, profilesOf, type Right, type Viewer } from '../domain/access.ts';
import { mayReadOwn } from '../domain/own/shapes.ts';
import { namesOfActors, type NamedActor } from './actor-names.ts';
import type { Changes } from './audit.ts';
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

export type AuditEntry = {
  readonly id: string;
  readonly at: string;
  readonly actor: NamedActor;
  readonly noun: string;
  readonly recordId: string;
  readonly recordName: string | null;
  readonly verb: string;
  /** `['…', '…']` where the reader may not see the values. Ids of people and customers are written as their names. */
  readonly changes: Changes;
};

type Row = Omit<AuditEntry, 'actor' | 'recordName'> & { readonly actor: string; readonly exact: string };

/** One page, the newest first. */
export async function readAudit(
  tx: Tx,
  viewer: Viewer,
  asked: AuditAsked,
): Promise<{ rows: AuditEntry[]; next: readonly [string, string] | null }> {
  demand(viewer, 'audit.read');
  const { noun, recordId, userId, from, to, after, limit } = asked;
  const found = await tx.rows<Row>(
    `select id, at, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact, actor, noun, record_id, verb, changes
     from audit
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
  const page = found.slice(0, limit);
  const [actors, records, mask, closed] = await Promise.all([
    namesOfActors(
      tx,
      page.map(({ actor }) => actor),
    ),
    namesOfIds(tx, viewer, page),
    maskFor(tx, viewer),
    privateOf(tx, viewer, page),
  ]);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    rows: page.map(({ exact: _exact, ...row }) => ({
      ...row,
      actor: actors.get(row.actor)!,
      recordName: records.get(row.recordId) ?? null,
      changes: told(row, closed.has(row.recordId) ? everything : mask, records),
    })),
    next: last ? [last.exact, last.id] : null,
  };
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

/** Columns that need more than the record. */
const columnRights: Readonly<Record<string, Right>> = { pesel: 'company.pesel', turnoverMinor: 'transaction.read' };
const HIDDEN = ['…', '…'] as const;

type Mask = (noun: string, field: string) => boolean;

const everything: Mask = () => true;

/** The private tasks on the page that do not concern the reader: that they were changed is told, never how (rule 35). */
async function privateOf(tx: Tx, viewer: Viewer, page: readonly Row[]): Promise<ReadonlySet<string>> {
  const ids = page.filter(({ noun }) => noun === 'task').map(({ recordId }) => recordId);
  if (ids.length === 0) return new Set();
  const params = parameters();
  const rows = await tx.rows<{ id: string }>(
    `select t.id from tasks t where t.id = any(${params.add(ids)}::uuid[]) and t.private and (${visibleTasks(viewer, params)}) is not true`,
    params.list,
  );
  return new Set(rows.map(({ id }) => id));
}

/** What the reader may not see today, whoever could when it was written. */
async function maskFor(tx: Tx, viewer: Viewer): Promise<Mask> {
  const profiles = profilesOf(viewer);
  const restricted = await tx.rows<{ record: string; code: string; readers: string[]; kind: 'text' }>(
    'select record, code, readers, kind from own_fields where readers is not null',
  );
  const closed = new Set(
    restricted
      .filter((field) => !mayReadOwn({ ...field, writers: null }, profiles))
      .map(({ record, code }) => `${record} own.${code}`),
  );
  return (noun, field) => {
    const right = columnRights[field];
    return closed.has(`${noun} ${field}`) || (right !== undefined && !may(viewer, right));
  };
}

function told(
  { noun, changes }: Pick<Row, 'noun' | 'changes'>,
  mask: Mask,
  names: ReadonlyMap<string, string>,
): Changes {
  const inWords = (value: unknown) => (typeof value === 'string' ? (names.get(value) ?? value) : value);
  return Object.fromEntries(
    Object.entries(changes).map(([field, pair]) => {
      if (mask(noun, field) || !Array.isArray(pair)) return [field, HIDDEN];
      return [field, [inWords(pair[0]), inWords(pair[1])] as const];
    }),
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Names of records and of what changes refer to. */
async function namesOfIds(tx: Tx, viewer: Viewer, page: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set<string>();
  for (const { recordId, changes } of page) {
    for (const value of [recordId, ...Object.values(changes).flat()]) {
      if (typeof value === 'string' && UUID.test(value)) ids.add(value);
    }
  }
  if (ids.size === 0) return new Map();
  const params = parameters();
  const among = `id = any(${params.add([...ids])}::uuid[])`;
  const isWhole = (right: Right) => may(viewer, right) && viewer.scope === 'all';
  const tasks = may(viewer, 'task.read') ? visibleTasks(viewer, params) : 'false';
  const rows = await tx.rows<{ id: string; name: string }>(
    `select id, name from users where ${among}
     union all select id, name from teams where ${among}
     union all select id, name_pl from own_fields where ${among}
     union all select id, name from groups where ${among}
     union all select id, file_name from imports where ${among}
     union all select id, name from companies where ${among} and ${isWhole('company.read')}
     union all select id, concat_ws(' ', first_name, last_name) from people where ${among} and ${isWhole('company.read')}
     union all select t.id, t.title from tasks t where t.${among} and ${tasks}
     union all select id, name from campaigns where ${among} and ${may(viewer, 'campaign.read')}
     union all select id, name from cases where ${among} and ${isWhole('case.read')}`,
    params.list,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
