/** Who sees something: asked before it moves, so that people know who gains and who loses sight of it (rule 23). */
import { rightsOfProfile, type ProfileRights, type Scope } from '../domain/access.ts';
import type { Tx } from './database.ts';
import { heldProfiles } from './viewers.ts';

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

type Asked = Onlooker & {
  readonly held: readonly (ProfileRights & { readonly scope: Scope })[];
  readonly holds: boolean;
  readonly viaCase: boolean;
};

/** Everyone active who sees a task that is held so. Says of all users what `visibleTasks` says of all tasks. */
export async function audienceOf(tx: Tx, { users, queue, caseId }: Holders): Promise<Onlooker[]> {
  const everyone = await tx.rows<Asked>(
    `with recursive up (id, superior_id, depth, via_case) as (
       select id, superior_id, 0, false from users where id = any($1::uuid[])
       union select u.id, u.superior_id, 0, true from users u join cases k on k.owner_id = u.id where k.id = $3
       union select s.id, s.superior_id, up.depth + 1, up.via_case from users s join up on up.superior_id = s.id where up.depth < 20)
     select u.id, u.name, ${heldProfiles('u')} as held,
       u.id in (select id from up where not via_case)
         or u.id in (select m.user_id from team_members m join teams t on t.id = m.team_id where t.code = $2) as holds,
       u.id in (select id from up where via_case) or u.id in (
         select user_id from case_people where case_id = $3 and (ends_on is null or ends_on >= current_date)) as via_case
     from users u where u.active order by u.name`,
    [users, queue ?? null, caseId],
  );
  return everyone.filter(sees).map(({ id, name }) => ({ id, name }));
}

function sees({ held, holds, viaCase }: Asked): boolean {
  const rights = new Set(held.flatMap((profile) => [...rightsOfProfile(profile)]));
  if (!rights.has('task.read')) return false;
  return holds || held.some(({ scope }) => scope === 'all') || (viaCase && rights.has('case.read'));
}

/** The difference between two audiences. */
export function sightBetween(before: readonly Onlooker[], after: readonly Onlooker[]): Sight {
  const without = (all: readonly Onlooker[], those: readonly Onlooker[]) =>
    all.filter(({ id }) => !those.some((one) => one.id === id));
  return { gains: without(after, before), loses: without(before, after) };
}
