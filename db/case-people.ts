/** Who runs a case and who else has rights to it: granted, taken back, handed over, and looked through by person. */
import { actorOf, demand, demandOfProgram, demandPerson, type CaseLevel, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { passRecurrences, type Passing } from './case-recurrences.ts';
import { demandOpenCase, findCase, visibleCases } from './case-scope.ts';
import { demandRunner, lockCase, writeCase } from './cases.ts';
import type { Db, Tx } from './database.ts';
import { announce } from './live.ts';
import { UNTOUCHED } from './made-days.ts';
import { keepReminders } from './task-reminders.ts';
import { parameters } from './task-scope.ts';

export type CasePerson = {
  readonly userId: string;
  readonly name: string;
  readonly level: CaseLevel | 'owner';
  readonly endsOn: string | null;
  readonly since: string | null;
  readonly grantedBy: string | null;
};

/** The owner first, then who was granted rights that have not ended. */
export async function peopleOfCase(tx: Tx, viewer: Viewer, id: string): Promise<CasePerson[]> {
  await findCase(tx, viewer, { id });
  return tx.rows<CasePerson>(
    `select u.id as user_id, u.name, 'owner' as level, null::date as ends_on, null::timestamptz as since, null as granted_by
     from cases k join users u on u.id = k.owner_id where k.id = $1
     union all
     (select u.id, u.name, p.level, p.ends_on, p.created_at, g.name from case_people p join users u on u.id = p.user_id
        left join users g on 'user:' || g.id = p.created_by
      where p.case_id = $1 and (p.ends_on is null or p.ends_on >= current_date) order by u.name limit 500)`,
    [id],
  );
}

export type Grant = {
  readonly id: string;
  readonly userId: string;
  readonly level: CaseLevel;
  /** The last day on which it holds. */
  readonly endsOn?: string | null;
};

/** Gives somebody rights to a case and to what hangs on it, or changes them. */
export async function grantCase(db: Db, viewer: Viewer, { id, userId, level, endsOn }: Grant): Promise<void> {
  demand(viewer, 'case.edit');
  demandPerson(viewer);
  await db.transaction(async (tx) => {
    const found = await findCase(tx, viewer, { id, level: 'run', lock: true });
    await demandRunner(tx, userId);
    if (found.ownerId === userId) throw isOwner();
    const actor = actorOf(viewer);
    const before = await tx.maybe<{ level: CaseLevel }>(
      'select level from case_people where case_id = $1 and user_id = $2',
      [id, userId],
    );
    await tx.run(
      `insert into case_people (case_id, user_id, level, ends_on, created_by) values ($1, $2, $3, $4, $5)
       on conflict (case_id, user_id) do update set level = excluded.level, ends_on = excluded.ends_on,
         created_at = now(), created_by = excluded.created_by`,
      [id, userId, level, endsOn ?? null, actorText(actor)],
    );
    await recordAudit(tx, {
      actor,
      noun: 'case',
      recordId: id,
      verb: 'grant',
      changes: { userId: [userId, userId], level: [before?.level ?? null, level], endsOn: [null, endsOn ?? null] },
    });
  });
}

/** Takes somebody's rights to a case back; one may also give up one's own. */
export async function revokeCase(
  db: Db,
  viewer: Viewer,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<void> {
  demandOfProgram(viewer, 'case.edit');
  await db.transaction(async (tx) => {
    if (userId !== viewer.userId) demand(viewer, 'case.edit');
    await findCase(tx, viewer, { id, level: userId === viewer.userId ? 'read' : 'run', lock: true });
    const gone = await tx.maybe<{ level: CaseLevel }>(
      'delete from case_people where case_id = $1 and user_id = $2 returning level',
      [id, userId],
    );
    if (!gone) return;
    const changes = { userId: [userId, userId], level: [gone.level, null] } as const;
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'case', recordId: id, verb: 'revoke', changes });
  });
}

export type Along = { readonly openTasks: number; readonly ofOwner: number };

/** What would go along with a case: how many open tasks it has, and how many of them are its owner's. Private work stays. */
export async function goesAlong(tx: Tx, viewer: Viewer, id: string): Promise<Along> {
  const { ownerId } = await findCase(tx, viewer, { id });
  return tx.one(
    `select count(*) as open_tasks, count(*) filter (where owner_id = $2) as of_owner from tasks
     where case_id = $1 and state = 'open' and not private`,
    [id, ownerId],
  );
}

export type HandOver = {
  readonly id: string;
  readonly version: number;
  readonly ownerId: string;
  /** The old owner's open tasks of the case go along, and what of it comes again. */
  readonly withTasks: boolean;
  /** What the old owner may still do. */
  readonly keep: CaseLevel | null;
};

