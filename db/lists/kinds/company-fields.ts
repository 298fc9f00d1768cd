import { industries } from '../../industries.ts';
import { IS_OVERDUE, OVERDUE_SINCE } from '../../paused-tasks.ts';
import { visible } from '../../scope.ts';
import { visibleTasks } from '../../task-scope.ts';
import { classes, companyClasses, currencies, users } from '../choices.ts';
import type { Asking, FieldDefinition } from '../definition.ts';
import { field, money, named } from '../fields.ts';
import { companyKinds, consentChoices } from '../words.ts';
import { tradeFields } from './company-trade.ts';
import { byIndustry, byKind, byPerson } from './orders.ts';

const edit = 'company.edit';

/** The main working address of a company, that of the firm before those of its people. */
const address = (kind: string) =>
  `(select ${kind === 'phone' ? 'normalised' : 'value'} from contact_points where company_id = c.id and kind = '${kind}' and state = 'good'
     order by person_id is not null, is_main desc limit 1)`;

/** The newest word on marketing, whatever the channel. */
const marketing = `(select status from consents where company_id = c.id and purpose = 'marketing' and person_id is null
  order by recorded_at desc, id desc limit 1)`;

/** A fact that is kept beside the company, by its column. */
const kept = (column: string, cast: string) =>
  ({ by: `f.${column}`, cast, nullable: true, needs: ['f'], id: 'f.company_id' }) as const;

/** Of the tasks that the viewer sees; what is kept counts those of everybody (rule 20). */
const ofTasks =
  (all: string, some: string) =>
  ({ viewer, params }: Asking) =>
    viewer.scope === 'all'
      ? all
      : `(select ${some} from tasks t where t.company_id = c.id and t.state = 'open' and ${visibleTasks(viewer, params)})`;

