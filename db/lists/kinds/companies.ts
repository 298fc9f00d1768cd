import { consentChoices, companyKinds } from '../words.ts';
import { visible } from '../../scope.ts';
import { searchCondition } from '../../search-text.ts';
import { campaigns, companyClasses, groups, taskTypes, users } from '../choices.ts';
import type { FactDefinition, FieldDefinition, ListDefinition, RelatedDefinition } from '../definition.ts';
import { fact, field, money, named, said } from '../fields.ts';
import { view } from '../standard.ts';
import { visibleTasks } from '../../task-scope.ts';

const edit = 'company.edit';

/** The main working address of a company, that of the firm before those of its people. */
const address = (kind: string) =>
  `(select ${kind === 'phone' ? 'normalised' : 'value'} from contact_points where company_id = c.id and kind = '${kind}' and state = 'good'
     order by person_id is not null, is_main desc limit 1)`;

/** The newest word on marketing, whatever the channel. */
const marketing = `(select status from consents where company_id = c.id and purpose = 'marketing' and person_id is null
  order by recorded_at desc, id desc limit 1)`;

const fields: readonly FieldDefinition[] = [
  field('name', ['Nazwa', 'Name'], {
    type: 'text',
    value: 'c.name',
    sort: 'text',
    required: true,
    fact: 'company.name',
    width: 280,
    edit,
  }),
  field('shortName', ['Skrót', 'Short name'], { type: 'text', value: 'c.short_name', width: 140, edit }),
  field('kind', ['Rodzaj', 'Kind'], {
    type: 'choice',
    value: 'c.kind',
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
    width: 130,
    edit,
  }),
  field('postcode', ['Kod pocztowy', 'Postcode'], {
    type: 'text',
    value: 'c.postcode',
    fact: 'company.postcode',
    width: 100,
    edit,
  }),
  field('street', ['Ulica i numer', 'Street'], { type: 'text', value: 'c.street', width: 180, edit }),
  field('country', ['Kraj', 'Country'], { type: 'text', value: 'c.country', fact: 'company.country', width: 70 }),
  field('nip', ['NIP', 'NIP'], {
    type: 'text',
    value: 'c.nip',
    sort: { by: 'c.nip', cast: 'text', nullable: true },
    fact: 'company.nip',
    width: 120,
    edit,
  }),
  field('regon', ['REGON', 'REGON'], { type: 'text', value: 'c.regon', width: 110, edit }),
  field('krs', ['KRS', 'KRS'], { type: 'text', value: 'c.krs', width: 110, edit }),
  field('industry', ['Branża', 'Industry'], {
    type: 'text',
    value: 'c.industry',
    fact: 'company.industry',
    width: 150,
    edit,
  }),
  field('phone', ['Telefon', 'Phone'], { type: 'text', value: address('phone'), width: 140 }),
  field('email', ['E-mail', 'E-mail'], { type: 'text', value: address('email'), width: 200 }),
  field('website', ['Strona www', 'Website'], { type: 'text', value: 'c.website', width: 160, edit }),
  field('consent', ['Zgoda marketingowa', 'Marketing consent'], {
    type: 'choice',
    value: marketing,
    choices: consentChoices,
    width: 110,
  }),
  field('turnover', ['Obrót', 'Turnover'], {
    type: 'money',
    value: 'c.turnover_minor',
    show: money('c.turnover_minor', 'c.currency'),
    sort: 'bigint',
    fact: 'company.turnoverMinor',
    width: 130,
  }),
  field('parent', ['Centrala', 'Head office'], {
    type: 'reference',
    value: 'c.parent_id',
    show: named('h'),
    needs: ['h'],
    fact: 'company.parentId',
    width: 180,
  }),
  field('groups', ['Grupy', 'Groups'], {
    type: 'many',
    value: `(select jsonb_agg(distinct g.name) from group_members m join groups g on g.id = m.group_id where m.company_id = c.id)`,
    width: 180,
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

const facts: readonly FactDefinition[] = [
  fact('company.createdOn', ['W bazie od (data)', 'Added (date)'], {
    type: 'date',
    is: { value: 'c.created_at::date' },
  }),
  fact('company.importId', ['Z importu', 'From an import'], {
    type: 'text',
    cast: 'uuid',
    is: { value: 'c.import_id' },
  }),
  fact('company.groups', ['Grupy', 'Groups'], {
    type: 'text',
    cast: 'uuid',
    choices: groups,
    is: { from: 'group_members m where m.company_id = c.id', value: 'm.group_id' },
  }),
  fact('company.hasEmail', ['Ma adres e-mail', 'Has an e-mail address'], {
    type: 'yes/no',
    is: { value: has('email') },
  }),
  fact('company.hasPhone', ['Ma telefon', 'Has a phone'], { type: 'yes/no', is: { value: has('phone') } }),
  ...['email.marketing', 'phone.marketing', 'email.service', 'phone.service'].map(consent),
  fact('company.campaigns', ['Brał udział w kampanii', 'Was in the campaign'], {
    type: 'text',
    cast: 'uuid',
    choices: campaigns,
    right: 'campaign.read',
    is: { from: `participants a where a.company_id = c.id and a.state <> 'left out'`, value: 'a.campaign_id' },
  }),
  fact('company.openTaskTypes', ['Ma otwarte zadanie rodzaju', 'Has an open task of the type'], {
    type: 'text',
    choices: taskTypes,
    right: 'task.read',
    is: {
      from: ({ viewer, params }) =>
        `tasks t where t.company_id = c.id and t.state = 'open' and ${visibleTasks(viewer, params)}`,
      value: 't.type',
    },
  }),
];

function has(kind: string): string {
  return `exists (select 1 from contact_points cp where cp.company_id = c.id and cp.kind = '${kind}' and cp.state = 'good')`;
}

function consent(name: string): FactDefinition {
  const [channel, purpose] = name.split('.') as [string, string];
  const titles: Record<string, readonly [string, string]> = {
    'email.marketing': ['Zgoda: e-mail, marketing', 'Consent: e-mail, marketing'],
    'phone.marketing': ['Zgoda: telefon, marketing', 'Consent: phone, marketing'],
    'email.service': ['Zgoda: e-mail, obsługa', 'Consent: e-mail, service'],
    'phone.service': ['Zgoda: telefon, obsługa', 'Consent: phone, service'],
  };
  return fact(`consent.${name}`, titles[name]!, {
    type: 'text',
    choices: consentChoices,
    is: {
      value: `(select co.status from consents co where co.company_id = c.id and co.purpose = '${purpose}'
        and co.channel in ('${channel}', 'any') order by co.recorded_at desc, co.id desc limit 1)`,
    },
  });
}

const related: readonly RelatedDefinition[] = [
  {
    of: 'people',
    title: said(['Ma osobę', 'Has a person']),
    from: 'people p where p.company_id = c.id and p.deleted_at is null',
    facts: [
      fact('person.firstName', ['Imię', 'First name'], { type: 'text', is: { value: 'p.first_name' } }),
      fact('person.lastName', ['Nazwisko', 'Last name'], { type: 'text', is: { value: 'p.last_name' } }),
      fact('person.position', ['Stanowisko', 'Position'], { type: 'text', is: { value: 'p.position' } }),
      fact('person.language', ['Język', 'Language'], { type: 'text', is: { value: 'p.language' } }),
      fact('person.isMain', ['Główna osoba', 'Main contact'], { type: 'yes/no', is: { value: 'p.is_main' } }),
    ],
  },
  {
    of: 'tasks',
    title: said(['Ma zadanie', 'Has a task']),
    right: 'task.read',
    from: ({ viewer, params }) => `tasks t where t.company_id = c.id and ${visibleTasks(viewer, params)}`,
    facts: [
      fact('task.type', ['Rodzaj', 'Type'], { type: 'text', choices: taskTypes, is: { value: 't.type' } }),
      fact('task.state', ['Stan', 'State'], { type: 'text', is: { value: 't.state' } }),
      fact('task.ownerId', ['Wykonawca', 'Owner'], {
        type: 'text',
        cast: 'uuid',
        isUser: true,
        choices: users,
        is: { value: 't.owner_id' },
      }),
      fact('task.outcome', ['Wynik', 'Outcome'], { type: 'text', is: { value: 't.outcome' } }),
      fact('task.dueAt', ['Termin', 'Due'], { type: 'instant', is: { value: 't.due_at' } }),
      fact('task.doneAt', ['Zakończono', 'Finished'], { type: 'instant', is: { value: 't.done_at' } }),
    ],
  },
  {
    of: 'messages',
    title: said(['Ma wiadomość', 'Has a message']),
    right: 'message.read',
    from: 'messages w where w.company_id = c.id',
    facts: [
      fact('message.direction', ['Kierunek', 'Direction'], { type: 'text', is: { value: 'w.direction' } }),
      fact('message.channel', ['Kanał', 'Channel'], { type: 'text', is: { value: 'w.channel' } }),
      fact('message.at', ['Kiedy', 'When'], { type: 'instant', is: { value: 'coalesce(w.received_at, w.sent_at)' } }),
    ],
  },
  {
    of: 'campaigns',
    title: said(['Udział w kampanii', 'Part in a campaign']),
    right: 'campaign.read',
    from: 'participants a where a.company_id = c.id',
    facts: [
      fact('participant.campaignId', ['Kampania', 'Campaign'], {
        type: 'text',
        cast: 'uuid',
        choices: campaigns,
        is: { value: 'a.campaign_id' },
      }),
      fact('participant.state', ['Stan', 'State'], { type: 'text', is: { value: 'a.state' } }),
      fact('participant.result', ['Wynik', 'Result'], { type: 'text', is: { value: 'a.result' } }),
    ],
  },
];

const columns = ['name', 'city', 'class', 'owner', 'phone', 'email', 'consent'];
const byName = [{ field: 'name' }];

export const companies: ListDefinition = {
  kind: 'companies',
  right: 'company.read',
  table: 'companies',
  alias: 'c',
  joins: {
    o: 'left join users o on o.id = c.owner_id',
    h: 'left join companies h on h.id = c.parent_id',
  },
  alive: 'c.deleted_at is null',
  scope: ({ viewer }) => visible('companies', viewer, 'c'),
  search: (typed, { params }) => searchCondition(typed, 'c', (value) => params.add(value)),
  fields,
  facts,
  related,
  standard: [
    view('companies:all', ['Wszyscy', 'All'], { columns, sort: byName }),
    view('companies:mine', ['Moi', 'Mine'], {
      columns,
      sort: byName,
      rules: [{ field: 'company.ownerId', operator: '=', value: 'me' }],
    }),
    view('companies:ownerless', ['Bez opiekuna', 'Without an owner'], {
      columns,
      sort: byName,
      rules: [{ field: 'company.ownerId', operator: 'null' }],
    }),
    view('companies:new', ['Nowi w tym miesiącu', 'New this month'], {
      columns: [...columns, 'createdAt'],
      sort: [{ field: 'createdAt', descending: true }],
      rules: [{ field: 'company.createdAt', operator: '>=', value: { days: -30 } }],
    }),
  ],
  order: byName,
};
