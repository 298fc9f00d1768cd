/** Taking back that somebody works elsewhere: their record at the old customer goes on, with all that was learned since. */
import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { bringBackAll } from './contact-points.ts';
import type { Tx } from './database.ts';
import { keepOneMain } from './people.ts';
import {
  demandBoth,
  followed,
  moveAddresses,
  moveTheirs,
  settleMove,
  staysBehind,
  type Moving,
  type StaysBehind,
} from './person-moves.ts';
import { actorBy, notFound, reachable } from './scope.ts';

export type TakenBack = {
  /** The record at the old customer, which they go on under. */
  readonly id: string;
  /** What stays at the customer that they leave. */
  readonly stayed: readonly Said[];
};

/**
 * Needs sight of both customers. `id` is the record at the newer one. Throws `person.not_moved` for somebody who came from
 * nowhere, or who has gone back already.
 */
export async function undoPersonMove(tx: Tx, viewer: Viewer, id: string): Promise<TakenBack> {
  const actor = actorBy(viewer, 'company.edit');
  const move = await lockMove(tx, viewer, id);
  const { fromId, companyId, from, leftPoints, mainPoints, movedAt } = move;
  const moving: Moving = { before: { id, companyId }, id: fromId, companyId: from };
  const behind = await staysBehind(tx, viewer, id);
  await tx.run(
    `update people o set deleted_at = null, merged_into = null, own = n.own, ${followed.map((column) => `${column} = n.${column}`).join(', ')},
       version = o.version + 1, updated_at = now(), updated_by = $3
     from people n where o.id = $1 and n.id = $2`,
    [fromId, id, actorText(actor)],
  );
  await keepOneMain(tx, fromId, undefined);
  await moveAddresses(tx, viewer, { moving, since: movedAt });
  await bringBackAll(tx, actor, leftPoints);
  await tx.run(
    `update contact_points c set is_main = c.id = any($2::uuid[]) where c.person_id = $1 and c.state <> 'removed'
       and c.kind in (select m.kind from contact_points m where m.id = any($2::uuid[]) and m.state <> 'removed')`,
    [fromId, mainPoints],
  );
  await moveTheirs(tx, actor, moving);
  await tx.run('update person_moves set undone_at = now(), undone_by = $2 where id = $1', [move.id, actorText(actor)]);
  await settleMove(tx, { actor, moving, verb: 'undo move' });
  return { id: fromId, stayed: leftAt(await nameOf(tx, companyId), behind) };
}

type Move = {
  readonly id: string;
  readonly fromId: string;
  /** The old customer. */
  readonly from: string;
  /** The new one. */
  readonly companyId: string;
  readonly leftPoints: readonly string[];
  readonly mainPoints: readonly string[];
  /** To the microsecond, so that what was said at once with it is not said twice. */
  readonly movedAt: string;
};

async function lockMove(tx: Tx, viewer: Viewer, id: string): Promise<Move> {
  const there = await tx.maybe<{ companyId: string; from: string | null }>(
    `select p.company_id, o.company_id as from from people p
       left join person_moves m on m.to_id = p.id and m.undone_at is null left join people o on o.id = m.from_id
     where p.id = $1 and ${reachable('people', viewer, 'p')}`,
    [id],
  );
  if (!there) throw notFound('person');
  if (!there.from) throw notMoved();
  await demandBoth(tx, viewer, [there.companyId, there.from]);
  const move = await tx.maybe<Move>(
    `select m.id, m.from_id, o.company_id as from, p.company_id, m.left_points, m.main_points, m.moved_at::text as moved_at
     from person_moves m join people p on p.id = m.to_id join people o on o.id = m.from_id
     where p.id = $1 and m.undone_at is null and ${reachable('people', viewer, 'p')} for update`,
    [id],
  );
  if (!move) throw notMoved();
  return move;
}

async function nameOf(tx: Tx, companyId: string): Promise<string> {
  return (
    await tx.one<{ name: string }>('select coalesce(short_name, name) as name from companies where id = $1', [
      companyId,
    ])
  ).name;
}

function leftAt(company: string, { openTasks, running }: StaysBehind): Said[] {
  const said: Said[] = [];
  if (openTasks > 0) {
    said.push({
      pl: `Otwarte zadania, które zostają u klienta ${company}: ${openTasks}. Wskaż w nich inną osobę.`,
      en: `Open tasks that stay with ${company}: ${openTasks}. Name another person in them.`,
    });
  }
  if (running > 0) {
    said.push({
      pl: `Procedury, które trwają u klienta ${company}: ${running}. Do tej osoby już nie napiszą.`,
      en: `Procedures that go on at ${company}: ${running}. They write to this person no more.`,
    });
  }
  return said;
}

function notMoved(): DomainError {
  return new DomainError('person.not_moved', {
    pl: 'Ta osoba nie zmieniła pracodawcy albo tę zmianę już cofnięto. Odśwież stronę.',
    en: 'This person has not changed the employer, or that was taken back already. Reload the page.',
  });
}