/** The columns of the list of customers. */
export const companyFields: readonly FieldDefinition[] = [
  field('name', ['Nazwa', 'Name'], {
    type: 'text',
    value: 'c.name',
    sort: 'text',
    required: true,
    fact: 'company.name',
    within: 'c.search_text',
    width: 280,
    edit,
  }),
  field('shortName', ['Skrót', 'Short name'], {
    type: 'text',
    value: 'c.short_name',
    fact: 'company.shortName',
    within: 'c.search_text',
    width: 140,
    edit,
  }),
  field('kind', ['Rodzaj', 'Kind'], {
    type: 'choice',
    value: 'c.kind',
    sort: byKind,
    fact: 'company.kind',
    choices: companyKinds,
    width: 120,
    edit,
  }),
  field('class', ['Klasa', 'Class'], {
    type: 'choice',
    value: 'c.class',
    sort: { by: 'c.class', cast: 'text', nullable: true },
    fact: 'company.class',
    choices: companyClasses,
    width: 80,
    edit,
  }),
  field('owner', ['Opiekun', 'Owner'], {
    type: 'user',
    value: 'c.owner_id',
    show: named('o'),
    sort: byPerson('o', 'c.owner_id'),
    needs: ['o'],
    fact: 'company.ownerId',
    choices: users,
    width: 190,
    edit,
  }),
  field('city', ['Miejscowość', 'Town'], {
    type: 'text',
    value: 'c.city',
    sort: 'text',
    fact: 'company.city',
    within: 'c.search_text',
    width: 130,
    edit,
  }),
  field('postcode', ['Kod pocztowy', 'Postcode'], {
    type: 'text',
    value: 'c.postcode',
    sort: { by: 'c.postcode', cast: 'text', nullable: true },
    fact: 'company.postcode',
    width: 100,
    edit,
  }),
  field('street', ['Ulica i numer', 'Street'], {
    type: 'text',
    value: 'c.street',
    fact: 'company.street',
    width: 180,
    edit,
  }),
  field('country', ['Kraj', 'Country'], { type: 'text', value: 'c.country', fact: 'company.country', width: 70 }),
  field('nip', ['NIP', 'NIP'], {
    type: 'text',
    value: 'c.nip',
    sort: { by: 'c.nip', cast: 'text', nullable: true },
    fact: 'company.nip',
    within: 'c.search_text',
    width: 120,
    edit,
  }),
  field('regon', ['REGON', 'REGON'], { type: 'text', value: 'c.regon', fact: 'company.regon', width: 110, edit }),
  field('krs', ['KRS', 'KRS'], { type: 'text', value: 'c.krs', fact: 'company.krs', width: 110, edit }),
  field('euVat', ['VAT UE', 'EU VAT'], { type: 'text', value: 'c.eu_vat', fact: 'company.euVat', width: 130, edit }),
  field('industry', ['Branża', 'Industry'], {
    type: 'choice',
    value: 'c.industry',
    sort: byIndustry,
    fact: 'company.industry',
    choices: industries,
    width: 150,
    edit,
  }),
  field('phone', ['Telefon', 'Phone'], { type: 'text', value: address('phone'), width: 140 }),
  field('email', ['E-mail', 'E-mail'], { type: 'text', value: address('email'), width: 200 }),
  field('website', ['Strona www', 'Website'], {
    type: 'text',
    value: 'c.website',
    fact: 'company.website',
    width: 160,
    edit,
  }),
  field('iban', ['Rachunek', 'Account'], { type: 'text', value: 'c.iban', fact: 'company.iban', width: 240, edit }),
  field('paymentDays', ['Termin płatności (dni)', 'Payment terms (days)'], {
    type: 'number',
    value: 'c.payment_days',
    fact: 'company.paymentDays',
    width: 110,
    edit,
  }),
  field('consent', ['Zgoda marketingowa', 'Marketing consent'], {
    type: 'choice',
    value: marketing,
    choices: consentChoices,
    width: 110,
  }),
  field('turnover', ['Obrót deklarowany', 'Declared turnover'], {
    type: 'money',
    value: 'c.turnover_minor',
    show: money('c.turnover_minor', 'c.currency'),
    sort: 'bigint',
    fact: 'company.turnoverMinor',
    means: [
      'Obrót roczny, który ktoś wpisał albo wczytał. Obrót z faktur jest w kolumnie „Obrót 12 miesięcy”.',
      'Yearly turnover as somebody entered or imported it. Turnover from invoices is in the column "Turnover in 12 months".',
    ],
    width: 130,
  }),
  field('currency', ['Waluta', 'Currency'], {
    type: 'choice',
    value: 'c.currency',
    fact: 'company.currency',
    choices: currencies,
    width: 80,
    edit,
  }),
  ...tradeFields,
  field('parent', ['Centrala', 'Head office'], {
    type: 'reference',
    value: 'c.parent_id',
    // Whoever sees a branch may not see its head office.
    show: ({ viewer }) => `case when ${visible('companies', viewer, 'h')} then ${named('h')} end`,
    needs: ['h'],
    fact: 'company.parentId',
    reference: 'company',
    width: 180,
  }),
  field('groups', ['Grupy', 'Groups'], {
    type: 'many',
    value: `(select jsonb_agg(distinct g.name) from group_members m join groups g on g.id = m.group_id where m.company_id = c.id)`,
    width: 180,
  }),
  field('classes', ['Klasyfikacja', 'Classification'], {
    type: 'many',
    value: `(select jsonb_agg(k.code order by k.position) from class_members n join classes k on k.id = n.class_id and k.active
      where n.company_id = c.id)`,
    choices: classes,
    width: 180,
  }),
  field('lastContact', ['Ostatni kontakt', 'Last contact'], {
    type: 'instant',
    value: 'f.last_contact_at',
    needs: ['f'],
    sort: kept('last_contact_at', 'timestamptz'),
    fact: 'company.lastContactAt',
    width: 130,
  }),
  field('nextTask', ['Najbliższe zadanie', 'Next task'], {
    type: 'instant',
    value: 'f.next_task_at',
    show: ofTasks('f.next_task_at', `min(nullif(t.moment, 'infinity'))`),
    needs: ['f'],
    sort: kept('next_task_at', 'timestamptz'),
    whole: true,
    right: 'task.read',
    fact: 'company.nextTaskAt',
    width: 130,
  }),
  field('openTasks', ['Otwarte zadania', 'Open tasks'], {
    type: 'number',
    value: 'f.open_tasks',
    zeroAs: 'null',
    show: ofTasks('coalesce(f.open_tasks, 0)', 'count(*)'),
    needs: ['f'],
    sort: kept('open_tasks', 'integer'),
    whole: true,
    right: 'task.read',
    fact: 'company.openTasks',
    width: 90,
  }),
  field('overdueSince', ['Po terminie od', 'Overdue since'], {
    type: 'instant',
    value: 'f.first_deadline_at',
    show: ofTasks(OVERDUE_SINCE, `min(t.deadline) filter (where ${IS_OVERDUE})`),
    means: [
      'Najdawniejszy termin, który minął. Praca wstrzymana się nie liczy, choć jej klienci stoją w kolejności jej terminów.',
      'The oldest deadline that has passed. Paused work does not count, though its customers stand in the order of its deadlines.',
    ],
    needs: ['f'],
    sort: kept('first_deadline_at', 'timestamptz'),
    whole: true,
    right: 'task.read',
    width: 130,
  }),
  field('runs', ['Przebiegi w toku', 'Running scenarios'], {
    type: 'number',
    value: 'f.running_runs',
    show: 'coalesce(f.running_runs, 0)',
    zeroAs: 'null',
    needs: ['f'],
    sort: kept('running_runs', 'integer'),
    right: 'run.read',
    fact: 'company.runningRuns',
    width: 100,
  }),
  field('createdAt', ['W bazie od', 'Added'], {
    type: 'instant',
    value: 'c.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'company.createdAt',
    width: 130,
  }),
  field('updatedAt', ['Zmieniono', 'Changed'], {
    type: 'instant',
    value: 'c.updated_at',
    fact: 'company.updatedAt',
    width: 130,
  }),
];
