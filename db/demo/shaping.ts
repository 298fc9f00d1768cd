/** What the demo company has made of Nurt: fields of its own, dictionaries, classes of customers, a form arranged anew. */
import type { Layout } from '../../domain/own/layout.ts';
import type { OwnKind, OwnOptions, OwnRecord } from '../../domain/own/shapes.ts';
import type { Tx } from '../database.ts';
import { nudge } from '../outbox.ts';
import type { DemoCompany } from './customers.ts';
import type { Dice } from './dice.ts';
import { by, insertRows } from './insert.ts';
import type { Staff } from './staff.ts';
import { trades } from './words.ts';

const DAY = 86_400_000;

type Shaping = { readonly staff: Staff; readonly companies: readonly DemoCompany[]; readonly now: number };

export async function shapeRecords(tx: Tx, dice: Dice, { staff, companies, now }: Shaping): Promise<void> {
  await keepDictionaries(tx);
  await insertRows(
    tx,
    'own_fields',
    fields.map(rowOf).map((row, at) => ({ ...row, id: dice.id(now), position: at + 1 })),
  );
  await fillCompanies(tx, dice, { staff, companies, now });
  await fillWork(tx);
  await insertRows(
    tx,
    'classes',
    classes.map((one, at) => classRow(one, { id: dice.id(now), position: at + 1 })),
  );
  await tx.run(`insert into form_layouts (record, layout, updated_by) values ('company', $1, $2)`, [
    JSON.stringify(layout),
    by,
  ]);
  await nudge(tx, 'shape:all');
}

const dictionaries = [
  { code: 'pakiety', names: ['Pakiety serwisowe', 'Service plans'], entries: ['Start', 'Standard', 'Premium'] },
  {
    code: 'systemy',
    names: ['Systemy klientów', 'Systems of customers'],
    entries: ['Subiekt', 'Optima', 'Symfonia', 'Excel'],
  },
  { code: 'konkurenci', names: ['Konkurenci', 'Competitors'], entries: ['Zestaw24', 'Regalia', 'ktoś lokalny'] },
] as const;

async function keepDictionaries(tx: Tx): Promise<void> {
  for (const { code, names, entries } of dictionaries) {
    const { id } = await tx.one<{ id: string }>(
      `insert into dictionaries (code, name_pl, name_en, created_by, updated_by) values ($1, $2, $3, $4, $4) returning id`,
      [code, ...names, by],
    );
    await insertEntries(tx, id, entries);
  }
  await tx.run(
    `insert into dictionary_entries (dictionary_id, code, name_pl, name_en, position, created_by, updated_by)
     select d.id, pl, pl, en, n, $3, $3 from dictionaries d, unnest($1::text[], $2::text[]) with ordinality t(pl, en, n)
     where d.code = 'industry'`,
    [trades.map(({ industry }) => industry), trades.map(({ inEnglish }) => inEnglish), by],
  );
}

async function insertEntries(tx: Tx, id: string, entries: readonly string[]): Promise<void> {
  const tones = ['accent', 'violet', 'green', 'orange'];
  await tx.run(
    `insert into dictionary_entries (dictionary_id, code, name_pl, name_en, color, position, created_by, updated_by)
     select $1, replace(plain_text(e), ' ', '_'), e, e, ($3::text[])[n], n, $4, $4 from unnest($2::text[]) with ordinality u(e, n)`,
    [id, entries, tones, by],
  );
}

type Field = readonly [record: OwnRecord, code: string, kind: OwnKind, pl: string, en: string, more?: More];
type More = { readonly options?: OwnOptions; readonly section?: readonly [string, string]; readonly indexed?: true };

const service = ['Serwis i abonament', 'Service and subscription'] as const;
const fields: readonly Field[] = [
  [
    'company',
    'pakiet',
    'choice',
    'Pakiet',
    'Plan',
    { options: { dictionary: 'pakiety' }, section: service, indexed: true },
  ],
  ['company', 'umowa_do', 'date', 'Umowa serwisowa do', 'Service contract until', { section: service, indexed: true }],
  ['company', 'stanowiska', 'number', 'Liczba stanowisk', 'Workplaces', { options: { least: 0 }, section: service }],
  [
    'company',
    'abonament',
    'money',
    'Abonament miesięczny',
    'Monthly fee',
    { options: { currency: 'PLN' }, section: service },
  ],
  [
    ...(['company', 'abonament_roczny', 'formula', 'Abonament roczny', 'Yearly fee'] as const),
    { options: { formula: 'abonament * 12', formulaType: 'money', currency: 'PLN' }, section: service },
  ],
  ['company', 'systemy', 'many', 'Systemy', 'Systems', { options: { dictionary: 'systemy' }, section: service }],
  [
    'company',
    'wsparcie',
    'reference',
    'Wsparcie techniczne',
    'Support',
    { options: { target: 'user' }, section: service },
  ],
  ['task', 'zgloszenie', 'text', 'Numer zgłoszenia', 'Ticket number'],
  ['case', 'gwarancja', 'yes/no', 'Gwarancja', 'Under warranty'],
  ['case', 'koszt', 'money', 'Koszt po naszej stronie', 'Cost on our side', { options: { currency: 'PLN' } }],
  ['opportunity', 'konkurent', 'choice', 'Konkurent', 'Competitor', { options: { dictionary: 'konkurenci' } }],
  ['opportunity', 'wdrozenie_do', 'date', 'Wdrożenie do', 'To be running by'],
  ['campaign', 'mpk', 'text', 'Miejsce powstawania kosztów', 'Cost centre'],
];

