/** Who is away when, and who does their work meanwhile. */
import { actorOf, demand, may, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { watched } from './calendar.ts';
import type { Db, Tx } from './database.ts';
import { bringBack } from './days-left-out.ts';
import { giveBack } from './made-days.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { parameters, type Params } from './task-scope.ts';

export type Absence = {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly substituteId: string | null;
  readonly substituteName: string | null;
};

export type NewAbsence = {
  /** Without it one's own. */
  readonly userId?: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly substituteId?: string | null;
};

const SELECT = `select a.id, a.user_id, u.name as user_name, to_char(a.from_on, 'YYYY-MM-DD') as from_on,
    to_char(a.to_on, 'YYYY-MM-DD') as to_on, a.substitute_id, s.name as substitute_name
  from absences a join users u on u.id = a.user_id left join users s on s.id = a.substitute_id`;

/** Absences that have not ended, of the people that the viewer sees. */
export async function listAbsences(tx: Tx, viewer: Viewer): Promise<Absence[]> {
  demand(viewer, 'task.read');
  return tx.rows<Absence>(
    `${SELECT} where a.to_on >= current_date and ($1 or a.user_id = any($2::uuid[])) order by a.from_on, u.name limit 500`,
    [viewer.scope === 'all', viewer.seesUsers],
  );
}

/** Days as on the wall, both ends included, and whom they are asked of. */
export type AskedAbsences = { readonly people: readonly string[]; readonly fromOn: string; readonly toOn: string };

/** Who of these is away in these days, for whoever plans their work or gives it to them. */
export async function absencesIn(tx: Tx, viewer: Viewer, { people, fromOn, toOn }: AskedAbsences): Promise<Absence[]> {
  demand(viewer, 'task.read');
  const params = parameters();
  const whose = maySeeWhen(viewer, people, { params, user: 'a.user_id' });
  return tx.rows<Absence>(
    `${SELECT} where ${whose} and a.from_on <= ${params.add(toOn)} and a.to_on >= ${params.add(fromOn)}
     order by a.from_on, u.name, a.id limit 1000`,
    params.list,
  );
}

/**
 * The condition under which `user` is one of these people and the viewer may know when they have no time: those whose
 * calendar the viewer may open, the superior, and with the right to assign everybody, since anybody may be given work.
 */
export function maySeeWhen(
  viewer: Viewer,
  people: readonly string[],
  { params, user }: { readonly params: Params; readonly user: string },
): string {
  if (may(viewer, 'task.assign')) return `${user} = any(${params.add(people)}::uuid[])`;
  return `(${user} in (${watched(people, viewer, params)}) or ${user} = any(${params.add(people)}::uuid[])
    and ${user} = (select superior_id from users where id = ${params.add(viewer.userId)}))`;
}

/**
 * Writes down an absence: one's own, or a subordinate's. Throws `absence.who`, `absence.dates`, `absence.too_many`,
 * `absence.substitute`.
 */
export async function addAbsence(db: Db, viewer: Viewer, absence: NewAbsence): Promise<{ readonly id: string }> {
  const { userId = viewer.userId, fromOn, toOn, substituteId = null } = absence;
  demandTheirs(viewer, userId);
  if (fromOn > toOn) throw wrongDates();
  return db.transaction(async (tx) => {
    await oneAtATime(tx, { userId });
    await refuseTooMany(tx, userId);
    await demandSubstitute(tx, userId, substituteId);
    const actor = actorOf(viewer);
    const { id } = await tx.one<{ id: string }>(
      `insert into absences (user_id, from_on, to_on, substitute_id, created_by) values ($1, $2, $3, $4, $5) returning id`,
      [userId, fromOn, toOn, substituteId, actorText(actor)],
    );
    const changes = { fromOn: [null, fromOn], toOn: [null, toOn], substituteId: [null, substituteId] } as const;
    await recordAudit(tx, { actor, noun: 'absence', recordId: id, verb: 'create', changes });
    return { id };
  });
}

/**
 * Takes an absence off: whoever is there after all gets back what its substitute has not touched, and what was left out because
 * of it.
 */
export async function removeAbsence(db: Db, viewer: Viewer, id: string): Promise<void> {
  demand(viewer, 'task.edit');
  await db.transaction(async (tx) => {
    const found = await tx.maybe<Pick<Absence, 'userId' | 'substituteId' | 'fromOn' | 'toOn'>>(
      `select user_id, substitute_id, to_char(from_on, 'YYYY-MM-DD') as from_on, to_char(to_on, 'YYYY-MM-DD') as to_on
       from absences where id = $1 for update`,
      [id],
    );
    // Of somebody else’s nothing is told, not even that it is there.
    if (!found || !isTheirs(viewer, found.userId)) return;
    await tx.run('delete from absences where id = $1', [id]);
    const actor = actorOf(viewer);
    await recordAudit(tx, { actor, noun: 'absence', recordId: id, verb: 'delete' });
    const { substituteId } = found;
    if (substituteId) await giveBack(tx, { absence: { ...found, substituteId }, by: actor });
    await bringBack(tx, viewer, found);
  });
}

function demandTheirs(viewer: Viewer, userId: string): void {
  demand(viewer, 'task.edit');
  if (isTheirs(viewer, userId)) return;
  throw new DomainError(
    'absence.who',
    {
      pl: 'Nieobecność możesz wpisać sobie albo swojemu podwładnemu.',
      en: 'You may write down an absence of your own or of a subordinate.',
    },
    'userId',
  );
}

function isTheirs(viewer: Viewer, userId: string): boolean {
  if (userId === viewer.userId) return true;
  return may(viewer, 'task.assign') && (viewer.scope === 'all' || viewer.seesUsers.includes(userId));
}

/** More than anybody plans: reminders, recurrences and calendars read all of them. */
const MOST = 200;

async function refuseTooMany(tx: Tx, userId: string): Promise<void> {
  const { count } = await tx.one<{ count: number }>(
    'select count(*) as count from absences where user_id = $1 and to_on >= current_date',
    [userId],
  );
  if (count < MOST) return;
  throw new DomainError(
    'absence.too_many',
    {
      pl: `Ta osoba ma już ${MOST} nieobecności, które się nie skończyły. Usuń zbędne albo połącz sąsiednie w jedną.`,
      en: `This person already has ${MOST} absences that have not ended. Remove those not needed, or join adjacent ones into one.`,
    },
    'fromOn',
  );
}

async function demandSubstitute(tx: Tx, userId: string, substituteId: string | null): Promise<void> {
  if (!substituteId) return;
  const known =
    substituteId !== userId && (await tx.maybe('select id from users where id = $1 and active', [substituteId]));
  if (known) return;
  throw new DomainError(
    'absence.substitute',
    { pl: 'Zastępcą może być inna osoba, która u nas pracuje.', en: 'A substitute is somebody else who works here.' },
    'substituteId',
  );
}

function wrongDates(): DomainError {
  return new DomainError(
    'absence.dates',
    { pl: 'Koniec nieobecności jest przed jej początkiem. Popraw daty.', en: 'The absence ends before it begins.' },
    'toOn',
  );
}
