import type { Tx } from '../database.ts';
import { refreshCompanySearch } from '../search-text.ts';
import { rollDice, type Dice } from './dice.ts';
import { by, insertRows } from './insert.ts';
import type { Staff } from './staff.ts';
import { cities, families, forms, men, positions, streets, trades, women } from './words.ts';

const DAY = 86_400_000;
const COUNT = 300;

export type DemoCompany = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly emailPointId: string | null;
  readonly class: string | null;
  readonly ownerId: string;
  readonly personId: string | null;
  readonly since: number;
};

type Point = Readonly<Record<string, unknown>>;
type Made = {
  readonly companies: Point[];
  readonly people: Point[];
  readonly points: Point[];
  readonly consents: Point[];
};

/** About three hundred customers with people, addresses and consents, won over the last five years. */
export async function winCustomers(
  tx: Tx,
  dice: Dice,
  { staff, now }: { staff: Staff; now: number },
): Promise<DemoCompany[]> {
  const made: Made = { companies: [], people: [], points: [], consents: [] };
  const customers = Array.from({ length: COUNT }, (_, at) => winCustomer(dice, made, { at, staff, now }));
  await insertRows(tx, 'companies', made.companies);
  await insertRows(tx, 'people', made.people);
  await insertRows(tx, 'contact_points', made.points);
  await insertRows(tx, 'consents', made.consents);
  await insertRows(tx, 'consents', wordsOf(made.people));
  await refreshCompanySearch(
    tx,
    customers.map(({ id }) => id),
  );
  return customers;
}

type Winning = { readonly at: number; readonly staff: Staff; readonly now: number };

function winCustomer(dice: Dice, made: Made, { at, staff, now }: Winning): DemoCompany {
  // The last fifteen came within the last three weeks: they are being welcomed.
  const since = now - (at >= COUNT - 15 ? dice.between(1, 20) : dice.between(30, 1800)) * DAY;
  const id = dice.id(since);
  const name = nameOf(dice, at);
  const [city, post] = dice.pick(cities);
  const worth = dice.chance(0.9) ? dice.pick(['A', 'B', 'B', 'C', 'C', 'C']) : null;
  const ownerId = dice.pick(staff.operators);
  const stamp = { created_at: iso(since), updated_at: iso(since), created_by: by, updated_by: by };
  made.companies.push({
    id,
    kind: name.industry === 'person' ? 'sole trader' : 'firm',
    name: name.full,
    short_name: name.short,
    nip: nipOf(dice),
    street: `ul. ${dice.pick(streets)} ${dice.between(1, 120)}`,
    postcode: `${post}-${String(dice.between(1, 999)).padStart(3, '0')}`,
    city,
    country: 'PL',
    class: worth,
    industry: name.industry,
    owner_id: ownerId,
    turnover_minor: worth === 'A' ? dice.between(200_000, 2_000_000) * 100 : dice.between(2_000, 150_000) * 100,
    currency: 'PLN',
    own: {},
    ...stamp,
  });
  const domain = `${slug(name.short)}${at}.example`;
  const email = dice.chance(0.93) ? `biuro@${domain}` : null;
  const reached = { company_id: id, ...stamp };
  const emailPointId =
    email &&
    addPoint(dice, made, { ...reached, kind: 'email', value: email, state: dice.chance(0.03) ? 'bounced' : 'good' });
  if (dice.chance(0.96)) addPoint(dice, made, { ...reached, kind: 'phone', value: phoneOf(dice), state: 'good' });
  const personId = addPeople(dice, made, { reached, domain });
  addConsents(dice, made, { companyId: id, since });
  return { id, name: name.full, email, emailPointId, class: worth, ownerId, personId, since };
}

function nameOf(dice: Dice, at: number): { full: string; short: string; industry: string } {
  const trade = dice.pick(trades);
  const [family] = dice.pick(families);
  if (dice.chance(0.12)) {
    const feminine = dice.chance(0.5);
    const full = `${dice.pick(feminine ? women : men)} ${feminine ? dice.pick(families)[1] : family}`;
    return { full, short: full, industry: trade.industry };
  }
  const stem = dice.pick(trade.stems);
  return { full: `${stem} ${family} ${forms[at % forms.length]}`, short: stem, industry: trade.industry };
}

