import { demand, type Viewer } from '../../domain/access.ts';
import { DomainError, type Said } from '../../domain/domain-error.ts';
import type { ActionAnswers } from '../../domain/lists/actions.ts';
import { addressOfWork } from '../../domain/lists/addresses.ts';
import type { ListKind } from '../../domain/lists/shapes.ts';
import { bulkEnded } from '../../domain/lists/told.ts';
import type { Json } from '../../domain/scenario/shapes.ts';
import type { Db, Tx } from '../database.ts';
import { versionSql } from '../lists/definition.ts';
import { lists } from '../lists/kinds/list.ts';
import { tellOnce } from '../notices.ts';
import { dataError } from '../sql-errors.ts';
import { parameters } from '../task-scope.ts';
import { viewerAgain } from '../viewers.ts';
import type { BulkAction, On } from './action.ts';
import { actionNamed, readBulk } from './bulks.ts';

const batchRows = 50;
const undoFor = '1 hour';

type Work = {
  readonly id: string;
  readonly kind: ListKind;
  readonly userId: string;
  /** Of the program that set it to work. */
  readonly tokenId: string | null;
  readonly state: 'running' | 'undoing';
  readonly action: string;
  readonly params: ActionAnswers;
};
type Row = {
  readonly place: number;
  readonly recordId: string;
  readonly version: number;
  readonly afterVersion: number | null;
  readonly before: Json;
};
type Outcome = {
  readonly place: number;
  readonly state: 'done' | 'skipped' | 'undone' | 'kept';
  readonly why?: Said;
  readonly before?: Json;
  readonly afterVersion?: number;
};

/**
 * Works off the next rows of an action or of its undo, in one transaction with what became of them: a killed one goes on
 * where it was. Each row is checked again, with the rights that its actor has now. True while there is more.
 */
export async function moveBulk(db: Db, bulkId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const work = await tx.maybe<Work>(
      `select id, kind, user_id, token_id, state, action, params from bulks where id = $1 and state in ('running', 'undoing') for update`,
      [bulkId],
    );
    if (!work) return false;
    const rows = await nextRows(tx, work);
    if (rows.length === 0) {
      await finish(tx, work);
      return false;
    }
    const viewer = await viewerAgain(tx, work);
    const { hold } = actionNamed(work.action, work.kind);
    await hold?.(
      tx,
      rows.map(({ recordId }) => recordId),
    );
    const outcomes: Outcome[] = [];
    for (const row of rows) outcomes.push(viewer ? await one(tx, viewer, { work, row }) : gone(work, row));
    await write(tx, work, outcomes);
    return true;
  });
}

async function nextRows(tx: Tx, { id, state }: Work): Promise<Row[]> {
  return tx.rows<Row>(
    `select place, record_id, version, after_version, before from bulk_rows
     where bulk_id = $1 and state = $2 order by place limit ${batchRows}`,
    [id, state === 'running' ? 'chosen' : 'done'],
  );
}

type Turn = { readonly work: Work; readonly row: Row };

/** What a refused row has begun to write is taken back; the rows around it stay. */
async function one(tx: Tx, viewer: Viewer, { work, row }: Turn): Promise<Outcome> {
  await tx.run('savepoint bulk_row');
  try {
    const outcome = await turn(tx, viewer, { work, row });
    await tx.run('release savepoint bulk_row');
    return outcome;
  } catch (error) {
    const why = sayable(error);
    if (!why) throw error;
    await tx.run('rollback to savepoint bulk_row');
    return { place: row.place, state: work.state === 'running' ? 'skipped' : 'kept', why };
  }
}

async function turn(tx: Tx, viewer: Viewer, { work, row }: Turn): Promise<Outcome> {
  const { kind, params: answers } = work;
  const action: BulkAction = actionNamed(work.action, kind);
  // A right may be lost between the question and the row's turn.
  for (const right of [lists[kind].right, ...(action.right ? [action.right] : [])]) demand(viewer, right);
  const isOff = action.takesOff === true && work.state === 'undoing';
  const version = await lockSeen(tx, viewer, { kind, id: row.recordId, isOff });
  const on: On = { tx, viewer, kind, id: row.recordId, version, answers };
  if (work.state === 'undoing') {
    if (!action.undo) throw irreversible();
    await action.undo({ ...on, before: row.before, isTouched: version !== row.afterVersion });
    return { place: row.place, state: 'undone' };
  }
  if (version !== row.version) throw changedMeanwhile();
  const before = await action.act(on);
  const afterVersion = await versionOf(tx, on);
  return { place: row.place, state: 'done', before, ...(afterVersion === undefined ? {} : { afterVersion }) };
}

