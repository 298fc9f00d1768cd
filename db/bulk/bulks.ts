/** What is done to many rows: asked for, read, taken back. The rows are worked off in `rows-at-work.ts`. */
import { demand, may, type Viewer } from '../../domain/access.ts';
import { DomainError } from '../../domain/domain-error.ts';
import { readAnswers, type Bulk, type BulkRow } from '../../domain/lists/actions.ts';
import type { Choice, ListAction, ListField, ListKind } from '../../domain/lists/shapes.ts';
import { recordAudit } from '../audit.ts';
import { actorOf } from '../../domain/access.ts';
import type { Tx } from '../database.ts';
import { written, type Choices, type ListDefinition } from '../lists/definition.ts';
import { lists } from '../lists/kinds/list.ts';
import { nudge } from '../outbox.ts';
import { parameters } from '../task-scope.ts';
import type { BulkAction } from './action.ts';
import { bulkActions } from './actions/list.ts';
import { leaveRest } from './rest-of-rows.ts';

const keptDays = 30;

const BULK = `select b.id, b.kind, b.state, b.action, b.total, b.created_at, b.finished_at,
    case when b.state = 'done' and b.undo_until > now() then b.undo_until end as undo_until,
    jsonb_build_object('done', coalesce((b.counts ->> 'done')::int, 0), 'skipped', coalesce((b.counts ->> 'skipped')::int, 0),
      'undone', coalesce((b.counts ->> 'undone')::int, 0), 'kept', coalesce((b.counts ->> 'kept')::int, 0)) as counts
  from bulks b`;

/** Reads what may be chosen, and which fields may be set. */
export type Offers = {
  readonly choicesOf: (choices: Choices | undefined) => Promise<readonly Choice[] | undefined>;
  readonly fieldsOf: (fields: BulkAction['asks'][number]['fields']) => Promise<readonly ListField[] | undefined>;
};

/** The actions that a list offers its viewer: where no field can be set, none is offered to be. */
export async function actionsFor(
  viewer: Viewer,
  { kind }: Pick<ListDefinition, 'kind'>,
  { choicesOf, fieldsOf }: Offers,
): Promise<ListAction[]> {
  const offered = bulkActions.filter(({ kinds, right }) => kinds.includes(kind) && (!right || may(viewer, right)));
  const described = await Promise.all(
    offered.map(async ({ name, title, asks, undo, asSeen }) => ({
      name,
      title,
      canUndo: undo !== undefined,
      ...(asSeen ? { asSeen } : {}),
      asks: await Promise.all(
        asks.map(async ({ choices, fields, ...ask }) => {
          const [known, settable] = await Promise.all([choicesOf(choices), fieldsOf(fields)]);
          return { ...ask, ...(known ? { choices: known } : {}), ...(settable ? { fields: settable } : {}) };
        }),
      ),
    })),
  );
  return described.filter(({ asks }) => asks.every(({ fields }) => fields?.length !== 0));
}

/** Has an action done to the chosen rows. Throws `bulk.…` and `action.…` where it cannot be. */
export async function runBulk(
  tx: Tx,
  viewer: Viewer,
  asked: { readonly id: string; readonly action: string; readonly answers: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { kind, state } = await lockOwn(tx, viewer, asked.id);
  if (state !== 'chosen') throw runAlready();
  const action = actionNamed(asked.action, kind);
  if (action.right) demand(viewer, action.right);
  const answers = readAnswers(action.asks, asked.answers);
  await tx.run(
    `update bulks set state = 'running', action = $2, params = $3, token_id = $4, started_at = now(), moved_at = now() where id = $1`,
    [asked.id, action.name, JSON.stringify(answers), viewer.tokenId ?? null],
  );
  await nudge(tx, `bulk:${asked.id}`);
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'bulk', recordId: asked.id, verb: action.name });
}

/** Has it taken back, while it can be. */
export async function undoBulk(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const { kind, state, action, undoUntil } = await lockOwn(tx, viewer, id);
  if (state !== 'done' || undoUntil === null || action === null) throw noUndo();
  const { right } = actionNamed(action, kind);
  if (right) demand(viewer, right);
  await tx.run(
    `update bulks set state = 'undoing', token_id = $2, finished_at = null, moved_at = now() where id = $1`,
    [id, viewer.tokenId ?? null],
  );
  await nudge(tx, `bulk:${id}`);
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'bulk', recordId: id, verb: 'undo' });
}

/**
 * Stops it, or its undo: what has been done stays and may be taken back, what has not is left with the reason. The rows that
 * are just being worked off come first.
 */
