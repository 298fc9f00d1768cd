import type { Tx } from '../database.ts';
import type { DemoCompany } from './customers.ts';
import type { Dice } from './dice.ts';
import { by, insertRows } from './insert.ts';
import type { Staff } from './staff.ts';

const DAY = 86_400_000;

type Row = Readonly<Record<string, unknown>>;
type Filled = { readonly staff: Staff; readonly companies: readonly DemoCompany[]; readonly now: number };

const kinds = [
  {
    name: 'Reklamacja dostawy',
    tasks: ['Zebrać zdjęcia i protokół', 'Uzgodnić wymianę z magazynem', 'Potwierdzić klientowi termin'],
  },
  {
    name: 'Wdrożenie w nowym oddziale',
    tasks: ['Spotkanie otwierające', 'Przygotować plan wdrożenia', 'Szkolenie zespołu', 'Odbiór'],
  },
  { name: 'Przegląd gwarancyjny', tasks: ['Umówić termin przeglądu', 'Wysłać protokół z przeglądu'] },
  { name: 'Zmiana warunków umowy', tasks: ['Zebrać uwagi klienta', 'Przygotować aneks', 'Podpisać aneks'] },
  { name: 'Zapytanie ofertowe', tasks: ['Doprecyzować zakres', 'Przygotować kalkulację', 'Omówić ofertę'] },
] as const;
const projects = [
  {
    name: 'Targi wiosenne',
    tasks: ['Zarezerwować stoisko', 'Zaprosić klientów', 'Zamówić materiały', 'Podsumować kontakty'],
  },
  {
    name: 'Nowy cennik dla stałych klientów',
    tasks: ['Uzgodnić cennik', 'Rozmowy z klientami klasy A', 'Rozesłać cennik'],
  },
] as const;
const stages = ['new', 'doing', 'doing', 'waiting', 'checking'] as const;
const results = {
  success: ['Wymieniono towar, klient zadowolony.', 'Aneks podpisany.', 'Wdrożenie odebrane bez uwag.'],
  failure: ['Klient zrezygnował.', 'Nie doszliśmy do porozumienia.'],
  neutral: ['Sprawa bezprzedmiotowa.'],
} as const;

/** Threads that are under way, some late, and some that came to an end. */
export async function openCases(tx: Tx, dice: Dice, { staff, companies, now }: Filled): Promise<void> {
  const cases: Row[] = [];
  const tasks: Row[] = [];
  const people: Row[] = [];
  const further: Row[] = [];
  for (let i = 0; i < 42; i++) {
    const isProject = i % 14 === 0;
    const company = dice.pick(companies);
    const madeAt = now - dice.between(3, i < 28 ? 40 : 200) * DAY;
    const made = {
      dice,
      now,
      madeAt,
      company,
      number: i + 1,
      ownerId: isProject ? staff.supervisors[0]! : company.ownerId,
    };
    const kind = isProject ? projects[(i / 14) % projects.length]! : dice.pick(kinds);
    const row = caseRow(made, { name: kind.name, isProject, isOpen: i < 28 });
    cases.push(row);
    tasks.push(...tasksOf(made, { caseId: String(row['id']), titles: kind.tasks, isOpen: i < 28 }));
    const other = dice.pick(staff.operators);
    if (other !== made.ownerId)
      people.push({ case_id: row['id'], user_id: other, level: dice.pick(['read', 'add', 'run']), created_by: by });
    if (isProject)
      for (const one of new Set([dice.pick(companies), dice.pick(companies), dice.pick(companies)]))
        if (one !== company) further.push({ case_id: row['id'], company_id: one.id, created_by: by });
  }
  await insertRows(tx, 'cases', cases);
  await insertRows(tx, 'tasks', tasks);
  await insertRows(tx, 'case_people', people);
  await insertRows(tx, 'case_companies', further);
  // What was invoiced while a case ran was invoiced for it, and its payment too.
  await tx.run(
    `update transactions t set case_id = k.id from cases k
     where k.company_id = t.company_id and t.happened_on between k.created_at::date and coalesce(k.closed_at, now())::date + 30`,
  );
  await tx.run(
    `update cases set search_text = plain_text(number || ' ' || name);
     insert into case_numbers (year, last) select extract(year from now())::int, ${cases.length} on conflict do nothing;
     insert into case_kinds (code, name_pl, name_en, color, position) values ('reklamacja', 'Reklamacja', 'Complaint', 'orange', 3);
     update cases set kind = 'reklamacja' where name like 'Reklamacja%'`,
  );
  await moveThrough(tx);
}