function rowOf([record, code, kind, pl, en, { options = {}, section, indexed } = {}]: Field) {
  return {
    ...{ record, code, kind, name_pl: pl, name_en: en, options, indexed: indexed ?? false, stale: false, version: 1 },
    ...{ section_pl: section?.[0] ?? null, section_en: section?.[1] ?? null, required: false, active: true },
    ...{ created_by: by, updated_by: by, created_at: new Date(0).toISOString(), updated_at: new Date(0).toISOString() },
  };
}

/** Six of ten have a contract; the larger ones a dearer plan. */
async function fillCompanies(tx: Tx, dice: Dice, { staff, companies, now }: Shaping): Promise<void> {
  const rows = companies.flatMap(({ id, class: worth }) => {
    if (!dice.chance(0.6)) return [];
    const plan = worth === 'A' ? 'premium' : dice.pick(['start', 'standard', 'standard']);
    const seats = dice.between(2, worth === 'A' ? 80 : 25);
    const fee = seats * ({ start: 1_900, standard: 2_900, premium: 4_500 } as const)[plan as 'start'];
    const until = new Date(now + dice.between(-40, 500) * DAY).toISOString().slice(0, 10);
    const own = {
      ...{ pakiet: plan, umowa_do: until, stanowiska: seats, abonament: fee, abonament_roczny: fee * 12 },
      systemy: [...new Set([dice.pick(['subiekt', 'optima', 'symfonia']), ...(dice.chance(0.3) ? ['excel'] : [])])],
      ...(dice.chance(0.5) ? { wsparcie: dice.pick(staff.operators) } : {}),
    };
    return [{ id, own }];
  });
  await tx.run('update companies c set own = n.own from unnest($1::uuid[], $2::jsonb[]) n(id, own) where c.id = n.id', [
    rows.map(({ id }) => id),
    rows.map(({ own }) => JSON.stringify(own)),
  ]);
}

/** Of work only some: nobody fills in everything. */
async function fillWork(tx: Tx): Promise<void> {
  await tx.run(`
    update tasks t set own = jsonb_build_object('zgloszenie', 'ZG/2026/' || lpad(n::text, 4, '0'))
      from (select id, row_number() over (order by id) as n from tasks where title like '%reklamac%') s where t.id = s.id;
    update cases set own = jsonb_build_object('gwarancja', true, 'koszt', 42000) where name like 'Przegląd gwarancyjny%';
    update cases set own = jsonb_build_object('gwarancja', false, 'koszt', 118000) where name like 'Reklamacja%';
    update opportunities set own = jsonb_build_object('konkurent', 'regalia', 'wdrozenie_do', coalesce(expected_on + 60, current_date)::text)
      where stage in ('offer', 'negotiation')`);
}

const classes = [
  {
    ...{ code: 'premium', pl: 'Premium', en: 'Premium', color: 'green' },
    condition: { combinator: 'and', rules: [{ field: 'company.own.pakiet', operator: '=', value: 'premium' }] },
  },
  {
    ...{ code: 'do_odnowienia', pl: 'Do odnowienia', en: 'Up for renewal', color: 'orange' },
    condition: {
      combinator: 'and',
      rules: [
        { field: 'company.own.umowa_do', operator: '>=', value: { days: 1 } },
        { field: 'company.own.umowa_do', operator: '<=', value: { days: 90 } },
      ],
    },
  },
  {
    ...{ code: 'po_umowie', pl: 'Umowa wygasła', en: 'Contract expired', color: 'red' },
    condition: { combinator: 'and', rules: [{ field: 'company.own.umowa_do', operator: '<', value: { days: -1 } }] },
  },
  {
    ...{ code: 'uspieni', pl: 'Uśpieni', en: 'Gone quiet', color: 'violet' },
    condition: {
      combinator: 'and',
      rules: [
        { field: 'company.daysWithoutContact', operator: '>=', value: 120 },
        { field: 'company.openTasks', operator: '=', value: 0 },
      ],
    },
  },
] as const;

function classRow(
  { code, pl, en, color, condition }: (typeof classes)[number],
  place: { id: string; position: number },
) {
  const stamp = { created_at: new Date(0).toISOString(), updated_at: new Date(0).toISOString() };
  return {
    ...{ ...place, code, name_pl: pl, name_en: en, color, condition, active: true, version: 1 },
    ...{ created_by: by, updated_by: by, ...stamp },
  };
}

const half = (...ids: readonly string[]) => ids.map((id) => ({ id, width: 'half' as const }));
const whole = (...ids: readonly string[]) => ids.map((id) => ({ id, width: 'whole' as const }));

/** What the company asks about first stands first; what accountants need comes after it. */
const layout: Layout = {
  sections: [
    { title: null, fields: [...whole('kind', 'name', 'nip'), ...half('shortName', 'ownerId', 'class', 'industry')] },
    {
      title: { pl: service[0], en: service[1] },
      fields: [
        ...half(
          'own.pakiet',
          'own.umowa_do',
          'own.stanowiska',
          'own.wsparcie',
          'own.abonament',
          'own.abonament_roczny',
        ),
        ...whole('own.systemy'),
      ],
    },
    { title: { pl: 'Adres', en: 'Address' }, fields: half('street', 'postcode', 'city', 'country', 'website') },
    {
      title: { pl: 'Rejestry i płatności', en: 'Registers and payments' },
      fields: half('regon', 'krs', 'euVat', 'iban', 'paymentDays'),
    },
    { title: { pl: 'Uwagi', en: 'Notes' }, fields: whole('notes') },
  ],
};
