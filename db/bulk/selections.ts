import { actorOf, type Viewer } from '../../domain/access.ts';
import { actorText } from '../../domain/actor.ts';
import type { Moment } from '../../domain/conditions/check.ts';
import { DomainError } from '../../domain/domain-error.ts';
import type { Selected } from '../../domain/lists/actions.ts';
import type { Selection, View } from '../../domain/lists/shapes.ts';
import type { Tx } from '../database.ts';
import { versionSql, written, type ListDefinition } from '../lists/definition.ts';
import { hitsSql } from '../lists/find.ts';
import { gathering, wantedBy } from '../lists/rows.ts';
import { newId } from '../new-id.ts';
import { parameters, type Params } from '../task-scope.ts';

/** Rows that one selection may hold: each is checked and changed by itself. */
const mostRows = 100_000;
/** Selections of one person that nothing has been done with yet; the oldest make room for new ones. */
const mostWaiting = 20;

export type Choosing = { readonly list: ListDefinition; readonly selection: Selection; readonly moment: Moment };

/**
 * Writes down the chosen rows with the versions that their chooser saw, within what they see; the preview counts exactly
 * these (rule 13). Nothing is done to them yet.
 */
export async function chooseRows(tx: Tx, viewer: Viewer, { list, selection, moment }: Choosing): Promise<Selected> {
  const id = newId();
  await tx.run(
    `delete from bulks b where b.id in (
       select o.id from bulks o where o.user_id = $1 and o.state = 'chosen'
         and not exists (select 1 from exports e where e.bulk_id = o.id and e.state in ('waiting', 'writing'))
       order by o.id desc offset $2)`,
    [viewer.userId, mostWaiting - 1],
  );
  await tx.run(`insert into bulks (id, kind, user_id, total, created_by) values ($1, $2, $3, 0, $4)`, [
    id,
    list.kind,
    viewer.userId,
    actorText(actorOf(viewer)),
  ]);
  const params = parameters();
  const chosen = await chosenSql(tx, viewer, { list, selection, moment, params });
  // In the order of ids, in which every transaction takes its locks.
  const count = await tx.run(
    `insert into bulk_rows (bulk_id, place, record_id, version)
     select ${params.add(id)}::uuid, row_number() over (order by id), id, version from (${chosen} limit ${mostRows + 1}) chosen`,
    params.list,
  );
  if (count > mostRows) throw tooMany();
  if (selection.versions) await keepVersions(tx, id, selection.versions);
  await tx.run('update bulks set total = $2 where id = $1', [id, count]);
  const named = parameters();
  const names = await tx.rows<{ name: string }>(
    `select ${written(list.called, { viewer, params: named })} as name
     from bulk_rows chosen join ${list.table} ${list.alias} on ${list.alias}.id = chosen.record_id
     where chosen.bulk_id = ${named.add(id)} order by chosen.place limit 5`,
    named.list,
  );
  const missing = 'ids' in selection ? new Set(selection.ids).size - count : 0;
  return { id, count, missing, names: names.map(({ name }) => name) };
}

/** What has changed since it was shown is skipped at its turn, as what changes between choosing and doing. */
async function keepVersions(tx: Tx, id: string, versions: Readonly<Record<string, number>>): Promise<void> {
  await tx.run(
    `update bulk_rows r set version = s.version from unnest($2::uuid[], $3::int[]) s(id, version)
     where r.bulk_id = $1 and r.record_id = s.id`,
    [id, Object.keys(versions), Object.values(versions)],
  );
}

/** `id, version` of the rows that a selection means. */
export async function chosenSql(
  tx: Tx,
  viewer: Viewer,
  { list, selection, moment, params }: Choosing & { readonly params: Params },
): Promise<string> {
  const { alias } = list;
  const ask = 'ids' in selection ? { view: everything, moment } : { ...selection.all, moment };
  const { wanted } = await gathering(tx, wantedBy(viewer, { list, ask }));
  const narrowed =
    'ids' in selection
      ? `${alias}.id = any(${params.add(selection.ids)}::uuid[])`
      : `${alias}.id <> all(${params.add(selection.except)}::uuid[])`;
  const where = [list.alive ?? 'true', narrowed];
  return hitsSql(wanted, { select: `${alias}.id, ${versionSql(list)} as version`, where, params, needs: new Set() });
}

const everything: View = { columns: [], sort: [], condition: null, colours: [], density: 'dense' };

function tooMany(): DomainError {
  return new DomainError('selection.too_many', {
    pl: `Zaznaczono ponad ${mostRows.toLocaleString('pl')} wpisów. Zawęź listę i zrób to w częściach.`,
    en: `More than ${mostRows.toLocaleString('en')} records are selected. Narrow the list and do it in parts.`,
  });
}