/** Cases came to their stages one after the other, each about as long as the one before. */
async function moveThrough(tx: Tx): Promise<void> {
  await tx.run(
    `insert into audit (at, actor, noun, record_id, verb, changes)
     select k.created_at + (k.ended - k.created_at) * (s.place - 1) / s.places, 'user:' || k.owner_id, 'case', k.id::text, 'edit',
       jsonb_build_object('stage', jsonb_build_array(s.before, s.code))
     from (select *, coalesce(closed_at, now()) as ended from cases) k join lateral (
       select code, lag(code) over w as before, row_number() over w as place, count(*) over () as places from case_stages
       where position <= (select position from case_stages where code = k.stage) window w as (order by position)) s on s.before is not null`,
  );
}

type Made = {
  readonly dice: Dice;
  readonly now: number;
  readonly madeAt: number;
  readonly company: DemoCompany;
  readonly number: number;
  readonly ownerId: string;
};
type Kind = { readonly name: string; readonly isProject: boolean; readonly isOpen: boolean };

function caseRow({ dice, now, madeAt, company, number, ownerId }: Made, { name, isProject, isOpen }: Kind): Row {
  const outcome = dice.pick(['success', 'success', 'success', 'failure', 'neutral'] as const);
  const closedAt = atThree(Math.min(now - DAY, madeAt + dice.between(5, 30) * DAY));
  return {
    id: dice.id(madeAt),
    number: `${new Date(now).getUTCFullYear()}/${String(number).padStart(4, '0')}`,
    name: isProject ? name : `${name}: ${company.name}`.slice(0, 120),
    kind: isProject ? 'project' : 'case',
    company_id: isProject ? null : company.id,
    owner_id: ownerId,
    stage: isOpen ? dice.pick(stages) : 'checking',
    state: isOpen ? 'open' : 'closed',
    outcome: isOpen ? null : outcome,
    result: isOpen ? null : dice.pick(results[outcome]),
    closed_at: isOpen ? null : closedAt,
    due_on: dice.chance(0.85) ? iso(now + dice.between(-5, 40) * DAY).slice(0, 10) : null,
    search_text: '',
    version: 1,
    created_at: iso(madeAt),
    updated_at: isOpen ? iso(now - dice.between(1, 48) * 3_600_000) : closedAt,
    created_by: by,
    updated_by: by,
  };
}

type Work = { readonly caseId: string; readonly titles: readonly string[]; readonly isOpen: boolean };

/** A main task with its parts, the first of them done. */
function tasksOf({ dice, now, madeAt, company, ownerId }: Made, { caseId, titles, isOpen }: Work): Row[] {
  const main = dice.id(madeAt + 1_000);
  const done = isOpen ? dice.between(0, titles.length - 1) : titles.length;
  return ['Całość', ...titles].map((title, at) => {
    const isDone = at === 0 ? !isOpen : at <= done;
    const dueAt = madeAt + (at + 1) * dice.between(4, 9) * DAY;
    const doneAt = atThree(Math.min(now - DAY, dueAt));
    return {
      id: at === 0 ? main : dice.id(madeAt + at * 60_000),
      type: title.startsWith('Spotkanie') ? 'meeting' : 'errand',
      title,
      company_id: company.id,
      case_id: caseId,
      parent_id: at === 0 ? null : main,
      owner_id: ownerId,
      priority: 'normal',
      state: isDone ? 'done' : 'open',
      percent: isDone ? 100 : 0,
      duration_minutes: dice.pick([30, 60, 90, 120]),
      due_at: isDone ? atThree(dueAt) : atThree(Math.max(dueAt, now + dice.between(-2, 14) * DAY)),
      form: [],
      checklist: [],
      outcomes: [],
      outcome: isDone ? 'done' : null,
      answers: {},
      done_at: isDone ? doneAt : null,
      done_by: isDone ? ownerId : null,
      work_minutes: isDone ? dice.between(15, 150) : null,
      sequence: 0,
      search_text: title.toLowerCase(),
      version: 1,
      created_at: iso(madeAt),
      updated_at: isDone ? doneAt : iso(madeAt),
      created_by: by,
      updated_by: by,
    };
  });
}

/** Three in the afternoon of that day: nobody promises work for midnight. */
function atThree(at: number): string {
  return iso(Math.floor(at / DAY) * DAY + 14 * 3_600_000);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
