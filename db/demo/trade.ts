import { reckonBalances } from '../balances.ts';
import type { Tx } from '../database.ts';
import type { DemoCompany } from './customers.ts';
import type { Dice } from './dice.ts';
import { by, insertRows } from './insert.ts';

const DAY = 86_400_000;
type Row = Readonly<Record<string, unknown>>;
type Traded = { readonly companies: readonly DemoCompany[]; readonly now: number };

/** Two years of orders, invoices and payments as an accounting program would send them; some pay late and are reminded. */
export async function tradeWith(tx: Tx, dice: Dice, { companies, now }: Traded): Promise<void> {
  const rows: Row[] = [];
  let number = 0;
  for (const company of companies) {
    const habit = habitOf(dice, company);
    for (
      let at = Math.max(company.since, now - 700 * DAY);
      at < now;
      at += dice.between(habit.every, habit.every * 2) * DAY
    ) {
      number++;
      rows.push(...sale(dice, { company, at, now, number, payments: habit.pays }));
    }
    if (dice.chance(0.15)) rows.push(reservation(dice, company, now));
  }
  for (const page of pagesOf(rows, 2000)) await insertRows(tx, 'transactions', page);
  await reckonBalances(
    tx,
    companies.map(({ id }) => id),
  );
}

type Habit = { readonly every: number; readonly pays: 'promptly' | 'late' | 'badly' };

function habitOf(dice: Dice, company: DemoCompany): Habit {
  const every = company.class === 'A' ? 25 : company.class === 'B' ? 50 : 90;
  const roll = dice.next();
  return { every, pays: roll < 0.72 ? 'promptly' : roll < 0.93 ? 'late' : 'badly' };
}

type Sale = {
  readonly company: DemoCompany;
  readonly at: number;
  readonly now: number;
  readonly number: number;
  readonly payments: Habit['pays'];
};

const goods = [
  'Przegląd kwartalny',
  'Materiały eksploatacyjne',
  'Abonament serwisowy',
  'Szkolenie',
  'Dostawa i montaż',
];

function sale(dice: Dice, { company, at, now, number, payments }: Sale): Row[] {
  const title = dice.pick(goods);
  const amount =
    (company.class === 'A' ? dice.between(3_000, 40_000) : dice.between(300, 9_000)) * 100 + dice.between(0, 99);
  const due = at + 14 * DAY;
  const year = new Date(at).getUTCFullYear();
  const shared = { company_id: company.id, amount_minor: amount, title };
  const invoice = `FV/${year}/${String(number).padStart(4, '0')}`;
  const made = [
    row({
      ...shared,
      kind: 'order',
      external_id: `Z${number}`,
      number: `ZK/${year}/${number}`,
      happened_on: on(at - 3 * DAY),
      state: 'done',
    }),
    row({ ...shared, kind: 'invoice', external_id: invoice, number: invoice, happened_on: on(at), due_on: on(due) }),
  ];
  const delay = { promptly: dice.between(-6, 1), late: dice.between(3, 35), badly: dice.between(20, 160) }[payments];
  const paidAt = due + delay * DAY;
  if (paidAt < now) {
    made.push(
      row({
        ...shared,
        kind: 'payment',
        external_id: `P${number}`,
        number: null,
        title: `za ${invoice}`,
        happened_on: on(paidAt),
        settles: invoice,
        state: 'done',
      }),
    );
  }
  for (const [stage, after] of [
    [1, 7],
    [2, 21],
    [3, 45],
  ] as const) {
    const demandedAt = due + after * DAY;
    if (demandedAt > Math.min(now, paidAt)) break;
    made.push(
      row({
        ...shared,
        kind: 'demand',
        external_id: `U${number}/${stage}`,
        number: `UP/${year}/${number}/${stage}`,
        title: `do ${invoice}`,
        happened_on: on(demandedAt),
        stage,
      }),
    );
  }
  return made;
}

function reservation(dice: Dice, company: DemoCompany, now: number): Row {
  const from = now + dice.between(3, 60) * DAY;
  return row({
    company_id: company.id,
    kind: 'reservation',
    external_id: `R-${company.id}`,
    number: null,
    title: 'Sala szkoleniowa',
    happened_on: on(from),
    due_on: on(from + DAY),
    amount_minor: 120_000,
  });
}

function row(values: Row): Row {
  return {
    source: 'erp',
    due_on: null,
    state: 'open',
    currency: 'PLN',
    settles: null,
    stage: null,
    details: {},
    created_by: by,
    updated_by: by,
    ...values,
  };
}

const notes = [
  'Woli telefon przed dziewiątą. W piątki nie ma go w biurze.',
  'Zamówienia podpisuje prezes, ale decyduje kierownik produkcji.',
  'Po przeglądzie prosić o zdjęcia tabliczek znamionowych.',
  'Fakturę wysyłać od razu po dostawie, do piętnastego płacą z budżetu miesiąca.',
  'Planują przenieść magazyn wiosną. Zapytać w lutym o nowe stanowiska.',
];

/** What people wrote down and which days they keep in mind; birthdays and name days of contact persons. */
export async function rememberCustomers(tx: Tx, dice: Dice, { companies, now }: Traded): Promise<void> {
  const written = companies.flatMap((company, place) =>
    dice.chance(0.4)
      ? [
          {
            company_id: company.id,
            body: dice.pick(notes),
            pinned: place % 4 === 0,
            created_at: new Date(now - dice.between(2, 300) * DAY).toISOString(),
            created_by: `user:${company.ownerId}`,
            updated_by: `user:${company.ownerId}`,
          },
        ]
      : [],
  );
  const dates = companies.flatMap((company, place) =>
    dice.chance(0.2)
      ? [
          {
            company_id: company.id,
            title: dice.pick(['Koniec umowy serwisowej', 'Rocznica współpracy', 'Przegląd gwarancyjny']),
            falls_on: on(now + dice.between(-20, 300) * DAY),
            ...(place % 3 === 0
              ? { brings: place % 2 === 0 ? 'task' : 'reminder', ahead_days: 14 }
              : { brings: null, ahead_days: null }),
            created_by: by,
            updated_by: by,
          },
        ]
      : [],
  );
  await insertRows(tx, 'notes', written);
  await insertRows(tx, 'important_dates', dates);
  await tx.run(
    `update people set born_on = date '1958-01-01' + (abs(hashtext(id::text)) % 15000),
       decides = abs(hashtext(id::text)) % 3 = 0, department = (array['Zarząd', 'Zakupy', 'Produkcja', 'Księgowość'])[1 + abs(hashtext(id::text)) % 4]
     where abs(hashtext(id::text)) % 2 = 0`,
  );
  await tx.run(`update companies set payment_days = 14 where payment_days is null`);
}

function on(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function pagesOf<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, page) => rows.slice(page * size, (page + 1) * size));
}
