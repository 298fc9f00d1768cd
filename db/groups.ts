import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { actorBy, notFound, reachable, visible, type By } from './scope.ts';

export type NewGroup = {
  readonly name: string;
  readonly category?: string | null;
  readonly description?: string | null;
};
export type Group = Required<NewGroup> & { readonly id: string; readonly version: number };
export type Member = { readonly companyId: string; readonly personId?: string | null };

/** A list of customers under a name that nobody else uses. */
export async function createGroup(tx: Tx, by: By, group: NewGroup): Promise<{ readonly id: string }> {
  const actor = actorBy(by, 'company.edit');
  const name = group.name.trim();
  if (name === '') throw nameless();
  const made = await tx.maybe<{ id: string }>(
    `insert into groups (name, category, description, created_by, updated_by) values ($1, $2, $3, $4, $4)
     on conflict ((lower(name))) do nothing returning id`,
    [name, group.category?.trim() || null, group.description?.trim() || null, actorText(actor)],
  );
  if (!made) throw nameTaken(name);
  await recordAudit(tx, { actor, noun: 'group', recordId: made.id, verb: 'create', changes: { name: [null, name] } });
  return made;
}

export type GroupEdit = Required<NewGroup> & { readonly id: string; readonly version: number };

/** Another name, category or description. Who is in the group stays. */
export async function editGroup(tx: Tx, viewer: Viewer, { id, version, ...wanted }: GroupEdit): Promise<void> {
  demand(viewer, 'company.edit');
  const old = await tx.maybe<Group>(
    'select id, name, category, description, version from groups where id = $1 for update',
    [id],
  );
  if (!old) throw notFound('group');
  if (old.version !== version) throw withNow(changedMeanwhile(old.name), old);
  const next = {
    name: wanted.name.trim(),
    category: wanted.category?.trim() || null,
    description: wanted.description?.trim() || null,
  };
  if (next.name === '') throw nameless();
  if (await tx.maybe('select 1 from groups where lower(name) = lower($1) and id <> $2', [next.name, id]))
    throw nameTaken(next.name);
  const actor = actorOf(viewer);
  await tx.run(
    `update groups set name = $2, category = $3, description = $4, version = version + 1, updated_at = now(), updated_by = $5
     where id = $1`,
    [id, next.name, next.category, next.description, actorText(actor)],
  );
  await recordAudit(tx, {
    actor,
    noun: 'group',
    recordId: id,
    verb: 'edit',
    changes: changesBetween({ ...old }, next),
  });
}

/** Puts companies, or single people of theirs, into a group; who is in it already stays once. Answers how many came. */
export async function addMembers(
  tx: Tx,
  by: By,
  { groupId, members }: { groupId: string; members: readonly Member[] },
): Promise<number> {
  const actor = actorBy(by, 'company.edit');
  const group = await holdGroup(tx, groupId);
  const added = await membersToldOf(tx, {
    changed: `insert into group_members (group_id, company_id, person_id, created_by)
     select $1, c.id, p.id, $4 from unnest($2::uuid[], $3::uuid[]) m(company_id, person_id)
       join companies c on c.id = m.company_id and ${reachable('companies', by, 'c')}
       left join people p on p.id = m.person_id and p.company_id = c.id
     where m.person_id is null or p.id is not null on conflict do nothing returning company_id, person_id`,
    values: [groupId, ...columnsOf(members), actorText(actor)],
    group,
    verb: 'add to group',
    actor: actorText(actor),
  });
  await touch(tx, actor, { groupId, changed: added });
  await recordAudit(tx, {
    actor,
    noun: 'group',
    recordId: groupId,
    verb: 'add members',
    changes: { members: [null, added] },
  });
  return added;
}

