/** Work that several share: meetings with people of both sides, a checklist half ticked, a main task with parts, an absence. */
import type { Tx } from '../database.ts';
import { by } from './insert.ts';
import type { Staff } from './staff.ts';

type Shared = { readonly staff: Staff; readonly now: number };

const CHECKLIST = ['Potwierdzić adres dostawy', 'Wysłać umowę do podpisu', 'Ustalić osobę do kontaktu'];

export async function shareWork(tx: Tx, { staff, now }: Shared): Promise<void> {
  await tx.run(
    `insert into task_people (task_id, person_id)
     select t.id, p.id from tasks t cross join lateral (select id from people where company_id = t.company_id order by id limit 2) p
     where t.type in ('meeting', 'visit') and t.company_id is not null`,
  );
  await tx.run(
    `insert into task_users (task_id, user_id)
     select t.id, u.superior_id from tasks t join users u on u.id = t.owner_id
     where t.type = 'meeting' and t.state = 'open' and u.superior_id is not null`,
  );
  await tx.run(
    `update tasks set work_minutes = duration_minutes + 10, kilometres = 8 + (extract(epoch from done_at)::bigint / 60 % 70)
     where type in ('meeting', 'visit') and state = 'done'`,
  );
  await tx.run(
    `update tasks t set checklist = $1, stage = 'umowa wysłana', percent = 30,
       ticks = jsonb_build_object($2::text, jsonb_build_object('at', $3::text, 'by', u.name))
     from users u where u.id = t.owner_id and t.state = 'open' and t.type = 'errand' and t.id in (
       select distinct on (owner_id) id from tasks where state = 'open' and type = 'errand' and owner_id is not null order by owner_id, id)`,
    [JSON.stringify(CHECKLIST), CHECKLIST[0], new Date(now).toISOString()],
  );
  const [first, second, third] = staff.operators;
  if (!first || !second) return;
  const day = (ahead: number) => new Date(now + ahead * 86_400_000).toISOString().slice(0, 10);
  const absences = [
    { userId: first, from: 12, to: 16, substituteId: second },
    ...(third ? [{ userId: third, from: 1, to: 2, substituteId: first }] : []),
  ];
  for (const { userId, from, to, substituteId } of absences)
    await tx.run(
      'insert into absences (user_id, from_on, to_on, substitute_id, created_by) values ($1, $2, $3, $4, $5)',
      [userId, day(from), day(to), substituteId, by],
    );
  for (const { rule, title, ownerId } of [
    { rule: 'FREQ=WEEKLY;BYDAY=MO', title: 'Przegląd tygodnia: zaległe oferty i reklamacje', ownerId: first },
    { rule: 'FREQ=MONTHLY;BYMONTHDAY=25', title: 'Zestawienie kosztów dojazdu', ownerId: second },
  ]) {
    await tx.run(
      `insert into recurrences (rule, starts_on, local_time, time_zone, holidays, when_away, task, owner_id, created_by, updated_by)
       values ($1, $2, '09:00', 'Europe/Warsaw', 'later', 'substitute', $3, $4, $5, $5)`,
      [rule, day(1), JSON.stringify({ type: 'errand', title, remindMinutes: [15] }), ownerId, by],
    );
  }
}