/** Gives the running of a case to somebody else, with the open tasks of its owner if they go along: `taskIds`. */
export async function handOverCase(
  db: Db,
  viewer: Viewer,
  { id, version, ownerId, withTasks, keep }: HandOver,
): Promise<{ version: number; taskIds: readonly string[] }> {
  demand(viewer, 'case.edit');
  demandPerson(viewer);
  return db.transaction(async (tx) => {
    const before = await lockCase(tx, viewer, { id, version });
    demandOpenCase(before);
    if (before.ownerId === ownerId) return { version, taskIds: [] };
    await demandRunner(tx, ownerId);
    const taskIds =
      withTasks && before.ownerId ? await passTasks(tx, viewer, { id, from: before.ownerId, ownerId }) : [];
    await tx.run('delete from case_people where case_id = $1 and user_id = $2', [id, ownerId]);
    if (keep && before.ownerId)
      await tx.run(
        `insert into case_people (case_id, user_id, level, created_by) values ($1, $2, $3, $4)
         on conflict (case_id, user_id) do update set level = excluded.level, ends_on = null`,
        [id, before.ownerId, keep, actorText(actorOf(viewer))],
      );
    await writeCase(tx, viewer, {
      before,
      sets: ['owner_id = $3'],
      values: [ownerId],
      verb: 'hand over',
      changed: { ownerId: [before.ownerId, ownerId], tasks: [null, taskIds.length], keep: [null, keep] },
    });
    return { version: version + 1, taskIds };
  });
}

/**
 * Private ones, and those that somebody has open in work mode, stay with them: nothing is taken out of anybody's hands. Those
 * that go along with what made them are as untouched as before, so that they go when it ends.
 */
async function passTasks(tx: Tx, viewer: Viewer, { id, from, ownerId }: Passing): Promise<readonly string[]> {
  const actor = actorOf(viewer);
  const recurring = await passRecurrences(tx, viewer, { id, from, ownerId });
  const passed = await tx.rows<{ id: string }>(
    `update tasks t set owner_id = $3, sequence = sequence + 1, updated_at = now(), updated_by = $4,
       version = version + case when t.recurrence_id = any($5::uuid[]) and ${UNTOUCHED} then 0 else 1 end
     where case_id = $1 and owner_id = $2 and state = 'open' and not private and coalesce(leased_until < now(), true) returning id`,
    [id, from, ownerId, actorText(actor), recurring],
  );
  const ids = passed.map((task) => task.id);
  await keepReminders(tx, ids);
  const changes = { ownerId: [from, ownerId] } as const;
  for (const taskId of ids) await recordAudit(tx, { actor, noun: 'task', recordId: taskId, verb: 'assign', changes });
  if (ids.length > 0) await announce(tx, { about: 'tasks', to: { userIds: [ownerId] } });
  return ids;
}

export type PersonRight = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly state: 'open' | 'closed';
  readonly level: CaseLevel | 'owner';
  readonly endsOn: string | null;
  readonly since: string;
  readonly grantedBy: string | null;
};

/** The cases that somebody runs or was granted, among those the viewer sees: newest first (S2-89). */
export async function rightsOfPerson(
  tx: Tx,
  viewer: Viewer,
  { userId, limit }: { readonly userId: string; readonly limit: number },
): Promise<PersonRight[]> {
  const params = parameters();
  const user = params.add(userId);
  const seen = visibleCases(viewer, params);
  return tx.rows<PersonRight>(
    `select * from (
       (select k.id, k.number, k.name, k.state, 'owner' as level, null::date as ends_on, k.created_at as since, null as granted_by
        from cases k where k.owner_id = ${user}::uuid and ${seen} order by k.id desc limit ${params.add(limit)})
       union all
       (select k.id, k.number, k.name, k.state, p.level, p.ends_on, p.created_at, g.name from case_people p
          join cases k on k.id = p.case_id left join users g on 'user:' || g.id = p.created_by
        where p.user_id = ${user}::uuid and ${seen} order by k.id desc limit ${params.add(limit)})
     ) found order by state desc, since desc limit ${params.add(limit)}`,
    params.list,
  );
}

function isOwner(): DomainError {
  return new DomainError(
    'case.is_owner',
    {
      pl: 'Ta osoba prowadzi sprawę i ma do niej wszystkie prawa. Żeby je zmienić, przekaż sprawę komuś innemu.',
      en: 'This person runs the case and has every right to it. To change that, hand the case over.',
    },
    'userId',
  );
}
