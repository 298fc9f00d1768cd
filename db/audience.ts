/** Who sees something: asked before it moves, so that people know who gains and who loses sight of it (rule 23). */
import { scopeOf, type Role } from '../domain/access.ts';
import type { Tx } from './database.ts';

export type Onlooker = { readonly id: string; readonly name: string };
export type Sight = { readonly gains: readonly Onlooker[]; readonly loses: readonly Onlooker[] };

type Holders = {
  /** Who holds it: they and all their superiors see it. */
  readonly users: readonly string[];
  /** A queue that nobody has taken it from yet: the members of its team see it. */
  readonly queue?: string | null;
  /** Its home case passes its own audience on. */
  readonly caseId: string | null;
};

const everyRole: readonly Role[] = ['administrator', 'supervisor', 'operator'];

/** Everyone active who sees a record that is held so. Says in SQL over users what `visibleTasks` says over tasks. */
export async function audienceOf(tx: Tx, { users, queue, caseId }: Holders): Promise<Onlooker[]> {
  return tx.rows<Onlooker>(
    `with recursive holders as (
       select unnest($1::uuid[]) as id union select owner_id from cases where id = $3 and owner_id is not null),
     up as (
       select u.id, u.superior_id, 0 as depth from users u join holders h on h.id = u.id
       union select s.id, s.superior_id, up.depth + 1 from users s join up on up.superior_id = s.id where up.depth < 20)
     select u.id, u.name from users u where u.active and (
       u.role = any($4::text[]) or u.id in (select id from up)
       or u.id in (select m.user_id from team_members m join teams t on t.id = m.team_id where t.code = $2)
       or u.id in (select user_id from case_people where case_id = $3 and (ends_on is null or ends_on >= current_date)))
     order by u.name`,
    [users.filter((id) => id !== null), queue ?? null, caseId, everyRole.filter((role) => scopeOf(role) === 'all')],
  );
}

/** The difference between two audiences. */
export function sightBetween(before: readonly Onlooker[], after: readonly Onlooker[]): Sight {
  const without = (all: readonly Onlooker[], those: readonly Onlooker[]) =>
    all.filter(({ id }) => !those.some((one) => one.id === id));
  return { gains: without(after, before), loses: without(before, after) };
}
