import type { Tx } from '../database.ts';
import type { DemoCompany } from './customers.ts';
import type { Dice } from './dice.ts';
import { workingMoment } from './history.ts';
import { by, insertRows } from './insert.ts';
import type { Staff } from './staff.ts';
import { callTitles, errandTitles, meetingTitles } from './words.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

type Row = Readonly<Record<string, unknown>>;
type Filled = { readonly staff: Staff; readonly companies: readonly DemoCompany[]; readonly now: number };

/** Open work on every desk: some late, some for today, some for the next weeks, and a queue. */
export async function fillDesks(tx: Tx, dice: Dice, { staff, companies, now }: Filled): Promise<void> {
  const owners = [...staff.operators, ...staff.supervisors, ...(staff.administrator ? [staff.administrator] : [])];
  const tasks: Row[] = [];
  for (const ownerId of owners) {
    const own = companies.filter((company) => company.ownerId === ownerId);
    const theirs = own.length > 0 ? own : companies;
    const open = (at: number) => tasks.push(openTask(dice, dice.pick(theirs), { at, ownerId, now }));
    for (let i = dice.between(2, 4); i > 0; i--) open(workingMoment(dice, now - 6 * DAY, now - DAY / 2) ?? now - DAY);
    for (let i = dice.between(6, 10); i > 0; i--) open(today(dice, now));
    for (let i = dice.between(8, 14); i > 0; i--) {
      const at = workingMoment(dice, now + DAY, now + 21 * DAY);
      if (at !== undefined) open(at);
    }
  }
  for (let i = 0; i < 18; i++) {
    const queued = openTask(dice, dice.pick(companies), { at: now + dice.between(2, 72) * HOUR, ownerId: null, now });
    tasks.push({ ...queued, planned_at: null, queue: i % 3 === 0 ? 'service' : 'sales' });
  }
  await insertRows(tx, 'tasks', tasks);
  await tx.run(
    `with reminding as (update tasks set remind_minutes = '{15}'
       where state = 'open' and planned_at > $2::timestamptz + interval '20 minutes' and owner_id is not null returning *)
     insert into reminders (task_id, user_id, remind_at, minutes, created_by)
     select id, owner_id, planned_at - interval '15 minutes', 15, $1 from reminding`,
    [by, new Date(now).toISOString()],
  );
  // Where nobody chose one, the deadline itself is told.
  await tx.run(
    `insert into reminders (task_id, user_id, remind_at, kind, created_by)
     select id, owner_id, due_at, 'deadline', $1 from tasks
     where state = 'open' and planned_at is null and due_at > $2::timestamptz and owner_id is not null`,
    [by, new Date(now).toISOString()],
  );
}

/** On a quarter between now and four in the afternoon (of Warsaw's winter); late in the day, of the next working day. */
function today(dice: Dice, now: number): number {
  const quarter = 15 * 60_000;
  const officeHours = (day: number) => ({ opens: day + 7 * HOUR, closes: day + 15 * HOUR });
  let day = Math.floor(now / DAY) * DAY;
  while (new Date(day).getUTCDay() % 6 === 0 || now > officeHours(day).closes - 2 * HOUR) day += DAY;
  const { opens, closes } = officeHours(day);
  const first = Math.ceil(Math.max(now, opens) / quarter);
  return dice.between(first, closes / quarter - 1) * quarter;
}

type Placed = { readonly at: number; readonly ownerId: string | null; readonly now: number };

function openTask(dice: Dice, company: DemoCompany, { at, ownerId, now }: Placed): Row {
  const roll = dice.next();
  const type = roll < 0.6 ? 'call' : roll < 0.72 ? 'meeting' : 'errand';
  const title = dice.pick(type === 'call' ? callTitles : type === 'meeting' ? meetingTitles : errandTitles);
  const timed = type === 'meeting' || (type === 'call' && dice.chance(0.5) && at > now);
  const made = iso(Math.min(at, now) - dice.between(1, 5) * DAY);
  return {
    id: dice.id(Date.parse(made)),
    type,
    title,
    company_id: company.id,
    person_id: dice.chance(0.6) ? company.personId : null,
    owner_id: ownerId,
    queue: null,
    priority: dice.pick(['low', 'normal', 'normal', 'normal', 'normal', 'high']),
    state: 'open',
    planned_at: timed ? iso(at) : null,
    duration_minutes: type === 'meeting' ? 60 : type === 'call' ? 10 : 15,
    due_at: timed ? null : iso(at),
    form: [],
    checklist: [],
    outcomes: [],
    answers: {},
    percent: 0,
    sequence: 0,
    search_text: title.toLowerCase(),
    version: 1,
    created_at: made,
    updated_at: made,
    created_by: by,
    updated_by: by,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
