/** Many tasks given to others at once: counted first, then exactly those, each checked again; taken back where untouched. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { spread } from '../domain/tasks/spread.ts';
import { isOpenElsewhere } from '../domain/tasks/state.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { IS_OVERDUE } from './paused-tasks.ts';
import { demandReceiver, giveTo, handed, type Receiver } from './task-receivers.ts';
import { lockTask } from './task-rows.ts';
import { parameters, visibleTasks } from './task-scope.ts';

/** More at once nobody looks through in a preview. */
export const MOST_HANDED_OVER = 2_000;

export type HandOverAsk = {
  /** Whose open tasks, or which ones. */
  readonly from: { readonly ownerId: string } | { readonly queue: string } | { readonly ids: readonly string[] };
  readonly to: readonly Receiver[];
  /** Only of these types; empty: of all. */
  readonly types?: readonly string[];
};

/** What would be done: the rows with their versions, to be sent back as they are. */
export type HandOverPlan = {
  readonly rows: readonly (Receiver & { readonly id: string; readonly version: number })[];
  readonly overdue: number;
  readonly openElsewhere: number;
  /** There are more than can be handed over at once. */
  readonly more: boolean;
  readonly each: readonly (Receiver & { readonly count: number })[];
  readonly byType: readonly {
    readonly type: string;
    readonly pl: string;
    readonly en: string;
    readonly count: number;
  }[];
};

type Found = {
  readonly id: string;
  readonly version: number;
  readonly companyId: string | null;
  readonly overdue: boolean;
  readonly elsewhere: boolean;
  readonly type: string;
  readonly pl: string;
  readonly en: string;
};

/** Counts what would go to whom. One task open in somebody's work mode stays where it is. */
export async function planHandOver(tx: Tx, viewer: Viewer, ask: HandOverAsk): Promise<HandOverPlan> {
  demand(viewer, 'task.assign');
  if (ask.to.length === 0) throw nobody();
  for (const receiver of ask.to) await demandReceiver(tx, viewer, receiver);
  const found = await findRows(tx, viewer, ask);
  const free = found.slice(0, MOST_HANDED_OVER).filter(({ elsewhere }) => !elsewhere);
  const places = spread(free, ask.to.length);
  const rows = free.map(({ id, version }) => ({ id, version, ...ask.to[places.get(id)!]! }));
  const countOf = (at: number) => [...places.values()].filter((place) => place === at).length;
  return {
    rows,
    overdue: free.filter(({ overdue }) => overdue).length,
    openElsewhere: found.filter(({ elsewhere }) => elsewhere).length,
    more: found.length > MOST_HANDED_OVER,
    each: ask.to.map((receiver, at) => ({ ...receiver, count: countOf(at) })),
    byType: [...Map.groupBy(free, ({ type }) => type).values()].map((same) => {
      const { type, pl, en } = same[0]!;
      return { type, pl, en, count: same.length };
    }),
  };
}

async function findRows(tx: Tx, viewer: Viewer, { from, types = [] }: HandOverAsk): Promise<Found[]> {
  const params = parameters();
  const whose =
    'ids' in from
      ? `t.id = any(${params.add(from.ids)}::uuid[])`
      : 'queue' in from
        ? `t.owner_id is null and t.queue = ${params.add(from.queue)}`
        : `t.owner_id = ${params.add(from.ownerId)}`;
  const ofTypes = types.length > 0 ? `and t.type = any(${params.add(types)}::text[])` : '';
  const me = params.add(viewer.userId);
  return tx.rows<Found>(
    `select t.id, t.version, t.company_id, ${IS_OVERDUE} as overdue, t.type, y.name_pl as pl, y.name_en as en,
       coalesce(t.leased_until > now() and t.leased_by <> ${me}::uuid, false) as elsewhere
     from tasks t join task_types y on y.code = t.type
     where t.state = 'open' and ${whose} ${ofTypes} and ${visibleTasks(viewer, params)}
     order by t.moment, t.id limit ${params.add(MOST_HANDED_OVER + 1)}`,
    params.list,
  );
}

export type HandedOver = {
  /** What was given, with whose it was: enough to take it back. */
  readonly done: readonly (Receiver & { readonly id: string; readonly version: number })[];
  readonly skipped: readonly { readonly id: string; readonly title: string | null; readonly why: Said }[];
};

/**
 * Gives each task to its receiver, if it is still as it was counted. Sent back with the owners from `done` it is the way
 * back: rows that somebody has touched since stay as they are, and are named.
 */
export async function handOver(
  db: Db,
  viewer: Viewer,
  rows: readonly (Receiver & { readonly id: string; readonly version: number })[],
): Promise<HandedOver> {
  demand(viewer, 'task.assign');
  return db.transaction(async (tx) => {
    for (const receiver of distinct(rows)) await demandReceiver(tx, viewer, receiver);
    const done: HandedOver['done'][number][] = [];
    const skipped: HandedOver['skipped'][number][] = [];
    // In the order of ids: two people who hand over at once wait for each other instead of blocking each other.
    for (const row of rows.toSorted((a, b) => a.id.localeCompare(b.id))) {
      const result = await giveOne(tx, viewer, row);
      if ('why' in result) skipped.push(result);
      else done.push(result);
    }
    return { done, skipped };
  });
}

async function giveOne(
  tx: Tx,
  viewer: Viewer,
  { id, version, ...receiver }: Receiver & { readonly id: string; readonly version: number },
): Promise<HandedOver['done'][number] | HandedOver['skipped'][number]> {
  const task = await lockTask(tx, viewer, id).catch((error: unknown) => {
    if (error instanceof DomainError) return undefined;
    throw error;
  });
  if (!task) return { id, title: null, why: gone };
  const { title } = task;
  if (task.state !== 'open' || task.version !== version) return { id, title, why: changed };
  if (isOpenElsewhere(task, viewer.userId, task.now)) return { id, title, why: elsewhere };
  await giveTo(tx, id, receiver);
  const written = await tx.one<{ version: number }>(
    'update tasks set version = version + 1, updated_at = now() where id = $1 returning version',
    [id],
  );
  const changes = handed(task, receiver);
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'task', recordId: id, verb: 'assign', changes });
  return { id, version: written.version, ownerId: task.ownerId, queue: task.ownerId ? null : task.queue };
}

function distinct(rows: readonly Receiver[]): Receiver[] {
  const known = new Map(rows.map(({ ownerId, queue }) => [`${ownerId} ${queue}`, { ownerId, queue }]));
  return [...known.values()];
}

const gone: Said = {
  pl: 'nie ma go już albo nie masz do niego dostępu',
  en: 'it is gone, or you have no access to it',
};
const changed: Said = { pl: 'ktoś je zmienił albo zakończył', en: 'somebody has changed or finished it' };
const elsewhere: Said = { pl: 'ktoś ma je teraz otwarte', en: 'somebody has it open now' };

function nobody(): DomainError {
  return new DomainError(
    'task.receiver_missing',
    { pl: 'Wybierz, komu przekazać zadania.', en: 'Choose whom to hand the tasks to.' },
    'to',
  );
}
