import { visible } from '../../scope.ts';
import { searchCondition } from '../../search-text.ts';
import { companyClasses, users } from '../choices.ts';
import type { FactDefinition, FieldDefinition, ListDefinition } from '../definition.ts';
import { fact, field, named } from '../fields.ts';
import { view } from '../standard.ts';
import { genders, languages } from '../words.ts';
import {
  daysToBirthday,
  daysToNameDay,
  filesBeside,
  messagesBeside,
  opportunitiesBeside,
  participationBeside,
  tied,
} from './beside.ts';
import { datesBeside, runsBeside, tasksBeside } from './beside-work.ts';
import { boundOfNamed, boundOfYearly } from './bounds.ts';
import { birthdayJoin, byBirthday, byCustomer, byTown } from './orders.ts';

const edit = 'company.edit';
const address = (kind: string) =>
  `(select ${kind === 'phone' ? 'normalised' : 'value'} from contact_points where person_id = p.id and kind = '${kind}' and state = 'good'
     order by is_main desc limit 1)`;
const has = (kind: string) => ({
  from: `contact_points cp where ${tied('cp.person_id', 'p.id')} and cp.kind = '${kind}' and cp.state = 'good'`,
  value: 'true',
});

const fields: readonly FieldDefinition[] = [
  field('name', ['Nazwisko i imię', 'Name'], {
    type: 'text',
    value: 'p.last_name',
    show: `concat_ws(' ', p.last_name, p.first_name)`,
    sort: 'text',
    required: true,
    fact: 'person.lastName',
    within: 'p.search_text',
    width: 220,
  }),
  field('lastName', ['Nazwisko', 'Last name'], {
    type: 'text',
    value: 'p.last_name',
    sort: 'text',
    required: true,
    width: 150,
    edit,
  }),
  field('firstName', ['Imię', 'First name'], {
    type: 'text',
    value: 'p.first_name',
    fact: 'person.firstName',
    within: 'p.search_text',
    width: 120,
    edit,
  }),
  field('position', ['Stanowisko', 'Position'], {
    type: 'text',
    value: 'p.position',
    fact: 'person.position',
    width: 170,
    edit,
  }),
  field('department', ['Dział', 'Department'], {
    type: 'text',
    value: 'p.department',
    fact: 'person.department',
    width: 140,
    edit,
  }),
  field('decides', ['Decyduje o zakupach', 'Decides on purchases'], {
    type: 'yes/no',
    value: 'coalesce(p.decides, false)',
    fact: 'person.decides',
    width: 110,
    edit,
  }),
  field('company', ['Klient', 'Customer'], {
    type: 'reference',
    value: 'p.company_id',
    show: named('c'),
    sort: byCustomer,
    needs: ['c'],
    fact: 'person.companyId',
    reference: 'company',
    width: 240,
  }),
  field('city', ['Miejscowość', 'Town'], {
    type: 'text',
    value: 'c.city',
    sort: byTown,
    needs: ['c'],
    fact: 'company.city',
    width: 130,
  }),
  field('owner', ['Opiekun klienta', 'Owner of the customer'], {
    type: 'user',
    value: 'c.owner_id',
    show: named('o'),
    needs: ['c', 'o'],
    fact: 'company.ownerId',
    choices: users,
    width: 190,
  }),
  field('phone', ['Telefon', 'Phone'], { type: 'text', value: address('phone'), width: 140 }),
  field('email', ['E-mail', 'E-mail'], { type: 'text', value: address('email'), width: 200 }),
  field('isMain', ['Główna osoba', 'Main contact'], {
    type: 'yes/no',
    value: 'p.is_main',
    fact: 'person.isMain',
    width: 90,
    edit,
  }),
  field('language', ['Język', 'Language'], {
    type: 'choice',
    value: 'p.language',
    fact: 'person.language',
    choices: languages,
    width: 90,
    edit,
  }),
  field('gender', ['Forma', 'Form of address'], {
    type: 'choice',
    value: 'p.gender',
    fact: 'person.gender',
    choices: genders,
    width: 90,
    edit,
  }),
  field('vocative', ['Wołacz imienia', 'Vocative of the first name'], {
    type: 'text',
    value: 'p.vocative',
    fact: 'person.vocative',
    width: 130,
    edit,
  }),
  field('bornOn', ['Data urodzenia', 'Date of birth'], {
    type: 'date',
    value: 'p.born_on',
    fact: 'person.bornOn',
    width: 120,
    edit,
  }),
  field('daysToBirthday', ['Do urodzin (dni)', 'Days to the birthday'], {
    type: 'number',
    value: daysToBirthday,
    sort: byBirthday,
    fact: 'person.daysToBirthday',
    bound: boundOfYearly('p.born_on'),
    width: 110,
  }),
  field('nameDay', ['Imieniny', 'Name day'], { type: 'text', value: 'p.name_day', width: 110 }),
  field('daysToNameDay', ['Do imienin (dni)', 'Days to the name day'], {
    type: 'number',
    value: daysToNameDay,
    fact: 'person.daysToNameDay',
    bound: boundOfNamed('p.name_day'),
    width: 110,
  }),
  field('createdAt', ['W bazie od', 'Added'], {
    type: 'instant',
    value: 'p.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'person.createdAt',
    width: 130,
  }),
];

const facts: readonly FactDefinition[] = [
  fact('company.class', ['Klasa klienta', 'Class of the customer'], {
    type: 'text',
    choices: companyClasses,
    is: { value: 'c.class', needs: ['c'] },
  }),
  fact('person.hasEmail', ['Ma adres e-mail', 'Has an e-mail address'], {
    type: 'yes/no',
    is: has('email'),
  }),
  fact('person.hasPhone', ['Ma telefon', 'Has a phone'], { type: 'yes/no', is: has('phone') }),
];

const columns = ['name', 'position', 'company', 'phone', 'email', 'city'];
const byName = [{ field: 'name' }];

export const people: ListDefinition = {
  kind: 'people',
  right: 'company.read',
  table: 'people',
  alias: 'p',
  called: "concat_ws(' ', p.first_name, p.last_name)",
  joins: {
    c: 'join companies c on c.id = p.company_id',
    o: 'left join users o on o.id = c.owner_id',
    b: birthdayJoin,
  },
  alive: 'p.deleted_at is null',
  scope: ({ viewer }) => visible('people', viewer, 'p'),
  search: (typed, { params }) => searchCondition(typed, 'p', (value) => params.add(value)),
  fields,
  own: 'person',
  ofCustomer: true,
  facts,
  related: [
    tasksBeside(tied('t.person_id', 'p.id')),
    runsBeside(tied('r.person_id', 'p.id')),
    datesBeside(tied('d.person_id', 'p.id')),
    messagesBeside(tied('m.person_id', 'p.id')),
    opportunitiesBeside(tied('o.person_id', 'p.id')),
    participationBeside(tied('a.person_id', 'p.id')),
    filesBeside('person', 'p.id'),
  ],
  standard: [
    view('people:all', ['Wszystkie', 'All'], { columns, sort: byName }),
    view('people:mine', ['Osoby moich klientów', 'People of my customers'], {
      columns,
      sort: byName,
      rules: [{ field: 'company.ownerId', operator: '=', value: 'me' }],
    }),
    view('people:birthdays', ['Urodziny w ciągu 7 dni', 'Birthdays within 7 days'], {
      columns: ['name', 'bornOn', 'daysToBirthday', 'company', 'phone', 'email', 'owner'],
      sort: [{ field: 'daysToBirthday' }],
      rules: [{ field: 'person.daysToBirthday', operator: '<=', value: 7 }],
    }),
  ],
  order: byName,
};