export async function cancelBulk(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const { state } = await lockOwn(tx, viewer, id);
  if (state !== 'running' && state !== 'undoing') throw ended();
  await leaveRest(tx, { id, state });
  await nudge(tx, `bulk:${id}`);
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'bulk', recordId: id, verb: 'cancel' });
}

/** One of the viewer's own. Throws `bulk.not_found`. */
export async function readBulk(tx: Tx, { userId }: Pick<Viewer, 'userId'>, id: string): Promise<Bulk> {
  const found = await tx.maybe<Bulk>(`${BULK} where b.id = $1 and b.user_id = $2`, [id, userId]);
  if (!found) throw notFound();
  return found;
}

/** The viewer's last ones over lists that they may read, newest first. */
export async function latestBulks(tx: Tx, viewer: Viewer): Promise<Bulk[]> {
  const kinds = Object.values(lists).flatMap(({ kind, right }) => (may(viewer, right) ? [kind] : []));
  return tx.rows<Bulk>(
    `${BULK} where b.user_id = $1 and b.state <> 'chosen' and b.kind = any($2::text[]) order by b.id desc limit 20`,
    [viewer.userId, kinds],
  );
}

export type RowsOfBulk = {
  readonly id: string;
  readonly state?: BulkRow['state'] | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
};

/** Its rows with what became of them, by name where the viewer still sees them. */
export async function bulkRows(tx: Tx, viewer: Viewer, { id, state, after, limit }: RowsOfBulk): Promise<BulkRow[]> {
  const { kind } = await readBulk(tx, viewer, id);
  const list = lists[kind];
  demand(viewer, list.right);
  const params = parameters();
  const seen = list.scope({ viewer, params });
  return tx.rows<BulkRow>(
    `select chosen.place, chosen.record_id, ${written(list.called, { viewer, params })} as name, chosen.state, chosen.why from bulk_rows chosen
       left join ${list.table} ${list.alias} on ${list.alias}.id = chosen.record_id and ${seen}
     where chosen.bulk_id = ${params.add(id)} and chosen.place > ${params.add(after ?? 0)}
       and (${params.add(state ?? null)}::text is null or chosen.state = ${params.add(state ?? null)})
     order by chosen.place limit ${params.add(limit)}`,
    params.list,
  );
}

/** The action of a list. Throws `action.not_found`. */
export function actionNamed(name: string, kind: ListKind): BulkAction {
  const action = bulkActions.find((one) => one.name === name && one.kinds.includes(kind));
  if (action) return action;
  throw new DomainError('action.not_found', {
    pl: `Na tej liście nie ma operacji „${name.slice(0, 60)}”. Wybierz operację z menu.`,
    en: `This list has no action "${name.slice(0, 60)}". Choose an action from the menu.`,
  });
}

/** Forgets selections that nobody used, and what was done a month ago. */
export async function forgetBulks(tx: Tx): Promise<number> {
  return tx.run(
    `delete from bulks where (state = 'chosen' and created_at < now() - interval '1 day'
        and not exists (select 1 from exports e where e.bulk_id = bulks.id and e.state in ('waiting', 'writing')))
      or (state in ('done', 'undone') and created_at < now() - make_interval(days => $1))`,
    [keptDays],
  );
}

async function lockOwn(tx: Tx, viewer: Viewer, id: string): Promise<Bulk> {
  const mine = await tx.maybe('select 1 from bulks where id = $1 and user_id = $2 for update', [id, viewer.userId]);
  if (!mine) throw notFound();
  return readBulk(tx, viewer, id);
}

function notFound(): DomainError {
  return new DomainError('bulk.not_found', {
    pl: 'Tego zaznaczenia już nie ma. Zaznacz wpisy jeszcze raz.',
    en: 'This selection is gone. Select the records again.',
  });
}

function runAlready(): DomainError {
  return new DomainError('bulk.run_already', {
    pl: 'Ta operacja już ruszyła. Zobacz jej wynik albo zaznacz wpisy jeszcze raz.',
    en: 'This action has already begun. See its result, or select the records again.',
  });
}

function ended(): DomainError {
  return new DomainError('bulk.ended', {
    pl: 'Ta operacja już się skończyła. Zobacz jej wynik.',
    en: 'This action has already ended. See its result.',
  });
}

function noUndo(): DomainError {
  return new DomainError('bulk.no_undo', {
    pl: 'Tej operacji nie można już cofnąć: trwa albo minęła godzina od jej końca.',
    en: 'This action cannot be taken back any more: it is under way, or an hour has passed since it ended.',
  });
}