type Seen = { readonly kind: ListKind; readonly id: string; readonly isOff: boolean };

/** The record, if its actor still sees it; nobody else changes it before this transaction ends. Answers its version. */
async function lockSeen(tx: Tx, viewer: Viewer, { kind, id, isOff }: Seen): Promise<number> {
  const list = lists[kind];
  const params = parameters();
  const seen = isOff ? [] : [list.alive ?? 'true', list.scope({ viewer, params })];
  const where = [...seen, `${list.alias}.id = ${params.add(id)}`];
  const found = await tx.maybe<{ version: number }>(
    `select ${versionSql(list)} as version from ${list.table} ${list.alias} where ${where.join(' and ')} for no key update of ${list.alias}`,
    params.list,
  );
  if (!found) throw unseen();
  return found.version;
}

/** Undefined where the record is gone for good. */
async function versionOf(tx: Tx, { kind, id }: On): Promise<number | undefined> {
  const list = lists[kind];
  const { alias, table } = list;
  const sql = `select ${versionSql(list)} as version from ${table} ${alias} where ${alias}.id = $1`;
  return (await tx.maybe<{ version: number }>(sql, [id]))?.version;
}

async function write(tx: Tx, { id }: Work, outcomes: readonly Outcome[]): Promise<void> {
  await tx.run(
    `update bulk_rows r set state = u.state, why = u.why, before = coalesce(u.before, r.before),
       after_version = coalesce(u.after_version, r.after_version)
     from unnest($2::int[], $3::text[], $4::jsonb[], $5::jsonb[], $6::int[]) u(place, state, why, before, after_version)
     where r.bulk_id = $1 and r.place = u.place`,
    [
      id,
      outcomes.map(({ place }) => place),
      outcomes.map(({ state }) => state),
      outcomes.map(({ why }) => (why ? JSON.stringify(why) : null)),
      outcomes.map(({ before }) => (before === undefined ? null : JSON.stringify(before))),
      outcomes.map(({ afterVersion }) => afterVersion ?? null),
    ],
  );
  const counts: Record<string, number> = {};
  for (const { state } of outcomes) counts[state] = (counts[state] ?? 0) + 1;
  await tx.run(
    `update bulks set moved_at = now(),
       counts = counts || (select jsonb_object_agg(key, coalesce((counts ->> key)::int, 0) + value::int) from jsonb_each_text($2))
     where id = $1`,
    [id, JSON.stringify(counts)],
  );
}

/** Whoever asked for it is told; a program asks by itself. */
async function finish(tx: Tx, { id, state, kind, userId, tokenId, action }: Work): Promise<void> {
  const { title, undo } = actionNamed(action, kind);
  const isBack = state === 'undoing';
  const canUndo = !isBack && undo !== undefined;
  await tx.run(
    `update bulks set state = $2, finished_at = now(), undo_until = case when $3 then now() + interval '${undoFor}' end where id = $1`,
    [id, isBack ? 'undone' : 'done', canUndo],
  );
  if (tokenId !== null) return;
  const { counts } = await readBulk(tx, { userId }, id);
  const said = bulkEnded({ kind, title, counts, isBack, canUndo });
  await tellOnce(tx, { userIds: [userId], ...said, link: addressOfWork('bulk', { kind, id }), by: 'system:lists' });
}

function sayable(error: unknown): Said | undefined {
  if (error instanceof DomainError) return error.said;
  if (dataError(error) === undefined) return undefined;
  return {
    pl: 'Baza danych nie przyjęła tej zmiany. Otwórz wpis i popraw jego dane.',
    en: 'The database refused this change. Open the record and correct it.',
  };
}

function gone({ state }: Work, { place }: Row): Outcome {
  return { place, state: state === 'running' ? 'skipped' : 'kept', why: unseen().said };
}

function unseen(): DomainError {
  return new DomainError('bulk.unseen', {
    pl: 'Nie ma już tego wpisu albo nie masz do niego dostępu.',
    en: 'This record is gone, or you have no access to it any more.',
  });
}

function changedMeanwhile(): DomainError {
  return new DomainError('bulk.changed', {
    pl: 'Ktoś zmienił ten wpis, odkąd go zaznaczono.',
    en: 'Somebody has changed this record since it was selected.',
  });
}

function irreversible(): DomainError {
  return new DomainError('bulk.no_undo', { pl: 'Tego nie da się cofnąć.', en: 'This cannot be taken back.' });
}