function addPoint(
  dice: Dice,
  made: Made,
  point: Point & { readonly value: string; readonly created_at: string },
): string {
  const id = dice.id(Date.parse(point.created_at));
  made.points.push({ id, person_id: null, is_main: true, normalised: point.value, ...point });
  return id;
}

type Peopled = { readonly reached: Point & { readonly created_at: string }; readonly domain: string };

function addPeople(dice: Dice, made: Made, { reached, domain }: Peopled): string | null {
  let main: string | null = null;
  for (let count = dice.between(0, 3); count > 0; count--) {
    const feminine = dice.chance(0.5);
    const first = dice.pick(feminine ? women : men);
    const last = dice.pick(families)[feminine ? 1 : 0];
    const id = dice.id(Date.parse(reached.created_at));
    made.people.push({
      id,
      first_name: first,
      last_name: last,
      position: dice.pick(positions),
      is_main: main === null,
      own: {},
      search_text: slugless(`${first} ${last}`),
      ...reached,
    });
    if (dice.chance(0.6)) {
      addPoint(dice, made, {
        ...reached,
        person_id: id,
        kind: 'email',
        value: `${slug(first)}.${slug(last)}@${domain}`,
        state: 'good',
      });
    }
    if (dice.chance(0.5))
      addPoint(dice, made, { ...reached, person_id: id, kind: 'phone', value: phoneOf(dice), state: 'good' });
    main ??= id;
  }
  return main;
}

const evidences = ['Formularz na stronie', 'Rozmowa telefoniczna', 'Umowa', 'Formularz na targach'];

function addConsents(dice: Dice, made: Made, { companyId, since }: { companyId: string; since: number }): void {
  const roll = dice.next();
  if (roll > 0.86) return;
  made.consents.push({
    id: dice.id(since),
    company_id: companyId,
    channel: roll < 0.55 ? 'any' : 'email',
    purpose: 'marketing',
    status: roll > 0.8 ? 'refused' : 'given',
    evidence: dice.pick(evidences),
    given_on: iso(since).slice(0, 10),
    recorded_at: iso(since),
    created_by: by,
  });
}

/** Every sixth person has said something themselves. With dice of their own: everything else falls as it would without. */
function wordsOf(people: readonly Point[]): Point[] {
  const dice = rollDice(people.length);
  return people.flatMap(({ id, company_id, created_at }, at) => {
    if (at % 6 > 0) return [];
    const said = Date.parse(created_at as string) + DAY;
    const took = dice.chance(0.25);
    return {
      id: dice.id(said),
      company_id,
      person_id: id,
      channel: 'email',
      purpose: 'marketing',
      status: took ? 'withdrawn' : 'given',
      evidence: took ? 'E-mail z prośbą o niewysyłanie ofert' : dice.pick(evidences),
      given_on: iso(said).slice(0, 10),
      recorded_at: iso(said),
      created_by: by,
    };
  });
}

/** A valid check digit under an office that does not exist. */
function nipOf(dice: Dice): string {
  for (;;) {
    const digits = [9, 9, 9, ...Array.from({ length: 6 }, () => dice.between(0, 9))];
    const sum = [6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((total, weight, at) => total + weight * digits[at]!, 0);
    if (sum % 11 < 10) return [...digits, sum % 11].join('');
  }
}

/** Area code 20 has never been given out: whoever tries the click-to-call disturbs nobody. */
function phoneOf(dice: Dice): string {
  return `+4820${dice.between(1_000_000, 9_999_999)}`;
}

function slug(text: string): string {
  return slugless(text).replaceAll(/[^a-z0-9]+/g, '');
}

function slugless(text: string): string {
  return text.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replaceAll(/\p{M}/gu, '');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
