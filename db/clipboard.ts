/** The clipboard: records that somebody has set aside from many searches, per kind, to do something with all of them (rule 19). */
import type { Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { ListKind } from '../domain/lists/shapes.ts';
import { chosenSql, type Choosing } from './bulk/selections.ts';
import type { Tx } from './database.ts';
import { parameters } from './task-scope.ts';

const mostRecords = 50_000;
const keptDays = 30;

/** Sets what is selected aside, within what one sees; what lies there already is as new. Answers how many came. */
export async function setAside(tx: Tx, viewer: Viewer, choosing: Choosing): Promise<number> {
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

/** Takes records off; without ids, all of the kind. Answers how many went. */
export async function takeOff(
  tx: Tx,
  { userId }: Viewer,
  { kind, ids }: { readonly kind: ListKind; readonly ids?: readonly string[] | undefined },
): Promise<number> {
  return tx.run(
    'delete from clipboard where user_id = $1 and kind = $2 and ($3::uuid[] is null or record_id = any($3))',
    [userId, kind, ids ?? null],
  );
}

/** How many records lie there, by kind; seen or not any more, which the list itself tells. */
export async function clipboardCounts(tx: Tx, { userId }: Viewer): Promise<Partial<Record<ListKind, number>>> {
  const rows = await tx.rows<{ kind: ListKind; n: number }>(
    'select kind, count(*) as n from clipboard where user_id = $1 group by kind',
    [userId],
  );
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
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
