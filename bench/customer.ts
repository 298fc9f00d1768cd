/** The page of a customer with 2,000 entries behind it: card, timeline, and the page of the timeline in its middle. */
import type { Db } from '../db/database.ts';
import { readCard } from '../db/company-card.ts';
import { companyTimeline } from '../db/company-timeline.ts';
import { reckonBalances } from '../db/balances.ts';
import { companies, seatCast, users } from '../tests/support/cast.ts';
import { freshDatabase } from '../tests/support/database.ts';
import { viewer } from '../tests/support/desk.ts';
import type { Figure } from './figure.ts';

const id = companies.drewPol.id;

export async function run(): Promise<Figure[]> {
  const base = await freshDatabase();
  try {
    await base.db.transaction(seatCast);
    await fill(base.db);
    const maria = viewer('maria');
    const anna = viewer('anna');
    const first = () => companyTimeline(base.db, maria, { companyId: id, limit: 30 });
    const { next } = await companyTimeline(base.db, maria, { companyId: id, limit: 1000 });
    const figures = {
      'first page of the timeline': await median(40, first),
      'page in the middle of the timeline': await median(40, () =>
        companyTimeline(base.db, maria, { companyId: id, limit: 30, after: next! }),
      ),
      'first page with a narrow scope': await median(40, () =>
        companyTimeline(base.db, anna, { companyId: id, limit: 30 }),
      ),
      'card and first page together': await median(40, () => Promise.all([readCard(base.db, maria, id), first()])),
    };
    return Object.entries(figures).map(([name, figure]) => ({
      name,
      figure,
      unit: 'ms',
      goal: 'under 120 ms',
      holds: figure < 120,
    }));
  } finally {
    await base.drop();
  }
}

/** 2,000 entries of every kind with this customer, and fifty times as many with others around them. */
async function fill(db: Db): Promise<void> {
  await db.run(
    `insert into companies (name, created_by, updated_by) select 'Firma ' || n, 'system:bench', 'system:bench' from generate_series(1, 1000) n`,
  );
  const others = `(select id from companies where created_by = 'system:bench')`;
  const spread = (count: number) =>
    `(select $1::uuid as company_id, n from generate_series(1, ${count}) n
      union all select o.id, n from ${others} o, generate_series(1, ${Math.ceil(count / 20)}) n)`;
  const when = `now() - n * interval '7 hours' - interval '1 hour'`;
  const by = `'system:bench', 'system:bench'`;
  await db.run(
    `insert into tasks (type, title, company_id, owner_id, state, done_at, due_at, note, created_by, updated_by)
     select 'call', 'Telefon ' || n, company_id, $2, case when n % 6 = 0 then 'open' else 'done' end,
       case when n % 6 > 0 then ${when} end, ${when}, 'Rozmowa o dostawie', ${by} from ${spread(700)} s`,
    [id, users.anna.id],
  );
  await db.run(
    `insert into messages (direction, channel, company_id, subject, body_text, sent_at, created_by, updated_by)
     select 'out', 'email', company_id, 'Oferta ' || n, repeat('Szanowni Państwo, ', 40), ${when}, ${by} from ${spread(500)} s`,
    [id],
  );
  await db.run(
    `insert into transactions (company_id, kind, source, external_id, number, happened_on, due_on, amount_minor, created_by, updated_by)
     select company_id, case when n % 2 = 0 then 'invoice' else 'payment' end, 'bench', company_id::text || n, 'FV/' || n,
       (${when})::date, (${when})::date + 14, 12300, ${by} from ${spread(500)} s`,
    [id],
  );
  await db.run(
    `insert into notes (company_id, body, created_at, created_by, updated_by) select company_id, 'Notatka ' || n, ${when}, ${by} from ${spread(200)} s`,
    [id],
  );
  await db.run(
    `insert into audit (at, actor, noun, record_id, verb, changes)
     select ${when}, 'user:${users.anna.id}', 'company', company_id::text, 'edit', '{"city": ["a", "b"]}' from ${spread(100)} s`,
    [id],
  );
  await reckonBalances(db, [id]);
  await db.run('analyze');
}

async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const from = performance.now();
    await work();
    took.push(performance.now() - from);
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}
