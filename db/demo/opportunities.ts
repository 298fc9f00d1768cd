import type { Tx } from '../database.ts';
import type { DemoCompany } from './customers.ts';
import type { Dice } from './dice.ts';
import { by, insertRows } from './insert.ts';

const DAY = 86_400_000;

type Row = Readonly<Record<string, unknown>>;

const names = [
  'Regały do magazynu',
  'Odnowienie umowy serwisowej',
  'Dostawy na przyszły rok',
  'Modernizacja linii pakowania',
  'Abonament na 24 miesiące',
  'Wyposażenie nowego biura',
  'Pakiet szkoleń',
  'Rozszerzenie licencji',
] as const;
const stages = [
  ['contact', 10],
  ['needs', 25],
  ['offer', 50],
  ['offer', 50],
  ['negotiation', 75],
  ['contract', 90],
] as const;
const reasons = ['price', 'rival', 'no-budget', 'delay', 'no-contact'] as const;

/** Sales that may come off, that did, and that did not; with the steps they took. */
export async function seekSales(
  tx: Tx,
  dice: Dice,
  { companies, now }: { readonly companies: readonly DemoCompany[]; readonly now: number },
): Promise<void> {
  const rows: Row[] = [];
  const moves: Row[] = [];
  for (let i = 0; i < 96; i++) {
    const state = i < 48 ? 'open' : i < 76 ? 'won' : 'lost';
    const company = dice.pick(companies);
    const madeAt = now - dice.between(5, state === 'open' ? 90 : 300) * DAY;
    const closedAt = Math.min(now - DAY, madeAt + dice.between(10, 60) * DAY);
    const [stage, usual] = state === 'won' ? (['contract', 90] as const) : dice.pick(stages);
    const id = dice.id(madeAt);
    const value = { value_minor: dice.between(8, 400) * 500_00, currency: dice.chance(0.88) ? 'PLN' : 'EUR' };
    const probability = state === 'open' ? usual : state === 'won' ? 100 : 0;
    rows.push({
      id,
      name: dice.pick(names),
      company_id: company.id,
      person_id: company.personId,
      owner_id: company.ownerId,
      stage,
      state,
      ...value,
      probability,
      expected_on: iso(now + dice.between(-10, 120) * DAY).slice(0, 10),
      lost_reason: state === 'lost' ? dice.pick(reasons) : null,
      stage_since: iso(state === 'open' ? Math.max(madeAt, now - dice.between(1, 30) * DAY) : closedAt),
      closed_at: state === 'open' ? null : iso(closedAt),
      search_text: '',
      version: 1,
      created_at: iso(madeAt),
      updated_at: iso(state === 'open' ? now - dice.between(1, 20) * DAY : closedAt),
      created_by: by,
      updated_by: by,
    });
    const step = { opportunity_id: id, ...value, actor: by };
    moves.push({ ...step, id: dice.id(madeAt), at: iso(madeAt), stage: 'contact', state: 'open', probability: 10 });
    if (stage !== 'contact' || state !== 'open')
      moves.push({ ...step, id: dice.id(closedAt), at: iso(closedAt), stage, state, probability });
  }
  await insertRows(tx, 'opportunities', rows);
  await insertRows(tx, 'opportunity_moves', moves);
  await tx.run('update opportunities set search_text = plain_text(name)');
  // Some of the work that is open already is about a sale.
  await tx.run(
    `update tasks t set opportunity_id = o.id from opportunities o
     where o.state = 'open' and o.company_id = t.company_id and t.state = 'open' and t.opportunity_id is null`,
  );
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
