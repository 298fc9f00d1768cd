import type { Tx } from '../database.ts';
import type { DemoCompany } from './customers.ts';
import type { Dice } from './dice.ts';
import { by, insertRows } from './insert.ts';
import type { Staff } from './staff.ts';
import { cities, meetingTitles } from './words.ts';

const DAY = 86_400_000;
const QUARTER = 15 * 60_000;

const things = [
  ['Auto KR 8842', 'car'],
  ['Auto WA 20K71', 'car'],
  ['Sala B', 'room'],
  ['Rzutnik', 'equipment'],
  ['Zestaw serwisowy A', 'equipment'],
] as const;

type Kept = { readonly staff: Staff; readonly companies: readonly DemoCompany[]; readonly now: number };
type Row = Readonly<Record<string, unknown>>;

/** Meetings and visits of this week and the next two, with what is booked for them, and some hours of one's own. */
export async function keepDiaries(tx: Tx, dice: Dice, { staff, companies, now }: Kept): Promise<void> {
  const resources = things.map(([name, kind]) => ({ id: dice.id(now), name, kind, created_by: by, updated_by: by }));
  await insertRows(
    tx,
    'resources',
    resources.map((resource) => ({
      ...resource,
      active: true,
      version: 1,
      created_at: iso(now),
      updated_at: iso(now),
    })),
  );
  const owners = [...staff.operators, ...staff.supervisors, ...(staff.administrator ? [staff.administrator] : [])];
  const tasks: Row[] = [];
  const bookings: Row[] = [];
  for (const ownerId of owners) {
    for (const midnight of workingDays(now)) {
      const task = entry(dice, { ownerId, at: midnight + dice.between(28, 48) * QUARTER, companies, now });
      tasks.push(task);
      if (task['type'] === 'visit')
        bookings.push({ task_id: task['id'], resource_id: resources[dice.between(0, 1)]!.id });
      else if (dice.chance(0.3)) bookings.push({ task_id: task['id'], resource_id: resources[dice.between(2, 4)]!.id });
    }
  }
  await insertRows(tx, 'tasks', tasks);
  // The one that was there first keeps it.
  await tx.run(
    `insert into bookings (task_id, resource_id, during, created_by)
     select t.id, b.resource_id, tstzrange(t.planned_at, t.planned_at + make_interval(mins => t.duration_minutes)), $2
     from json_to_recordset($1::json) b(task_id uuid, resource_id uuid) join tasks t on t.id = b.task_id
     on conflict do nothing`,
    [JSON.stringify(bookings), by],
  );
}

/** Midnights (UTC) of the working days from this Monday on, three weeks. */
function workingDays(now: number): number[] {
  const today = Math.floor(now / DAY) * DAY;
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY;
  return Array.from({ length: 21 }, (_, day) => monday + day * DAY).filter(
    (at) => ![0, 6].includes(new Date(at).getUTCDay()),
  );
}

type Wanted = {
  readonly ownerId: string;
  readonly at: number;
  readonly companies: readonly DemoCompany[];
  readonly now: number;
};

function entry(dice: Dice, { ownerId, at, companies, now }: Wanted): Row {
  const own = dice.chance(0.08);
  const type = own ? 'errand' : dice.chance(0.5) ? 'visit' : 'meeting';
  const title = own ? 'Lekarz' : type === 'visit' ? 'Wizyta serwisowa' : dice.pick(meetingTitles);
  const minutes = dice.pick([45, 60, 60, 90, 120]);
  const done = at + minutes * 60_000 < now && !own;
  const doneAt = done ? iso(at + minutes * 60_000) : null;
  return {
    id: dice.id(Math.min(at, now) - 3 * DAY),
    ...{ type, title, company_id: own ? null : dice.pick(companies).id, owner_id: ownerId, queue: null },
    ...{ priority: 'normal', state: done ? 'done' : 'open', planned_at: iso(at), duration_minutes: minutes },
    ...{ place: type === 'visit' ? dice.pick(cities)[0] : null, private: own },
    ...{ form: [], checklist: [], outcomes: [], answers: {}, percent: done ? 100 : 0, sequence: 0 },
    ...{ outcome: done ? 'held' : null, done_at: doneAt, done_by: done ? ownerId : null },
    ...{ search_text: title.toLowerCase(), version: 1, created_at: iso(Math.min(at, now) - 3 * DAY) },
    ...{ updated_at: doneAt ?? iso(Math.min(at, now) - 2 * DAY), created_by: by, updated_by: by },
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
