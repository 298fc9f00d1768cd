/** The clipboard: records that somebody has set aside from many searches, per kind, to do something with all of them (rule 19). */
import { demandOfProgram, may, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { ListKind, Selection } from '../domain/lists/shapes.ts';
import { chosenSql, type Choosing } from './bulk/selections.ts';
import type { Tx } from './database.ts';
import type { ListDefinition } from './lists/definition.ts';
import { lists } from './lists/kinds/list.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { parameters } from './task-scope.ts';

const mostRecords = 50_000;
const keptDays = 30;

/** Sets what is selected aside, within what one sees; what lies there already is as new. Answers how many came. */
export async function setAside(tx: Tx, viewer: Viewer, choosing: Choosing): Promise<number> {
  demandOfProgram(viewer, 'view.share');
  await oneAtATime(tx, viewer);
  const params = parameters();
  const chosen = await chosenSql(tx, viewer, { ...choosing, params });
  const { came } = await tx.one<{ came: number }>(
    `with put as (
       insert into clipboard (user_id, kind, record_id)
       select ${params.add(viewer.userId)}::uuid, ${params.add(choosing.list.kind)}::text, id from (${chosen} limit ${mostRecords + 1}) chosen
       on conflict (user_id, kind, record_id) do update set added_at = now() returning xmax = 0 as is_new)
     select count(*) filter (where is_new) as came from put`,
    params.list,
  );
  const { n } = await tx.one<{ n: number }>('select count(*) as n from clipboard where user_id = $1 and kind = $2', [
    viewer.userId,
    choosing.list.kind,
  ]);
  if (n > mostRecords) throw full();
  return came;
}

/** What goes: records by their ids, seen or not; what a view finds; without either, all of the kind. */
export type TakenOff = Omit<Choosing, 'selection'> & {
  readonly selection: Selection | { readonly ids?: readonly string[] | undefined };
};

/** Takes it off. Answers how many went. */
export async function takeOff(tx: Tx, viewer: Viewer, { selection, ...of }: TakenOff): Promise<number> {
  demandOfProgram(viewer, 'view.share');
  const params = parameters();
  const mine = `user_id = ${params.add(viewer.userId)} and kind = ${params.add(of.list.kind)}`;
  if ('all' in selection) {
    const chosen = await chosenSql(tx, viewer, { ...of, selection, params });
    return tx.run(
      `delete from clipboard where ${mine} and record_id in (select id from (${chosen}) chosen)`,
      params.list,
    );
  }
  const ids = params.add(selection.ids ?? null);
  return tx.run(
    `delete from clipboard where ${mine} and (${ids}::uuid[] is null or record_id = any(${ids}::uuid[]))`,
    params.list,
  );
}

/** How many records lie there that their owner sees, by kind: each number opens exactly its rows. */
export async function clipboardCounts(tx: Tx, viewer: Viewer): Promise<Partial<Record<ListKind, number>>> {
  const kinds = await tx.rows<{ kind: ListKind }>('select distinct kind from clipboard where user_id = $1', [
    viewer.userId,
  ]);
  const counts: Partial<Record<ListKind, number>> = {};
  for (const { kind } of kinds) {
    const n = may(viewer, lists[kind].right) ? await countOf(tx, viewer, lists[kind]) : 0;
    if (n > 0) counts[kind] = n;
  }
  return counts;
}

async function countOf(tx: Tx, viewer: Viewer, { kind, table, alias, alive, scope }: ListDefinition): Promise<number> {
  const params = parameters();
  const { n } = await tx.one<{ n: number }>(
    `select count(*) as n from clipboard b join ${table} ${alias} on ${alias}.id = b.record_id
     where b.user_id = ${params.add(viewer.userId)} and b.kind = ${params.add(kind)} and ${alive ?? 'true'} and ${scope({ viewer, params })}`,
    params.list,
  );
  return n;
}

/** Forgets what has lain for a month. */
export async function forgetClipboards(tx: Tx): Promise<number> {
  return tx.run('delete from clipboard where added_at < now() - make_interval(days => $1)', [keptDays]);
}

function full(): DomainError {
  return new DomainError('clipboard.full', {
    pl: `W schowku mieści się ${mostRecords.toLocaleString('pl')} wpisów. Usuń coś z niego i spróbuj ponownie.`,
    en: `The clipboard holds ${mostRecords.toLocaleString('en')} records. Take some off and try again.`,
  });
}
