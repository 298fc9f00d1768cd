/** What may be asked of companies beside the fields of their list: groups, consents, people, tasks, messages, campaigns. */
import { visibleTasks } from '../../task-scope.ts';
import { campaigns, groups, taskTypes, users } from '../choices.ts';
import type { FactDefinition, RelatedDefinition } from '../definition.ts';
import { fact, said } from '../fields.ts';
import { consentChoices } from '../words.ts';

export const companyFacts: readonly FactDefinition[] = [
  fact('company.createdOn', ['W bazie od (data)', 'Added (date)'], {
    type: 'date',
    is: { value: 'c.created_at::date' },
  }),
  fact('company.daysWithoutContact', ['Bez kontaktu od (dni)', 'Without contact for (days)'], {
    type: 'number',
    // Nobody ever spoke to them: longer than any number of days.
    is: { value: 'coalesce(current_date - f.last_contact_at::date, 1000000)', needs: ['f'] },
  }),
  fact('company.isOverdue', ['Ma zadanie po terminie', 'Has an overdue task'], {
    type: 'yes/no',
    right: 'task.read',
    whole: true,
    is: { value: 'coalesce(f.first_deadline_at < now(), false)', needs: ['f'] },
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
    is: has('email'),
  }),
  fact('company.hasPhone', ['Ma telefon', 'Has a phone'], { type: 'yes/no', is: has('phone') }),
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

function has(kind: string) {
  const from = `contact_points cp where cp.company_id = c.id and cp.kind = '${kind}' and cp.state = 'good'`;
  return { from, value: 'true' };
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
    hint: (values) => `exists (select 1 from consents said where said.company_id = c.id and said.purpose = '${purpose}'
      and said.status = any(${values}))`,
    is: {
      value: `(select co.status from consents co where co.company_id = c.id and co.purpose = '${purpose}'
        and co.channel in ('${channel}', 'any') order by co.recorded_at desc, co.id desc limit 1)`,
    },
  });
}

export const besideCompanies: readonly RelatedDefinition[] = [
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