export async function removeMembers(
  tx: Tx,
  by: By,
  { groupId, members }: { groupId: string; members: readonly Member[] },
): Promise<number> {
  const actor = actorBy(by, 'company.edit');
  const group = await holdGroup(tx, groupId);
  const removed = await membersToldOf(tx, {
    changed: `delete from group_members g using unnest($2::uuid[], $3::uuid[]) m(company_id, person_id)
       join companies c on c.id = m.company_id and ${reachable('companies', by, 'c')}
     where g.group_id = $1 and g.company_id = m.company_id and g.person_id is not distinct from m.person_id
     returning g.company_id, g.person_id`,
    values: [groupId, ...columnsOf(members)],
    group,
    verb: 'remove from group',
    actor: actorText(actor),
  });
  await touch(tx, actor, { groupId, changed: removed });
  await recordAudit(tx, {
    actor,
    noun: 'group',
    recordId: groupId,
    verb: 'remove members',
    changes: { members: [removed, null] },
  });
  return removed;
}

function columnsOf(members: readonly Member[]): readonly unknown[] {
  return [members.map((one) => one.companyId), members.map((one) => one.personId ?? null)];
}

export type Joining = {
  /** A statement that puts in or takes out, and returns `company_id` and `person_id` of those that it was about. */
  readonly changed: string;
  readonly values: readonly unknown[];
  readonly group: Pick<Group, 'name'>;
  readonly verb: 'add to group' | 'remove from group';
  /** As the audit keeps them. */
  readonly actor: string;
};

/**
 * Changes who is in a group and says so in the history of each, be they many thousands, in one statement; answers how many
 * they were. The group stands there by its name of the day, which outlives it.
 */
export async function membersToldOf(tx: Tx, { changed, values, group, verb, actor }: Joining): Promise<number> {
  const n = values.length;
  const { members } = await tx.one<{ members: number }>(
    `with changed as (${changed}), told as (
       insert into audit (actor, noun, record_id, verb, changes)
       select $${n + 1}::text, case when person_id is null then 'company' else 'person' end, coalesce(person_id, company_id)::text,
         $${n + 2}::text, $${n + 3}::jsonb from changed)
     select count(*)::int as members from changed`,
    [
      ...values,
      actor,
      verb,
      JSON.stringify({ group: verb === 'add to group' ? [null, group.name] : [group.name, null] }),
    ],
  );
  return members;
}

/** Every group by name, at most 1,000: which one may choose. The list of groups says more of them. */
export async function listGroups(tx: Tx, viewer: Viewer): Promise<{ readonly id: string; readonly name: string }[]> {
  return tx.rows(
    `select g.id, g.name from groups g where ${visible('groups', viewer, 'g')} order by g.name collate "pl-x-icu", g.id limit 1000`,
  );
}

/**
 * The group before its members: two who put the same customers into it in different orders wait for each other, instead of
 * each waiting for what the other has put in. Throws `group.not_found`.
 */
async function holdGroup(tx: Tx, groupId: string): Promise<Pick<Group, 'name'>> {
  const group = await tx.maybe<{ name: string }>('select name from groups where id = $1 for no key update', [groupId]);
  if (!group) throw notFound('group');
  return group;
}

/** Who is in a group is no part of what two people may edit at once: its version stays. */
async function touch(tx: Tx, actor: Actor, { groupId, changed }: { groupId: string; changed: number }): Promise<void> {
  if (changed === 0) return;
  await tx.run('update groups set updated_at = now(), updated_by = $2 where id = $1', [groupId, actorText(actor)]);
}

/** Somebody else was quicker. */
export function changedMeanwhile(name: string): DomainError {
  return new DomainError('group.changed', {
    pl: `Ktoś zmienił grupę „${name}”, gdy ją poprawiano. Zobacz, co się zmieniło, i zapisz ponownie.`,
    en: `Somebody changed the group "${name}" while you edited it. See what has changed and save again.`,
  });
}

function nameless(): DomainError {
  return new DomainError(
    'group.nameless',
    { pl: 'Grupa musi mieć nazwę. Wpisz ją.', en: 'A group needs a name. Type it in.' },
    'name',
  );
}

function nameTaken(name: string): DomainError {
  return new DomainError(
    'group.name_taken',
    {
      pl: `Grupa „${name}” już jest. Wybierz inną nazwę albo użyj tej grupy.`,
      en: `There is already a group "${name}". Choose another name or use that group.`,
    },
    'name',
  );
}
